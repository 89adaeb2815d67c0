"""Text on its way in: a source as bytes, a raw document, a clean article."""

from __future__ import annotations

from typing import Literal

from tasks.models.base import Model


class Source(Model):
    """One input as found: its name as the user gave it (``zip!member`` inside archives) and its bytes."""

    name: str
    content: bytes
    sha256: str


class Quarantined(Model):
    """An input that could not be used, with a short reason code and a Chinese detail."""

    source: str
    reason: str
    detail: str


class Metadata(Model):
    """What a container says about its text (HTML head, DOCX properties, front matter); null where it says nothing.

    ``received`` is the day a mail was sent, in ISO form: later than what it encloses was published.
    """

    title: str | None = None
    subtitle: str | None = None
    publisher: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    received: str | None = None


class RawDocument(Model):
    """A decoded input: plain text or HTML markup, with how its characters were read."""

    source: str
    sha256: str
    markup: Literal["text", "html"]
    text: str
    charset: str
    notes: tuple[str, ...] = ()
    metadata: Metadata = Metadata()


class Repair(Model):
    """One piece of damage mended (or marked, when not ``certain``): the text before and after."""

    kind: str
    before: str
    after: str
    certain: bool
    paragraph_id: str | None = None


class Dropped(Model):
    """A passage left out of the clean text, and why (``navigation``, ``footer``, ``related``, ``caption``…)."""

    text: str
    reason: str


class Paragraph(Model):
    """A paragraph of clean simplified text. ``level`` is a heading's depth from 1, null where unknown or body.

    ``origin`` maps the clean text back to the raw text: pairs (offset here, offset in ``RawDocument.text``), rising,
    each valid up to the next pair.
    """

    paragraph_id: str
    text: str
    kind: Literal["heading", "body"] = "body"
    level: int | None = None
    origin: tuple[tuple[int, int], ...] = ()


class Article(Model):
    """A clean article with its metadata. ``article_id`` comes from the content and is stable.

    ``local`` is the full name of the office's own place, where its settings tell it: a paper that says 我市 and names
    no city means that one.
    """

    article_id: str
    source: str
    title: str | None = None
    subtitle: str | None = None
    publisher: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    author_office: str | None = None
    editors: tuple[str, ...] = ()
    paragraphs: tuple[Paragraph, ...]
    repairs: tuple[Repair, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    duplicate_of: str | None = None
    local: str | None = None

    def paragraph(self, paragraph_id: str) -> Paragraph:
        """The paragraph with this id; KeyError when there is none."""
        for paragraph in self.paragraphs:
            if paragraph.paragraph_id == paragraph_id:
                return paragraph
        raise KeyError(paragraph_id)
