"""The training labels can be read, and naming their places keeps every label on its words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.classify.training import labels

FOLDER = Path(labels.__file__).parent
FILES = labels.own_files()
NAMES = st.text("东西南北川山县市区州", min_size=1, max_size=6)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_own_texts_are_well_formed(path: Path) -> None:
    assert all(text.paragraphs for text in labels.parse(path))


def test_real_labels_have_offsets_in_order() -> None:
    for row in labels.parse_real(FOLDER / "real_labels.tsv"):
        assert (row.role is None) == (row.start == row.end)


def sample(folder: Path, body: str) -> labels.TrainingText:
    path = folder / "99.txt"
    path.write_text(f"#text id=x genre=通讯 home=A\n#place A county of=B\n#place B city\n{body}\n#link A->B\n", "utf-8")
    (text,) = labels.parse(path)
    return text


@given(short=NAMES, suffixed=NAMES)
def test_a_label_keeps_its_words_when_places_are_named(
    tmp_path_factory: pytest.TempPathFactory, short: str, suffixed: str
) -> None:
    text = sample(tmp_path_factory.mktemp("own"), "今年，{A}说：[[?经/举|产业|A,B|{A+}与{B}共建园区，全{A-}受益]]。")
    named = labels.resolve(text, lambda _, form: {"short": short, "suffixed": suffixed, "full": "全" + suffixed}[form])
    (span,) = named.spans
    assert named.paragraphs[0][span.start : span.end] == f"{suffixed}与{short}共建园区，全{suffixed[-1]}受益"
    assert span.regions == ("全" + suffixed, "全" + suffixed)
    assert span.borderline


@pytest.mark.parametrize(
    "body",
    ["[[经|产业|A|没有收尾", "[[经|产业|C|{A}建成园区]]", "[[经|产业|A|{A}建成园区，]]", "{a}建成园区"],
    ids=["brackets", "unknown place", "punctuation", "placeholder"],
)
def test_faults_are_named(tmp_path: Path, body: str) -> None:
    with pytest.raises(labels.LabelError, match=r"99\.txt"):
        sample(tmp_path, body)


def test_transcripts_are_cut_at_their_paragraph_tags() -> None:
    assert list(labels.real_paragraphs("一\n\n<p>二<br></p><p>三</p>\n")) == ["一", "二", "三"]
