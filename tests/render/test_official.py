"""A provincial work report, through every stage, on the printed page: text nobody wrote for the tests."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from tasks.classify import classify
from tasks.clean import clean
from tasks.ingest import discover, read
from tasks.ingest.limits import Limits
from tasks.models import Issue, Masthead, Source
from tasks.render import load_template
from tasks.render.check.pdf_geometry import check_pages, read_pages
from tasks.render.documents import on_paper
from tasks.render.fonts import FontSet
from tasks.render.layout import load_layout
from tasks.render.pdf import render_pdf
from tasks.render.pdf.markup import print_markup
from tasks.summarise import compose, summarise

# The share of full lines is a matter of the text's own punctuation; the seeds' briefing holds it.
_OF_THE_TEXT = "每行字数"


@pytest.mark.shared
def test_a_work_report_keeps_to_the_page(shared: Path, fonts: FontSet, tmp_path: Path) -> None:
    limits = Limits()
    found = (one for one in discover([str(shared / "data" / "official")], limits) if isinstance(one, Source))
    articles = [classify(clean(read(source, limits))) for source in islice(found, 1)]
    issue = Issue(year=2026, number=1, total=None, date="2026-11-02")
    composition = compose(articles, [summarise(article) for article in articles], issue, Masthead())
    template = load_template("综合简报")
    markup = print_markup(on_paper(composition.briefing), template)
    path = tmp_path / "official.pdf"
    path.write_bytes(render_pdf(markup, folders=template.folders, fonts=fonts, epoch=0).content)
    failed = [item for item in check_pages(read_pages(path), load_layout()) if item.verdict == "不合格"]
    assert [item for item in failed if not item.item.startswith(_OF_THE_TEXT)] == []
