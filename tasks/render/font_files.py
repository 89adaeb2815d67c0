"""Font files on this machine: what they are called, which characters they have, and their bytes for embedding."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont

from tasks.models import Model

# The em box of a Chinese face: one box for all of them keeps lines of mixed faces on the same grid.
_ASCENT, _DESCENT = 0.88, 0.12
_COPY_VERSION = 1
_SUFFIXES = (".otf", ".ttf", ".ttc", ".otc")


class Face(Model):
    """One face of a font file: ``name`` is its PostScript name, ``families`` all its family names.

    ``ascii`` False leaves its Latin letters and figures to another face.
    """

    name: str
    family: str
    families: tuple[str, ...]
    path: Path
    index: int = 0
    ascii: bool = True

    def __hash__(self) -> int:
        """Two faces of one file differ by their index."""
        return hash((self.path, self.index, self.ascii))


@cache
def scan_faces(places: tuple[Path, ...]) -> tuple[Face, ...]:
    """The faces of the font files named, or lying in the folders named, in the order of their names."""
    paths = [path for place in places for path in _font_paths(place)]
    return tuple(_read_face(path) for path in paths)


def _font_paths(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return sorted(path for path in place.glob("*") if path.suffix.lower() in _SUFFIXES)


def _read_face(path: Path) -> Face:
    with TTFont(path, lazy=True, fontNumber=0) as font:
        records = [record for record in font["name"].names if record.nameID in {1, 16}]
        families = tuple(dict.fromkeys(record.toUnicode() for record in records))
        name = font["name"].getDebugName(6) or path.stem
    return Face(name=name, family=families[0] if families else name, families=families, path=path)


def installed_faces() -> tuple[Face, ...]:
    """The faces fontconfig knows; none where its ``fc-list`` is not to be had."""
    return _listed_faces(":lang=zh")


def faces_with(codepoint: int) -> tuple[Face, ...]:
    """The installed faces that have a character, in a fixed order: upright Chinese ones first."""
    base = f":charset={codepoint:x}:scalable=true:variable=false:weight=80:slant=0"
    return _listed_faces(f"{base}:lang=zh-cn") + _listed_faces(base)


@lru_cache(maxsize=256)
def _listed_faces(pattern: str) -> tuple[Face, ...]:
    program = shutil.which("fc-list")
    if program is None:
        return ()
    form = "%{postscriptname}\t%{family}\t%{index}\t%{file}\n"
    done = subprocess.run([program, "--format", form, pattern], capture_output=True, text=True, check=False)  # noqa: S603 - our own pattern
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    faces = [_listed_face(row) for row in rows if len(row) == 4]
    return tuple(sorted(faces, key=lambda face: (face.path, face.index)))


def _listed_face(row: Sequence[str]) -> Face:
    name, family, index, path = row
    families = tuple(family.split(","))
    return Face(name=name, family=families[0], families=families, path=Path(path), index=int(index) & 0xFFFF)


@lru_cache(maxsize=64)
def codepoints(face: Face) -> frozenset[int]:
    """Every character the face has a glyph for."""
    with TTFont(face.path, lazy=True, fontNumber=face.index) as font:
        return frozenset(font.getBestCmap())


@lru_cache(maxsize=16)
def face_bytes(face: Face, copies: Path | None = None) -> bytes:
    """The face as a font file of its own, with the vertical measures of the common em box.

    Faces differ in ascent and descent; mixed in one line they would push it off the grid of 22 lines. Only these
    measures change, and only in the copy used for layout. A copy costs 0.1 to 0.2 s to make: in the folder ``copies``
    it is kept for later runs and other processes.
    """
    if copies is None:
        return _for_layout(face)
    kept = copies / _copy_name(face)
    try:
        return kept.read_bytes()
    except OSError:
        content = _for_layout(face)
        _keep(kept, content)
        return content


def _copy_name(face: Face) -> str:
    """The file name of a copy: another face, a newer font file or another way to copy it gives another name."""
    stat = face.path.stat()
    parts = (face.path, stat.st_size, stat.st_mtime_ns, face.index, face.ascii, _ASCENT, _DESCENT, _COPY_VERSION)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24] + ".otf"


def _keep(path: Path, content: bytes) -> None:
    """Put a copy in place whole; one that cannot be kept is made again next time."""
    fresh = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)


def _for_layout(face: Face) -> bytes:
    with TTFont(face.path, fontNumber=face.index, recalcTimestamp=False, recalcBBoxes=False) as font:
        unit = font["head"].unitsPerEm
        ascent, descent = round(_ASCENT * unit), round(_DESCENT * unit)
        hhea, os2 = font["hhea"], font["OS/2"]
        hhea.ascent, hhea.descent, hhea.lineGap = ascent, -descent, 0
        os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascent, -descent, 0
        os2.usWinAscent, os2.usWinDescent = ascent, descent
        for tag in ("vmtx", "vhea", "VORG", "DSIG"):  # for vertical text and for the unchanged file only
            font.tables.pop(tag, None)
            if tag in font:
                del font[tag]
        if not face.ascii:
            _drop_ascii(font)
        copy = BytesIO()
        font.save(copy, reorderTables=False)
        return copy.getvalue()


def _drop_ascii(font: TTFont) -> None:
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap = {c: glyph for c, glyph in table.cmap.items() if not 0x20 < c < 0x7F}
