"""Whether a figure tells what was achieved, what is planned or what is aimed at (编辑规则 4, 3.4)."""

from __future__ import annotations

from tasks.models import Kind, Role
from tasks.summarise.figures import figure_lexicon
from tasks.summarise.lexicon import modal_words
from tasks.summarise.tense import tense_lexicon, without_titles


def kind_of(clause: str, name: str, role: Role, *, past: bool = False, ahead: bool = False) -> Kind:
    """The kind of a figure of a clause; what stands in 《…》 tells nothing of it (《某某目标责任书》2500份).

    ``past``: its year was over when the text appeared; ``ahead``: it stands in a section on the work to come. Both
    count only where the clause has no word of its own.
    """
    lexicon, clause = figure_lexicon(), without_titles(clause)
    if any(word in name for word in lexicon.plan_words) or any(word in clause for word in lexicon.foreseen):
        return Kind.PLAN
    if tense_lexicon().aiming.search(clause) and not tense_lexicon().past.search(clause):
        return Kind.TARGET
    if role is not Role.MEASURE or any(word in clause for word in lexicon.actual_cues):
        return Kind.ACTUAL
    if past and not modal_words(clause):
        return Kind.ACTUAL
    if any(word in clause for word in lexicon.target_cues):
        return Kind.TARGET
    return Kind.PLAN if ahead or modal_words(clause) or lexicon.planned.search(clause) else Kind.ACTUAL
