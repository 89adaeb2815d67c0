"""Announced lists: a title that counts and names what follows (三条经验：) tells the role of the short lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from tasks.knowledge import knowledge
from tasks.models import Role
from tasks.numerals import whole_number

_KINDS = Path(__file__).with_suffix(".yaml")
LONGEST_ITEM = 40
"""Characters of a line that is an item and no paragraph of its own; what a paragraph says, its own words tell."""
_NUMBER = "[一二两三四五六七八九十]{1,3}|[1-9][0-9]?"
_TITLE = re.compile(
    rf"(?P<number>{_NUMBER})(?:条|项|大|个方面的?|个|点|方面的?)(?P<noun>[^，。；：“”]{{1,8}})[”’]?[：:]\s*$"
)


def announced(paragraphs: Sequence[str]) -> dict[int, Role]:
    """For each paragraph that is an item of an announced list its role; as many items as the title counts, at most."""
    roles: dict[int, Role] = {}
    for index, text in enumerate(paragraphs):
        title = _TITLE.search(text)
        role = _role(title["noun"]) if title else None
        if title and role:
            items = paragraphs[index + 1 : index + 1 + whole_number(title["number"])]
            longer = next((place for place, item in enumerate(items) if len(item) > LONGEST_ITEM), len(items))
            if longer > 1:
                roles.update(dict.fromkeys(range(index + 1, index + 1 + longer), role))
    return roles


def _role(noun: str) -> Role | None:
    kinds = knowledge(_KINDS, dict[Role, list[str]])
    said = [(noun.rfind(word), role) for role, words in kinds.items() for word in words if word in noun]
    return max(said, key=lambda pair: pair[0])[1] if said else None
