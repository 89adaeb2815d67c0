"""Which font prints what: licensed faces where installed, open stand-ins elsewhere, a face for every character.

:func:`find_fonts` looks once at what a machine has; :meth:`FontSet.cover` decides for one text which fallback faces it
needs, names every substitution, and refuses a text with a character that no face has.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from tasks.errors import RenderError
from tasks.knowledge import reader
from tasks.models import Model
from tasks.render.font_files import Face, codepoints, faces_with, installed_faces, scan_faces

FontRole = Literal["title", "body", "heading", "kai", "song"]


class RoleFaces(Model):
    """The faces for a role in order of preference; ``says`` is its Chinese name.

    ``licensed`` and ``open`` are of the role's kind; ``makeshift`` ones print where there are none, and do not comply.
    """

    says: str
    licensed: tuple[str, ...]
    open: tuple[str, ...]
    makeshift: tuple[str, ...] = ()


class FontPreferences(Model):
    """``fonts.yaml`` as data: the faces of each role, those for what they lack, and who prints whose Latin."""

    roles: dict[FontRole, RoleFaces]
    fallback: tuple[str, ...]
    latin: dict[str, FontRole]


class Substitution(Model):
    """A face used in place of a role's first choice, or for ``characters`` that a role's face lacks."""

    wanted: str
    used: str
    characters: str = ""

    def __str__(self) -> str:
        """The substitution as a Chinese sentence for the user."""
        if self.characters:
            return f"所用字体缺“{self.characters}”，以“{self.used}”代"
        return f"未安装字体“{self.wanted}”，以“{self.used}”代"


class Coverage(Model):
    """The fallback faces a text needs, in order, and the substitutions to report."""

    fallback: tuple[Face, ...]
    substitutions: tuple[Substitution, ...]


class FontSet(Model):
    """The chosen face of each role and the faces that may stand in for single characters.

    ``copies`` is the folder where font files prepared for layout are kept from run to run, if anywhere.
    """

    faces: dict[FontRole, Face]
    fallback: tuple[Face, ...]
    substitutions: tuple[Substitution, ...]
    latin: dict[FontRole, FontRole]
    copies: Path | None = None

    def cover(self, text: str) -> Coverage:
        """The faces needed to print every character of ``text``.

        Raises:
            RenderError: no face has one of the characters; the message names them.
        """
        wanted = printable(text)
        missing = {c for face in self.faces.values() for c in wanted - codepoints(face)}
        needed, owners = self._owners(missing, text)
        found = [
            Substitution(wanted="", used=face.family, characters=_listed({c for c in owners if owners[c] == face}))
            for face in needed
        ]
        return Coverage(fallback=tuple(needed), substitutions=(*self.substitutions, *found))

    def _owners(self, missing: set[int], text: str) -> tuple[list[Face], dict[int, Face]]:
        needed: list[Face] = []
        owners: dict[int, Face] = {}
        for face in (*self.fallback, *_others(missing, self.fallback)):
            own = {c for c in missing if c not in owners and c in codepoints(face)}
            if own:
                needed.append(face)
                owners.update(dict.fromkeys(own, face))
        if orphans := missing - owners.keys():
            raise RenderError(
                f"没有字体能印下列字符：{_named(orphans, text)}。请安装含这些字的字体，或在来源中改用其他写法"
            )
        return needed, owners


def _others(missing: set[int], fallback: Sequence[Face]) -> tuple[Face, ...]:
    """Installed faces for what the fallback faces lack; the machine is asked only when it matters."""
    left = missing.difference(*(codepoints(face) for face in fallback))
    return tuple(face for character in sorted(left) for face in faces_with(character)[:1])


def printable(text: str) -> set[int]:
    """The characters of ``text`` that need a glyph: no white space, controls or variation selectors."""
    return {
        ord(c)
        for c in set(text)
        if not c.isspace() and unicodedata.category(c) not in {"Cc", "Cf"} and not 0xFE00 <= ord(c) <= 0xFE0F
    }


def _listed(characters: set[int], limit: int = 20) -> str:
    shown = "".join(chr(c) for c in sorted(characters)[:limit])
    return shown if len(characters) <= limit else f"{shown}等{len(characters)}字"


def _named(characters: set[int], text: str, limit: int = 10) -> str:
    shown = "、".join(_placed(c, text) for c in sorted(characters)[:limit])
    return shown if len(characters) <= limit else f"{shown}等{len(characters)}个"


def _placed(character: int, text: str, around: int = 8) -> str:
    """A character with its code point and the words it stands among."""
    at = text.index(chr(character))
    words = text[max(0, at - around) : at].split(">")[-1] + text[at : at + around + 1].split("<")[0]
    return f"“{chr(character)}”（U+{character:04X}，见“{words}”）"


load_preferences = reader(Path(__file__).with_name("fonts.yaml"), FontPreferences)


def find_fonts(
    folders: Sequence[Path] = (),
    *,
    named: Mapping[FontRole, Sequence[str]] | None = None,
    system: bool = True,
    copies: Path | None = None,
) -> FontSet:
    """Choose a face for every role from ``folders``, the system and the faces that come as a package.

    ``named`` puts families of the office's choice (by role) before those of ``fonts.yaml``; ``system`` False leaves
    the machine's own fonts out, which makes the choice the same everywhere; ``copies`` is a folder for prepared files.

    Raises:
        RenderError: a role has no face at all.
    """
    preferences = load_preferences()
    local = scan_faces(tuple(folders)) + packaged_faces()
    available = local + (installed_faces() if system else ())
    faces: dict[FontRole, Face] = {}
    substitutions = []
    for role in get_args(FontRole):
        wanted = preferences.roles[role]
        families = (*(named or {}).get(role, ()), *wanted.licensed)
        face = _choose(families, (*wanted.open, *wanted.makeshift), available)
        if face is None:
            raise RenderError(f"找不到任何可用的{wanted.says}字体，请运行 hujian doctor 查看如何安装")
        faces[role] = face
        if face.family not in families:
            substitutions.append(Substitution(wanted=families[0], used=face.family))
    return FontSet(
        faces={role: _without_latin(face, preferences) for role, face in faces.items()},
        fallback=tuple(_first_named(name, local) for name in preferences.fallback),
        substitutions=tuple(substitutions),
        latin={role: preferences.latin[face.name] for role, face in faces.items() if face.name in preferences.latin},
        copies=copies,
    )


def _without_latin(face: Face, preferences: FontPreferences) -> Face:
    return face.model_copy(update={"ascii": face.name not in preferences.latin})


def _first_named(name: str, available: Sequence[Face]) -> Face:
    return next(face for face in available if face.name == name)


def _choose(families: Sequence[str], names: Sequence[str], available: Sequence[Face]) -> Face | None:
    for family in families:
        for face in available:
            if family in face.families:
                return face.model_copy(update={"family": family})
    return next((face for name in names for face in available if face.name == name), None)


@cache
def packaged_faces() -> tuple[Face, ...]:
    """The open faces that come with the Python packages."""
    from pylopdf_fonts_zh_cn import sans_path, serif_path

    return scan_faces((serif_path(), sans_path()))
