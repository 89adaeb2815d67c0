"""What the tests of the renderers share: a briefing over the seeds."""

from __future__ import annotations

from pathlib import Path

import pytest
from seed_briefing import seed_composition

from tasks.models import Briefing, Composition
from tasks.render import load_template
from tasks.render.fonts import FontSet, find_fonts
from tasks.render.pdf import print_markup, render_pdf

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def composition() -> Composition:
    """The five seeds' composition as their gold describes it."""
    return seed_composition()


@pytest.fixture(scope="session")
def briefing(composition: Composition) -> Briefing:
    """The briefing of ``composition``."""
    return composition.briefing


@pytest.fixture(scope="session")
def fonts_folder() -> Path:
    """Where the launcher puts the open faces; may be missing, then the faces that come as packages do."""
    return ROOT / ".hujian" / "fonts"


@pytest.fixture(scope="session")
def fonts(fonts_folder: Path) -> FontSet:
    """The faces without those of the machine, so that the tests measure the same everywhere."""
    return find_fonts([fonts_folder], system=False)


@pytest.fixture(scope="session")
def briefing_pdf(briefing: Briefing, fonts: FontSet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds' briefing, printed."""
    template = load_template("综合简报")
    markup = print_markup(briefing, template)
    path = tmp_path_factory.mktemp("pdf") / "briefing.pdf"
    path.write_bytes(render_pdf(markup, folders=template.folders, fonts=fonts, epoch=1_790_000_000).content)
    return path
