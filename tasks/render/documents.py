"""All documents of an issue, written into one folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import accumulate, chain
from pathlib import Path
from types import MappingProxyType

from tasks.errors import TemplateError
from tasks.helpers import Helpers, Task
from tasks.models import Article, Briefing, Composition, LearningTable
from tasks.render.appearance import Appearance
from tasks.render.charts import ChartPlan, Charts, draw_charts, plan_charts
from tasks.render.fonts import FontSet, find_fonts
from tasks.render.html import render_html
from tasks.render.pdf import print_markup, render_pdf
from tasks.render.regions import region_briefings
from tasks.render.review import render_review
from tasks.render.templates import Template, list_templates, load_template
from tasks.render.word import Picture, render_docx
from tasks.render.workbook import render_xlsx
from tasks.summarise.chain_rows import CHAIN_ROWS

TABLE_CHARACTERS, ROW_CHARACTERS = 700, 30
"""What a table of mutual learning takes on paper: characters of the fullest cell of a row, and so many for the row."""
REGION_TEMPLATE = "区域专报"
_FORBIDDEN = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))

Say = Callable[[str], None]
File = tuple[str, bytes]
Made = tuple[list[File], tuple[str, ...]]
Part = tuple[str, Briefing]


def render(
    composition: Composition,
    articles: Sequence[Article],
    template: str,
    folder: Path,
    *,
    fonts: Path | Sequence[Path] | None = None,
    copies: Path | None = None,
    regions: Collection[str] = (),
    appearance: Appearance | None = None,
    helpers: Helpers | None = None,
    notify: Say = lambda note: None,  # noqa: ARG005
) -> list[Path]:
    """Write every document of an issue into ``folder`` and return the paths, in the order in which they were made.

    ``template`` is a template's name; ``fonts`` the folders with faces besides those of the system, ``copies`` a folder
    that keeps prepared ones from run to run; ``regions`` those that get a file whatever their number of points;
    ``appearance`` the office's colours and faces; ``helpers`` processes that join in. ``notify`` hears each thing the
    user should know, such as a font used in place of another. The date inside the files is the issue's own.

    Raises:
        TemplateError: the template is missing or broken.
        RenderError: no font has one of the characters.
    """
    briefing = composition.briefing
    look = appearance or Appearance()
    make = Making(
        fonts=find_fonts(_folders(fonts), named=look.fonts, copies=copies),
        epoch=issue_epoch(briefing),
        appearance=look,
    )
    whole, part = _issue_template(template), load_template(REGION_TEMPLATE)
    paths: list[Path] = []
    notes: list[str] = []
    parts = region_briefings(composition, articles, regions)
    with helpers or Helpers(1) as crew:
        charts = crew.begin(partial(draw_charts, fonts=make.fonts), plan_charts(composition))
        rest = crew.begin_each(partial(make.region, template=part), parts)
        rest.work_until(lambda: not charts.is_pending)
        for files, heard in chain([make.issue(composition, whole, charts)], rest.results()):
            notes.extend(heard)
            paths.extend(_write(folder, files))
    for note in dict.fromkeys(notes):
        notify(note)
    return paths


def _issue_template(name: str) -> Template:
    template = load_template(name)
    if template.scope != "issue":
        whole = "、".join(one.name for one in list_templates() if one.scope == "issue")
        raise TemplateError(f"模板“{name}”不印整期（{template.says}）；整期请用：{whole}")
    return template


def _folders(fonts: Path | Sequence[Path] | None) -> Sequence[Path]:
    if fonts is None:
        return ()
    return [fonts] if isinstance(fonts, Path) else fonts


def _write(folder: Path, files: Iterable[File]) -> Iterator[Path]:
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        yield path


def issue_epoch(briefing: Briefing) -> int:
    """Midnight (UTC) of the issue's date, in seconds."""
    return int(datetime.fromisoformat(briefing.issue.date).replace(tzinfo=UTC).timestamp())


def office_name(briefing: Briefing) -> str:
    """The name under which an office files an issue: 互鉴简报2026年第3期（总第15期）."""
    issue = briefing.issue
    total = f"（总第{issue.total}期）" if issue.total else ""
    return f"{briefing.masthead.name}{issue.year}年第{issue.number}期{total}".translate(_FORBIDDEN)


