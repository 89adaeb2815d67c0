"""A finished issue as distribution sees it: its documents with their hashes, what they are about, its 提要."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import BaseModel, ValidationError

from tasks.errors import HujianError
from tasks.machine import why
from tasks.models import Masthead, Model, Region, Role, Topic

WHOLE = "briefing.pdf"
REGIONS = "regions"


class Document(Model):
    """A PDF of the issue: where it lies, under which name it is sent, its bytes' hash and number, its region if any."""

    path: str
    name: str
    sha256: str
    size: int
    region: Region | None = None


class Line(Model):
    """One line of the 提要."""

    lead: str = ""
    text: str


class Subject(Model):
    """A printed finding: what it is about, and what it says."""

    region: Region
    role: Role
    topics: tuple[Topic, ...]
    lead: str
    summary: str


class _Configuration(BaseModel):
    template: str
    masthead: Masthead


class _Record(BaseModel):
    """What is read of run.json; the rest is left alone. Issues of one name in two series are two issues."""

    series: str = ""
    issue: str
    number: int
    date: str
    outputs: dict[str, str]
    configuration: _Configuration
    highlights: tuple[Line, ...] = ()


class Edition(Model):
    """An issue ready to be sent. ``content_hash`` stands for every document and for the 提要.

    ``touched`` are documents that are no longer what the run made (someone put another file in their place).
    """

    folder: Path
    series: str
    issue: str
    title: str
    masthead: str
    issuer: str
    mark: str
    date: str
    template: str
    lines: tuple[Line, ...]
    documents: tuple[Document, ...]
    subjects: tuple[Subject, ...]
    touched: tuple[str, ...]
    content_hash: str

    def content(self, document: Document) -> bytes:
        """The bytes of a document; HujianError when they are not what they were when the issue was read."""
        try:
            content = (self.folder / document.path).read_bytes()
        except OSError as problem:
            raise HujianError(f"{document.path} 读不出来：{why(problem)}") from problem
        if hashlib.sha256(content).hexdigest() != document.sha256:
            raise HujianError(f"{document.path} 在分发过程中被改动，已停止。请重新运行 hujian distribute。")
        return content


def read_edition(folder: Path) -> Edition:
    """Read a finished issue; HujianError when it is none."""
    folder = folder.resolve()
    record = _record(folder)
    subjects = tuple(_subjects(folder))
    title = _title(record)
    regions = {subject.region.full_name: subject.region for subject in subjects}
    documents = tuple(_documents(folder, title, _whole(folder, record), regions))
    lines, masthead = record.highlights, record.configuration.masthead
    return Edition(
        folder=folder,
        series=record.series,
        issue=record.issue,
        title=title,
        masthead=masthead.name,
        issuer=masthead.issuer,
        mark=masthead.mark,
        date=record.date,
        template=record.configuration.template,
        lines=lines,
        documents=documents,
        subjects=subjects,
        touched=tuple(one.path for one in documents if record.outputs.get(one.path) != one.sha256),
        content_hash=hash_of([title, *(line.model_dump_json() for line in lines), *map(_line_of, documents)]),
    )


def hash_of_documents(documents: Iterable[Document]) -> str:
    """One hash for some documents, whatever their order."""
    return hash_of(sorted(map(_line_of, documents)))


def hash_of(parts: Iterable[str]) -> str:
    """One hash for some texts in their order."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _line_of(document: Document) -> str:
    return f"{document.path} {document.sha256}"


def _record(folder: Path) -> _Record:
    try:
        return _Record.model_validate_json((folder / "run.json").read_text("utf-8"))
    except (OSError, ValueError) as problem:
        raise HujianError(f"{folder} 不是编成的一期：没有完整的 run.json") from problem


def _title(record: _Record) -> str:
    """The name under which an office files the issue."""
    named = _named(record)
    if named:
        return Path(named).stem
    return f"{record.configuration.masthead.name}{record.date[:4]}年第{record.number}期"


def _named(record: _Record) -> str:
    """The PDF that the run put beside ``briefing.pdf`` under the name of the issue; empty where it put none."""
    named = [path for path in record.outputs if path.endswith(".pdf") and "/" not in path and path != WHOLE]
    return min(named, default="")


def _whole(folder: Path, record: _Record) -> str:
    """Which of the two PDFs of the whole issue is sent: they are the same, until somebody puts another in place of one.

    HujianError when both were changed and differ: nobody but who did it knows which is meant.
    """
    present = {path: digest for path in (WHOLE, _named(record)) if path and (digest := _digest(folder / path))}
    if WHOLE not in present:
        raise HujianError(f"{folder} 里没有 {WHOLE}，请重新运行 hujian run")
    changed = {path: digest for path, digest in present.items() if digest != record.outputs.get(path)}
    if len(set(changed.values())) > 1:
        raise HujianError(f"{'和'.join(changed)} 都改过，内容又不同。请用要发的那一份覆盖另一份。")
    return next(iter(changed), WHOLE)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""


def _subjects(folder: Path) -> Iterator[Subject]:
    try:
        rows = (folder / "findings.jsonl").read_text("utf-8").splitlines()
        for row in map(json.loads, rows):
            if row["status"] == "body":
                yield Subject.model_validate({name: row[name] for name in Subject.model_fields})
    except (OSError, ValueError, KeyError, ValidationError) as problem:
        raise HujianError(f"{folder} 的 findings.jsonl 缺失或损坏，请重新运行 hujian run") from problem


def _documents(folder: Path, title: str, whole: str, regions: dict[str, Region]) -> Iterator[Document]:
    yield _document(folder, whole, f"{title}.pdf")
    for path in sorted((folder / REGIONS).glob("*.pdf")):
        yield _document(folder, f"{REGIONS}/{path.name}", f"{title}·{path.name}", regions.get(path.stem))


def _document(folder: Path, path: str, name: str, region: Region | None = None) -> Document:
    content = (folder / path).read_bytes()
    return Document(path=path, name=name, sha256=hashlib.sha256(content).hexdigest(), size=len(content), region=region)
