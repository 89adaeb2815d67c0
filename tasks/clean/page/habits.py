"""What names of classes, ids and meta elements say on pages of this kind, from ``data/page.yaml``."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from lxml import etree

from tasks.knowledge import reader
from tasks.models import Model

PARTS = re.compile(r"[A-Z]?[a-z]+\d*|[A-Z]+(?![a-z])\d*|\d+")


class Metas(Model):
    """Names of meta elements for each field, in the order of trust."""

    title: tuple[str, ...]
    published: tuple[str, ...]
    publisher: tuple[str, ...]


class Habits(Model):
    """Words in class and id names, and names of meta elements."""

    noise: frozenset[str]
    caption: frozenset[str]
    title: frozenset[str]
    article: frozenset[str]
    source: frozenset[str]
    author: frozenset[str]
    metas: Metas


habits = reader(Path(__file__).parents[1] / "data" / "page.yaml", Habits)


@cache
def words(name: str) -> frozenset[str]:
    """The words of a class or id attribute: whole names and their parts, lower case."""
    names = name.split()
    return frozenset(part.lower() for whole in names for part in (whole, *PARTS.findall(whole)))


def said(element: etree._Element) -> frozenset[str]:
    """The words of an element's class and id."""
    return words(f"{element.get('class') or ''} {element.get('id') or ''}")