def on_paper(briefing: Briefing, bounded: bool = True) -> Briefing:
    """The briefing with the rows of its tables that paper has room for; those of mutual learning where ``bounded``."""
    tables = ("matrix", "indicators", "links", "chains")
    kept = {name: tuple(row for row in getattr(briefing, name) if row.printed) for name in tables}
    stated_first = sorted(range(len(kept["chains"])), key=lambda at: (not kept["chains"][at].stated, at))
    kept["chains"] = tuple(kept["chains"][at] for at in sorted(stated_first[:CHAIN_ROWS]))
    learning = tuple(_fitting(table) for table in briefing.tables) if bounded else briefing.tables
    more = len(briefing.links) - len(kept["links"])
    return briefing.model_copy(update={**kept, "tables": learning, "more_links": more})


def _fitting(table: LearningTable) -> LearningTable:
    """The table with the first of its rows that about a page holds, and how many more there are."""
    told = [row for row in table.rows if row.body]
    sizes = accumulate(
        ROW_CHARACTERS + max(sum(len(entry.text) for entry in cell) for cell in row.cells) for row in told
    )
    kept = [row for row, size in zip(told, sizes, strict=True) if size <= TABLE_CHARACTERS] or told[:1]
    more = len(told) - len(kept)
    note = f"{table.note}其余{more}条见工作底稿。" if more else table.note
    return table.model_copy(update={"rows": tuple(kept), "note": note})


class Making:
    """Makes documents with one set of fonts, one date and one appearance; safe to send to another process."""

    def __init__(self, fonts: FontSet, epoch: int, appearance: Appearance) -> None:
        self.fonts = fonts
        self.epoch = epoch
        self.appearance = appearance

    def issue(self, composition: Composition, template: Template, drawing: Task[ChartPlan, Charts]) -> Made:
        """The documents of the whole issue, and what the user should hear."""
        briefing = composition.briefing
        rest = [("briefing.xlsx", render_xlsx(composition)), ("核稿单.md", render_review(briefing).encode())]
        charts = drawing.result()
        proof = {"findings.jsonl": _findings(composition)} if self.appearance.findings_in_pdf else {}
        files, notes = self._documents(on_paper(briefing, template.bounded), template, "briefing", charts, proof)
        filed = office_name(briefing)
        files += [(f"{filed}{Path(name).suffix}", content) for name, content in files]
        if template.has("screen.html"):
            files.append(("briefing.html", render_html(briefing, template, charts).encode()))
        return files + rest, notes

    def region(self, part: Part, template: Template, charts: Charts | None = None) -> Made:
        """The documents of one region or page, given as name and briefing, with its pictures, if any."""
        name, briefing = part
        return self._documents(briefing, template, f"regions/{name.translate(_FORBIDDEN)}", charts)

    def _documents(
        self,
        briefing: Briefing,
        template: Template,
        name: str,
        charts: Charts | None = None,
        attached: Mapping[str, bytes] = MappingProxyType({}),
    ) -> Made:
        pdf = render_pdf(
            print_markup(briefing, template, charts),
            folders=template.folders,
            fonts=self.fonts,
            epoch=self.epoch,
            appearance=self.appearance,
            attached=attached,
        )
        files = [(f"{name}.pdf", pdf.content)]
        if template.has("briefing.docx"):
            made = render_docx(
                briefing,
                template.folder,
                epoch=self.epoch,
                appearance=self.appearance,
                pictures=_word_pictures(charts or Charts()),
            )
            files.append((f"{name}.docx", made))
        return files, pdf.notes


def _findings(composition: Composition) -> bytes:
    """The findings as JSON Lines, as the issue's folder holds them."""
    rows = (json.dumps(finding.model_dump(mode="json"), ensure_ascii=False) for finding in composition.findings)
    return "".join(f"{row}\n" for row in rows).encode()


def _word_pictures(charts: Charts) -> dict[str, list[Picture]]:
    """The pictures by the names of their blocks in a Word template; of the comparisons the first, as in the PDF."""
    single = {"对标关系图": charts.learning, "创新扩散图": charts.diffusion}
    blocks = {
        "指标对比图": charts.indicators[:1],
        **{name: (chart,) if chart else () for name, chart in single.items()},
    }
    return {
        name: [Picture(png=c.png, caption=c.caption, words=c.words) for c in drawn] for name, drawn in blocks.items()
    }
