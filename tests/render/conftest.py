"""What the tests of the renderers share: a briefing over the seeds."""

from __future__ import annotations

import pytest
from seed_briefing import seed_composition

from tasks.models import Briefing, Composition


@pytest.fixture(scope="session")
def composition() -> Composition:
    """The five seeds' composition as their gold describes it."""
    return seed_composition()


@pytest.fixture(scope="session")
def briefing(composition: Composition) -> Briefing:
    """The briefing of ``composition``."""
    return composition.briefing
