"""From a raw document to a clean article."""

from __future__ import annotations

import hashlib
from bisect import bisect_right

from tasks.clean.blanks import close_up
from tasks.clean.blocks import Block
from tasks.clean.copies import drop_second_copy
from tasks.clean.dates import find_date
from tasks.clean.fields import Found, read_dateline, read_tail
from tasks.clean.headline import named_document, without_tail
from tasks.clean.markup import outline_html
from tasks.clean.plain import outline_text
from tasks.clean.restore import Mended, restore
from tasks.clean.script import HAN, simplify, to_simplified
from tasks.clean.sieve import Sifted
from tasks.clean.sift import sift
from tasks.clean.structure import BULLET, heading_level, is_heading
from tasks.clean.traced import Traced
from tasks.clean.width import fold_width
from tasks.ingest.isolated import run_isolated
from tasks.ingest.limits import Limits
from tasks.ingest.reasons import refusal
from tasks.models import Article, Dropped, Paragraph, RawDocument, Repair

# Characters of the largest texts and pages that newspapers and offices publish (a work report has 30,000; pages bring
# their scripts along), and marks of damage or markup beyond which a text is no such thing.
TEXT_SIZE, PAGE_SIZE, DAMAGE = 300_000, 1_500_000, 5_000
COVER = 4  # paragraphs of a note that passes a document on
LAST = "\uffff"  # sorts after every paragraph's identifier


def clean(raw: RawDocument, limits: Limits | None = None) -> Article:
    """The clean article of ``raw``; raises SourceError (``no_text``, ``not_chinese``) when nothing usable is left.

    What is far larger than any article, or damaged in thousands of places, is cleaned in a process of its own with the
    caps of ``limits`` on time and memory, so that no file can make a run hang (``too_slow``, ``too_large``).
    """
    if _is_heavy(raw):
        answer = run_isolated("tasks.clean.article:answer", raw.model_dump_json().encode(), limits or Limits())
        return Article.model_validate_json(answer["article"])
    return _clean(raw)


def answer(content: bytes, _: int) -> dict[str, str]:
    """What the isolated process sends back."""
    return {"article": _clean(RawDocument.model_validate_json(content)).model_dump_json()}


def _is_heavy(raw: RawDocument) -> bool:
    size = PAGE_SIZE if raw.markup == "html" else TEXT_SIZE
    return len(raw.text) > size or sum(map(raw.text.count, "?？&<")) > DAMAGE * (1 + 4 * (raw.markup == "html"))


def _clean(raw: RawDocument) -> Article:
    found = Found()
    letter = raw.metadata.received is not None
    outline, mended = (
        outline_html(raw.text, found) if raw.markup == "html" else outline_text(raw.text, found, letter=letter)
    )
    stated = _mended(raw.metadata.title) or (without_tail(outline.title.text.text) if outline.title else None)
    sifted = sift(outline.blocks, found, stated)
    if raw.markup == "html":
        drop_second_copy(sifted)
    paragraphs = tuple(_paragraph(index, block, mended) for index, block in enumerate(sifted.body, 1))
    if not paragraphs:
        raise refusal("no_text")
    if not any(HAN.search(paragraph.text) for paragraph in paragraphs):
        raise refusal("not_chinese")
    read_dateline(paragraphs[0].text, found)
    read_tail(paragraphs[-1].text, found)
    dropped = (*(Dropped(text=text, reason=reason) for text, reason in outline.dropped), *sifted.dropped)
    return _article(raw, sifted, found, paragraphs, _repairs(mended, paragraphs), dropped)


def _paragraph(index: int, block: Block, mended: list[Mended]) -> Paragraph:
    text = close_up(block.text, mended)
    bullet = BULLET.match(text.text)
    if bullet and bullet.end() < len(text.text):
        text = text.cut(bullet.end(), len(text.text))
    heading = is_heading(block.with_text(text))
    return Paragraph(
        paragraph_id=f"p{index:03d}",
        text=text.text,
        kind="heading" if heading else "body",
        level=(block.level or heading_level(text.text)) if heading else None,
        origin=text.pairs,
    )


def _repairs(mended: list[Mended], paragraphs: tuple[Paragraph, ...]) -> tuple[Repair, ...]:
    """Repairs with the paragraph they stand in: the last that begins before them in the raw text."""
    begins = sorted((paragraph.origin[0][1], paragraph.paragraph_id) for paragraph in paragraphs if paragraph.origin)
    rows = []
    for repair in sorted(mended, key=lambda repair: repair.raw):
        place = bisect_right(begins, (repair.raw, LAST)) - 1
        rows.append(
            Repair(
                kind=repair.kind,
                before=repair.before,
                after=to_simplified(repair.after),
                certain=repair.certain,
                paragraph_id=begins[place][1] if place >= 0 else None,
            )
        )
    return tuple(rows)


def _article(
    raw: RawDocument,
    sifted: Sifted,
    found: Found,
    paragraphs: tuple[Paragraph, ...],
    repairs: tuple[Repair, ...],
    dropped: tuple[Dropped, ...],
) -> Article:
    told = raw.metadata
    title = sifted.title or named_document(paragraph.text for paragraph in paragraphs[:COVER])
    return Article(
        article_id=content_id(title, paragraphs),
        source=raw.source,
        title=title,
        subtitle=_mended(told.subtitle) or sifted.subtitle,
        publisher=_mended(told.publisher) or found.publisher or found.hinted or found.outlet or found.unit,
        published=(find_date(told.published) if told.published else None)
        or found.released
        or found.published
        or found.spoken
        or (find_date(told.received) if told.received else None),
        authors=told.authors or tuple(found.authors),
        author_office=found.author_office,
        editors=tuple(found.editors),
        paragraphs=paragraphs,
        repairs=repairs,
        dropped=dropped,
    )


def _mended(stated: str | None) -> str | None:
    """What a container states, restored and simplified like the text."""
    return fold_width(simplify(restore(Traced(stated))[0])).text.strip() or None if stated else None


def content_id(title: str | None, paragraphs: tuple[Paragraph, ...]) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of title and text."""
    text = "\n".join((title or "", *(paragraph.text for paragraph in paragraphs)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
