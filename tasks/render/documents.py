"""All documents of an issue, written into one folder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tasks.models import Article, Briefing, Composition
from tasks.render.fonts import FontSet, find_fonts
from tasks.render.html import render_html
from tasks.render.pdf import render_pdf
from tasks.render.pdf_markup import print_markup
from tasks.render.regions import region_briefings
from tasks.render.review import render_review
from tasks.render.templates import TEMPLATES, Template, load_template
from tasks.render.word import render_docx
from tasks.render.workbook import render_xlsx

REGION_TEMPLATE = "区域专报"
_FORBIDDEN = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))

Say = Callable[[str], None]
File = tuple[str, bytes]


def render(
    composition: Composition,
    articles: Sequence[Article],
    template: str,
    folder: Path,
    *,
    fonts: Path | Sequence[Path] | None = None,
    epoch: int | None = None,
    regions: Collection[str] = (),
    templates: Path = TEMPLATES,
    progress: Say = lambda name: None,  # noqa: ARG005
    notify: Say = lambda note: None,  # noqa: ARG005
) -> list[Path]:
    """Write every document of an issue into ``folder`` and return the paths, in the order in which they were made.

    ``template`` is a template's name; ``fonts`` the folders with faces besides those of the system; ``epoch`` (seconds)
    the date inside the files, by default the issue's own; ``regions`` those that get a file whatever their number of
    points. ``progress`` hears the name of each file made, ``notify`` each thing the user should know, such as a font
    used in place of another.

    Raises:
        TemplateError: the template is missing or broken.
        RenderError: no font has one of the characters.
    """
    briefing = composition.briefing
    maker = _Maker(_fonts(fonts), issue_epoch(briefing) if epoch is None else epoch)
    paths = []
    for name, content in maker.files(composition, articles, template, regions, templates):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        paths.append(path)
        progress(name)
    for note in dict.fromkeys(maker.notes):
        notify(note)
    return paths


def issue_epoch(briefing: Briefing) -> int:
    """Midnight (UTC) of the issue's date, in seconds."""
    return int(datetime.fromisoformat(briefing.issue.date).replace(tzinfo=UTC).timestamp())


def office_name(briefing: Briefing) -> str:
    """The name under which an office files an issue: 互鉴简报2026年第3期（总第15期）."""
    issue = briefing.issue
    total = f"（总第{issue.total}期）" if issue.total else ""
    return f"{briefing.masthead.name}{issue.year}年第{issue.number}期{total}".translate(_FORBIDDEN)


def _fonts(places: Path | Sequence[Path] | None) -> FontSet:
    if places is None:
        return find_fonts()
    return find_fonts([places] if isinstance(places, Path) else places)


class _Maker:
    """Makes the files of an issue with one set of fonts and one date, and gathers what the user should know."""

    def __init__(self, fonts: FontSet, epoch: int) -> None:
        self.fonts = fonts
        self.epoch = epoch
        self.notes: list[str] = []

    def files(
        self,
        composition: Composition,
        articles: Sequence[Article],
        template: str,
        regions: Collection[str],
        templates: Path,
    ) -> Iterator[File]:
        briefing = composition.briefing
        whole = load_template(template, templates)
        filed = office_name(briefing)
        for kind, content in self._issue(briefing, whole):
            yield f"briefing.{kind}", content
            if kind in {"pdf", "docx"}:
                yield f"{filed}.{kind}", content
        yield "briefing.xlsx", render_xlsx(composition)
        yield "核稿单.md", render_review(briefing).encode()
        part = load_template(REGION_TEMPLATE, templates)
        for name, one in region_briefings(composition, articles, regions):
            yield from (
                (f"regions/{name.translate(_FORBIDDEN)}.{kind}", made) for kind, made in self._region(one, part)
            )

    def _issue(self, briefing: Briefing, template: Template) -> Iterator[File]:
        yield "pdf", self._pdf(briefing, template)
        if template.has("briefing.docx"):
            yield "docx", render_docx(briefing, template.folder, epoch=self.epoch)
        if template.has("screen.html"):
            yield "html", render_html(briefing, template).encode()

    def _region(self, briefing: Briefing, template: Template) -> Iterator[File]:
        yield "pdf", self._pdf(briefing, template)
        if template.has("briefing.docx"):
            yield "docx", render_docx(briefing, template.folder, epoch=self.epoch)

    def _pdf(self, briefing: Briefing, template: Template) -> bytes:
        made = render_pdf(
            print_markup(briefing, template), folders=template.folders, fonts=self.fonts, epoch=self.epoch
        )
        self.notes.extend(made.notes)
        return made.content
