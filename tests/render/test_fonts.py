from __future__ import annotations

from pathlib import Path

import pytest

from tasks.errors import RenderError
from tasks.render.font_files import codepoints
from tasks.render.fonts import find_fonts, load_preferences, packaged_faces


def test_without_any_installed_font_every_role_still_has_a_face() -> None:
    fonts = find_fonts(system=False)
    assert set(fonts.faces) == set(load_preferences().roles)
    assert {face.name for face in fonts.faces.values()} == {face.name for face in packaged_faces()}


def test_a_stand_in_for_a_role_is_said() -> None:
    notes = [str(note) for note in find_fonts(system=False).substitutions]
    assert "未安装字体“仿宋_GB2312”，以“Noto Serif SC”代" in notes


def test_a_family_the_office_names_comes_first(fonts_folder: Path) -> None:
    fonts = find_fonts([fonts_folder], named={"body": ["Noto Sans SC"]}, system=False)
    assert fonts.faces["body"].family == "Noto Sans SC"
    assert "仿宋" not in "".join(str(note) for note in fonts.substitutions)


@pytest.mark.parametrize("character", "镕喆堃玥珺旻昇垚犇翀㎡")
def test_rare_characters_have_a_face(character: str, fonts_folder: Path) -> None:
    fonts = find_fonts([fonts_folder], system=False)
    coverage = fonts.cover(f"某市{character}某")
    faces = (*fonts.faces.values(), *coverage.fallback)
    assert any(ord(character) in codepoints(face) for face in faces)


def test_a_character_of_the_fallback_face_is_reported(fonts_folder: Path) -> None:
    coverage = find_fonts([fonts_folder], system=False).cover("镕")
    assert not coverage.fallback or "镕" in "".join(str(note) for note in coverage.substitutions)


def test_a_character_without_any_glyph_is_an_error_that_names_it() -> None:
    with pytest.raises(RenderError, match=r"“\ue3e0”（U\+E3E0，见“战略任\ue3e0更加”）"):
        find_fonts().cover("<p>战略任\ue3e0更加</p>")


def test_white_space_and_joiners_need_no_glyph() -> None:
    assert find_fonts(system=False).cover("\t\n\u200b\ufe0f").fallback == ()
