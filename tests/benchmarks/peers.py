"""What simpler means reach in the same harness: runs of peers over the true texts, scored like ours.

    PYTHONPATH=. .venv/bin/python tests/benchmarks/peers.py ../shared --packages PEERS

Every peer reads the hand-made true text of an article and is told the article's main region. It writes a run that
``../shared/eval/score.py`` scores; the table goes to the terminal. A peer whose package or data is missing is left out,
and the table says so. The packages of the peers are no part of the project: put them into a folder of their own with

    .venv/bin/python -m pip install --target PEERS sumy==0.11.0
    .venv/bin/python -m pip install --target PEERS --no-deps textrank4zh==0.3 "networkx<3"

对照方法：读人工校订的全文，并预先告知主要地区，与本程序用同一评分程序比较。所需的包不属于本项目，按上面两行装到单独的文件夹
PEERS，用 --packages 指明；没有装的对照方法跳过，表中注明。
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import yaml

CUES: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "cues.yaml").read_text("utf-8"))
WITHOUT_CUE = "经验"
KEPT = 0.7
"""The share of sentences that extractive peers keep: the best of 0.3, 0.5 and 0.7 on dev, to their advantage."""
LEAD_SENTENCES = 3
ROLES = ("经验", "差距", "举措")
OPEN_DEV = "d01,d02,d03,d04,d05,d06,d07,d08,d09,d17,d18,h03,h05,h06"
"""The articles of dev that development looks at; the others stay closed."""
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]+[”’）]*|[^。！？；\n]+")


class Gold(NamedTuple):
    """An article of the gold: its number, true text in paragraphs, metadata and the region most findings are about."""

    number: str
    paragraphs: tuple[str, ...]
    meta: dict[str, Any]
    main: str


class Said(NamedTuple):
    """A labelled run of characters of one paragraph."""

    paragraph: int
    start: int
    end: int
    role: str


Peer = Callable[[Gold], list[Said]]


def read_gold(folder: Path, only: Sequence[str]) -> list[Gold]:
    """The articles of a gold folder; the main region is the one with most characters of findings that count."""
    return [_gold(path) for path in sorted(folder.glob("*.clean.txt")) if not only or path.name.split(".")[0] in only]


def _gold(path: Path) -> Gold:
    number = path.name.split(".")[0]
    findings = json.loads(path.with_name(f"{number}.findings.json").read_text("utf-8"))
    weights: Counter[str] = Counter()
    for finding in findings:
        weights[finding["region"]] += 0 if finding.get("borderline") else len(finding["quote"])
    paragraphs = tuple(line for line in path.read_text("utf-8").split("\n") if line.strip())
    meta = json.loads(path.with_name(f"{number}.meta.json").read_text("utf-8"))
    return Gold(number, paragraphs, meta, max(sorted(weights), key=lambda name: weights[name], default=""))


def sentences(gold: Gold) -> Iterator[Said]:
    """Every sentence of an article with its role by cue words."""
    for index, paragraph in enumerate(gold.paragraphs):
        for found in _SENTENCE.finditer(paragraph):
            if found.group().strip():
                yield Said(index, found.start(), found.end(), role_by_cues(found.group()))


def role_by_cues(sentence: str) -> str:
    """The first role of which the sentence holds a cue word."""
    return next((role for role, words in CUES.items() if any(word in sentence for word in words)), WITHOUT_CUE)


def by_cues(gold: Gold) -> list[Said]:
    """Every sentence states a finding."""
    return list(sentences(gold))


def lead(gold: Gold) -> list[Said]:
    """The first sentences of the body."""
    return [said for said in sentences(gold) if "。" in gold.paragraphs[said.paragraph]][:LEAD_SENTENCES]


def extracted(pick: Callable[[list[str], int], set[str]], gold: Gold) -> list[Said]:
    """The sentences that an extractive summariser picks."""
    every = list(sentences(gold))
    texts = [gold.paragraphs[said.paragraph][said.start : said.end].strip() for said in every]
    best = pick(texts, round(len(texts) * KEPT))
    return [said for said, text in zip(every, texts, strict=True) if text in best]


def textrank4zh() -> Peer:
    """TextRank4ZH: PageRank over sentences that share words."""
    import networkx
    import numpy
    from textrank4zh import TextRank4Sentence

    numpy.float = float  # type: ignore[attr-defined]  # names that the package of 2016 still uses
    networkx.from_numpy_matrix = networkx.from_numpy_array

    def pick(texts: list[str], count: int) -> set[str]:
        ranker = TextRank4Sentence(delimiters=["\n"])
        ranker.analyze("\n".join(texts))
        return {row.sentence for row in ranker.get_key_sentences(num=count, sentence_min_len=0)}

    return partial(extracted, pick)


def sumy_lexrank() -> Peer:
    """LexRank of sumy over jieba's words."""
    import jieba
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.summarizers.lex_rank import LexRankSummarizer

    class Words:
        def to_words(self, text: str) -> tuple[str, ...]:
            return tuple(word for word in jieba.lcut(text) if re.match(r"\w", word))

    def pick(texts: list[str], count: int) -> set[str]:
        document = ObjectDocumentModel([Paragraph([Sentence(text, Words()) for text in texts])])
        return {str(sentence) for sentence in LexRankSummarizer()(document, count)}

    return partial(extracted, pick)


