"""Read the training labels: own texts with places as placeholders, and offsets into texts that are not kept here.

Own texts (``texts/*.txt``, UTF-8, many texts a file, a blank line between texts)::

    #text id=st001 genre=通讯 published=2023-05-11 home=A
    #place A county of=B
    #place B city
    paragraph lines; {A} is the short name (昆山), {A+} the name with its suffix, {A++} the path from the province,
    {A-} the last character of {A+} (全{A-}, {A-}委书记)
    [[经|产业,科技|A|a clause]]   role 经 差 举 (经/举: either is right; ?经: may be left out), topics, regions, text
    #link A->B                    A learns from B

What no label covers states nothing. Labels on texts of others (``real_labels.tsv``) name a file, a paragraph by its
key (``key_of``) and character offsets; ``real_paragraphs`` cuts such a file into the paragraphs meant.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from tasks.models.base import Model
from tasks.models.vocabulary import Genre, Level, Role, Topic

Form = Literal["short", "suffixed", "full", "suffix"]
Namer = Callable[["Place", Form], str]

ROLES = {"经": Role.EXPERIENCE, "差": Role.GAP, "举": Role.MEASURE}
TOPICS = {
    "战略": Topic.STRATEGY,
    "产业": Topic.INDUSTRY,
    "科技": Topic.SCIENCE,
    "开放": Topic.OPENING,
    "改革": Topic.REFORM,
    "城建": Topic.CITY,
    "乡村": Topic.COUNTRYSIDE,
    "文旅": Topic.CULTURE,
    "生态": Topic.ECOLOGY,
    "民生": Topic.LIVELIHOOD,
    "治理": Topic.GOVERNANCE,
    "人才": Topic.TALENT,
}
FORMS: dict[str, Form] = {"": "short", "+": "suffixed", "++": "full", "-": "suffix"}

_LABEL = re.compile(r"\[\[(\??)([经差举])(?:/([经差举]))?\|([^|\]]+)\|([^|\]]+)\|(.+?)\]\]")
_PLACEHOLDER = re.compile(r"\{([A-Z][A-Z0-9]*)(\+{0,2}|-)\}")
_TAG = re.compile(r"<[^<>]{1,40}>")
_EDGE = "，。；：、！？,;:!? "


class LabelError(ValueError):
    """A training file breaks its format; the message names the file, the text and the line."""


class Place(Model):
    """A placeholder of one text: its key, its level, and the key of the place it lies in."""

    key: str
    level: Level
    parent: str | None = None


class Span(Model):
    """A labelled run of characters: ``paragraphs[paragraph][start:end]`` states ``role`` of each of ``regions``.

    In a draft ``regions`` are placeholder keys, in a resolved text full names.
    """

    paragraph: int
    start: int
    end: int
    role: Role
    alternative: Role | None
    borderline: bool
    topics: tuple[Topic, ...]
    regions: tuple[str, ...]


class TrainingText(Model):
    """A labelled text. As read, its paragraphs still hold placeholders and its regions are keys; see ``resolve``."""

    text_id: str
    genre: Genre
    published: str | None
    home: str | None
    places: tuple[Place, ...]
    paragraphs: tuple[str, ...]
    spans: tuple[Span, ...]
    links: tuple[tuple[str, str], ...]


class RealLabel(Model):
    """A labelled run in a paragraph of a file that is not part of the project; ``role`` null: it states nothing."""

    file: str
    paragraph: str
    start: int
    end: int
    role: Role | None
    topics: tuple[Topic, ...]
    borderline: bool


def own_files() -> list[Path]:
    """The files of our own labelled texts, in order."""
    return sorted((Path(__file__).parent / "texts").glob("*.txt"))


def parse(path: Path) -> tuple[TrainingText, ...]:
    """All texts of one file, placeholders left in. Raises LabelError at the first fault."""
    blocks = re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip())
    return tuple(_text(path.name, block.splitlines()) for block in blocks)


def resolve(text: TrainingText, name: Namer) -> TrainingText:
    """The text with every placeholder named by ``name(place, form)``, offsets moved along, regions as full names.

    ``name`` is never asked for the form "suffix": it is the last character of "suffixed".
    """
    places = {place.key: place for place in text.places}

    def fill(key: str, form: Form) -> str:
        return name(places[key], "suffixed")[-1] if form == "suffix" else name(places[key], form)

    paragraphs: list[str] = []
    spans: list[Span] = []
    for index, paragraph in enumerate(text.paragraphs):
        filled, moved = _fill(paragraph, fill)
        paragraphs.append(filled)
        for span in (span for span in text.spans if span.paragraph == index):
            regions = tuple(fill(key, "full") for key in span.regions)
            update = {"start": moved[span.start], "end": moved[span.end], "regions": regions}
            spans.append(span.model_copy(update=update))
    return text.model_copy(
        update={
            "home": fill(text.home, "full") if text.home else None,
            "paragraphs": tuple(paragraphs),
            "spans": tuple(spans),
            "links": tuple((fill(learner, "full"), fill(benchmark, "full")) for learner, benchmark in text.links),
        }
    )


def parse_real(path: Path) -> tuple[RealLabel, ...]:
    """The rows of ``real_labels.tsv`` (file, paragraph, start, end, role, topics, flag); lines with # are comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_row(path.name, line) for line in lines if line and not line.startswith("#"))