def linear(data: Path) -> Peer:
    """A plain linear model over single clauses: character n-grams, learned from ``train.jsonl`` and report sections."""
    from sklearn.feature_extraction.text import HashingVectorizer
    from sklearn.linear_model import SGDClassifier

    from tasks.classify.clauses import split
    from tasks.classify.training.corpus import read_train, targets
    from tasks.classify.training.sections import read_reports

    texts, roles, weights = [], [], []
    for text in (*read_train(data / "train" / "train.jsonl"), *read_reports(data / "reports")):
        for index, paragraph in enumerate(text.paragraphs):
            spans = split(paragraph)
            for span, target in zip(spans, targets(text, index, spans), strict=True):
                texts.append(paragraph[span.start : span.end])
                roles.append(target.allowed.index(True))
                weights.append(target.weight)
    grams = HashingVectorizer(analyzer="char", ngram_range=(1, 4), n_features=2**20)
    model = SGDClassifier(loss="log_loss", alpha=1e-6, random_state=0).fit(
        grams.transform(texts), roles, sample_weight=weights
    )

    def peer(gold: Gold) -> list[Said]:
        rows = [(index, s.start, s.end) for index, text in enumerate(gold.paragraphs) for s in split(text)]
        told = model.predict(grams.transform([gold.paragraphs[index][start:end] for index, start, end in rows]))
        return [Said(*row, ROLES[role]) for row, role in zip(rows, told, strict=True) if role < len(ROLES)]

    return peer


def write_run(peer: Peer, golds: Sequence[Gold], folder: Path) -> None:
    """The run of a peer: the files of which the scorer reads roles and regions."""
    articles, findings = [], []
    for gold in golds:
        rows = [{"paragraph_id": str(index), "text": text} for index, text in enumerate(gold.paragraphs)]
        articles.append({"article_id": gold.number, "source": f"{gold.number}.txt", "paragraphs": rows})
        findings.extend(finding_row(gold, said) for said in peer(gold))
    write_lines(folder / "articles.jsonl", articles)
    write_lines(folder / "findings.jsonl", findings)


def finding_row(gold: Gold, said: Said) -> dict[str, Any]:
    """A finding about the article's main region."""
    quote = gold.paragraphs[said.paragraph][said.start : said.end]
    place = {"paragraph_id": str(said.paragraph), "start": said.start, "end": said.end}
    return {
        "region": {"name": gold.main, "full_name": gold.main},
        "role": said.role,
        "status": "body",
        "topics": [],
        "evidence": [{"article_id": gold.number, **place, "quote": quote}],
    }


def write_ours(golds: Sequence[Gold], folder: Path) -> None:
    """Our run over the same true texts; the regions are not given, what the gold says of the source is."""
    from flows.records import write_records
    from tasks.classify import classify
    from tasks.clean import clean
    from tasks.ingest import read
    from tasks.ingest.limits import Limits
    from tasks.models import Issue, Masthead, Source
    from tasks.summarise import compose, summarise

    articles = []
    for gold in golds:
        content = "\n".join(gold.paragraphs).encode()
        source = Source(name=f"{gold.number}.txt", content=content, sha256=hashlib.sha256(content).hexdigest())
        known = {name: gold.meta[name] for name in ("title", "publisher", "published") if gold.meta.get(name)}
        known |= {"authors": tuple(gold.meta.get("authors") or ()), "author_office": gold.meta.get("author_office")}
        articles.append(classify(clean(read(source, Limits())).model_copy(update=known)))
    summaries = [summarise(article) for article in articles]
    issue = Issue(year=2026, number=1, total=1, date="2026-01-01")
    write_records(folder, articles, compose(articles, summaries, issue, Masthead()), [])


def write_lines(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    """One JSON object a line."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def scored(shared: Path, run: Path, gold: Path, only: str) -> str:
    """Role and finding of a run, pooled, and the mean of finding over the articles."""
    command = [sys.executable, str(shared / "eval" / "score.py"), str(run), str(gold), "--json", "--only", only]
    total = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["total"]
    return f"{total['role']['f1']:.2f} | {total['finding']['f1']:.2f} | {total['finding_macro']:.2f}"


def missing(error: Exception) -> str:
    """Why a peer was left out."""
    return f"跳过，缺少 {getattr(error, 'name', None) or getattr(error, 'filename', None) or error}"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder of the measuring texts (../shared)")
    parser.add_argument("--packages", type=Path, help="the folder with the packages of the peers")
    arguments = parser.parse_args()
    if arguments.packages:
        sys.path.append(str(arguments.packages))
    evaluation = arguments.shared / "eval"
    sets = [(evaluation / "gold", ""), (evaluation / "dev" / "gold", OPEN_DEV)]
    makers: dict[str, Callable[[], Peer]] = {
        "前三句": lambda: lead,
        "TextRank4ZH 摘句": textrank4zh,
        "sumy LexRank 摘句": sumy_lexrank,
        "每句按提示词": lambda: by_cues,
        "线性模型逐分句": lambda: linear(arguments.shared / "data"),
    }
    print("| 方法 | 种子：类别 | 要点 | 各篇平均 | 其他文章：类别 | 要点 | 各篇平均 |\n|---|---|---|---|---|---|---|")
    for name, make in makers.items():
        try:
            peer = make()
            print(f"| {name} | {table_row(arguments.shared, partial(write_run, peer), sets)} |", flush=True)
        except (ImportError, FileNotFoundError) as error:
            print(f"| {name} | {missing(error)} |", flush=True)
    print(f"| 本程序，地区不告知 | {table_row(arguments.shared, write_ours, sets)} |")
    return 0


def table_row(shared: Path, write: Callable[[Sequence[Gold], Path], None], sets: Sequence[tuple[Path, str]]) -> str:
    """The figures of one way over all sets of articles."""
    cells = []
    for gold, only in sets:
        with tempfile.TemporaryDirectory() as folder:
            write(read_gold(gold, only.split(",") if only else ()), Path(folder))
            cells.append(scored(shared, Path(folder), gold, only))
    return " | ".join(cells)


if __name__ == "__main__":
    sys.exit(main())