def real_paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a Markdown report (a line each) or transcript (lines of ``<p>`` elements), stripped of tags."""
    for line in text.splitlines():
        for piece in line.split("</p>"):
            if paragraph := _TAG.sub("", piece).strip():
                yield paragraph


def key_of(paragraph: str) -> str:
    """The first ten hex digits of the paragraph's SHA-1 (UTF-8)."""
    return hashlib.sha1(paragraph.encode(), usedforsecurity=False).hexdigest()[:10]


def _row(file: str, line: str) -> RealLabel:
    cells = [*line.split("\t"), ""][:7]
    if len(cells) < 7 or (cells[4] not in ROLES and cells[4] != "无"):
        raise LabelError(f"{file}: {line}")
    return RealLabel(
        file=cells[0],
        paragraph=cells[1],
        start=int(cells[2]),
        end=int(cells[3]),
        role=ROLES.get(cells[4]),
        topics=tuple(TOPICS[topic] for topic in cells[5].split(",") if topic),
        borderline=cells[6] == "borderline",
    )


def _fill(paragraph: str, fill: Callable[[str, Form], str]) -> tuple[str, list[int]]:
    """The paragraph with names put in, and for each old offset the new one."""
    out: list[str] = []
    moved: list[int] = []
    size = done = 0
    for found in _PLACEHOLDER.finditer(paragraph):
        out.append(paragraph[done : found.start()])
        moved.extend(range(size, size + found.start() - done))
        size += found.start() - done
        moved.extend([size] * (found.end() - found.start()))
        out.append(fill(found[1], FORMS[found[2]]))
        size += len(out[-1])
        done = found.end()
    out.append(paragraph[done:])
    moved.extend(range(size, size + len(paragraph) - done + 1))
    return "".join(out), moved


def _text(file: str, lines: list[str]) -> TrainingText:
    head = dict(pair.split("=", 1) for pair in lines[0].split()[1:] if "=" in pair)
    where = f"{file} {head.get('id', lines[0])}"
    if not lines[0].startswith("#text ") or not {"id", "genre"} <= head.keys():
        raise LabelError(f"{where}: a text starts with #text id=… genre=…")
    places = tuple(_place(where, line) for line in lines if line.startswith("#place "))
    links = tuple(_link(where, line) for line in lines if line.startswith("#link "))
    body = [line.strip() for line in lines if not line.startswith("#")]
    paragraphs, spans = _paragraphs(where, body)
    text = TrainingText(
        text_id=head["id"],
        genre=Genre(head["genre"]),
        published=head.get("published"),
        home=head.get("home"),
        places=places,
        paragraphs=paragraphs,
        spans=spans,
        links=links,
    )
    _check(where, text)
    return text


def _place(where: str, line: str) -> Place:
    cells = line.split()
    if len(cells) not in (3, 4):
        raise LabelError(f"{where}: {line}")
    parent = cells[3].removeprefix("of=") if len(cells) == 4 else None
    return Place(key=cells[1], level=Level(cells[2]), parent=parent)


def _link(where: str, line: str) -> tuple[str, str]:
    learner, arrow, benchmark = line.removeprefix("#link ").strip().partition("->")
    if not arrow:
        raise LabelError(f"{where}: {line}")
    return learner, benchmark


def _paragraphs(where: str, body: list[str]) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    paragraphs: list[str] = []
    spans: list[Span] = []
    for index, line in enumerate(body):
        plain = ""
        done = 0
        for found in _LABEL.finditer(line):
            plain += line[done : found.start()]
            spans.append(_span(index, len(plain), found))
            plain += found[6]
            done = found.end()
        plain += line[done:]
        if "[[" in plain or "]]" in plain or "|" in plain:
            raise LabelError(f"{where}: brackets: {line[:60]}")
        paragraphs.append(plain)
    return tuple(paragraphs), tuple(spans)


def _span(paragraph: int, start: int, found: re.Match[str]) -> Span:
    return Span(
        paragraph=paragraph,
        start=start,
        end=start + len(found[6]),
        role=ROLES[found[2]],
        alternative=ROLES[found[3]] if found[3] else None,
        borderline=bool(found[1]),
        topics=tuple(TOPICS[topic] for topic in found[4].split(",")),
        regions=tuple(found[5].split(",")),
    )


def _check(where: str, text: TrainingText) -> None:
    """Every key is declared, every label starts and ends at a word."""
    for fault in _faults(text):
        raise LabelError(f"{where}: {fault}")


def _faults(text: TrainingText) -> Iterator[str]:
    keys = {place.key for place in text.places}
    parents = {place.parent for place in text.places if place.parent}
    used = {key for span in text.spans for key in span.regions} | {key for link in text.links for key in link}
    named = {found[1] for paragraph in text.paragraphs for found in _PLACEHOLDER.finditer(paragraph)}
    for key in sorted((used | named | parents | ({text.home} if text.home else set())) - keys):
        yield f"no #place {key}"
    for paragraph in text.paragraphs:
        if re.search(r"[{}]", _PLACEHOLDER.sub("", paragraph)):
            yield f"placeholder: {paragraph[:60]}"
    for span in text.spans:
        quote = text.paragraphs[span.paragraph][span.start : span.end]
        if quote[0] in _EDGE or quote[-1] in _EDGE:
            yield f"punctuation at the edge: {quote}"
