"""What settings name and must be there: templates, places of the gazetteer, inputs; with the nearest known name.

Said before anything is read, so that a slip of the pen costs a second and not a run, and never makes an empty issue.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tasks.errors import SettingsError

if TYPE_CHECKING:
    from tasks.classify.places.gazetteer import Gazetteer, Place
    from tasks.models import Region

TEMPLATES = Path(__file__).resolve().parent.parent / "report_templates"
OWN_NAMES = re.compile("(?:村|社区|镇|乡|苏木|街道|新区|开发区|园区|高新区|片区|经济圈|城市群|农场)$")
"""Places that no list of divisions has whole, by the ends of their names; of these the sources decide."""
MANY, GUESSES = 4, 3
"""So many places of one short name are listed, and so many names that were perhaps meant."""


def template_problems(names: Iterable[str]) -> Iterator[str]:
    """A line for each name that no template for a whole issue bears."""
    usable = _issue_templates()
    listed = f"（可用：{'、'.join(usable)}）"
    for name in dict.fromkeys(names):
        if name not in usable:
            yield f"template = “{name}”：没有这个模板{_guess(name, usable) or listed}"


def _issue_templates() -> list[str]:
    """The templates that print an issue, by name. A broken one is told of when it is used."""
    return [file.parent.name for file in sorted(TEMPLATES.glob("*/template.toml")) if _prints_an_issue(file)]


def _prints_an_issue(file: Path) -> bool:
    try:
        return bool(tomllib.loads(file.read_text("utf-8")).get("scope", "issue") == "issue")
    except (ValueError, OSError):
        return True


def place_problems(names: Iterable[str], setting: str) -> Iterator[str]:
    """A line for each name that is no place, or a short name of several."""
    for name in dict.fromkeys(names):
        places = places_called(name)
        if not places and not OWN_NAMES.search(name):
            yield _no_such_place(name, setting)
        elif len(places) > 1 and all(name != place.name for place in places):
            yield _several_places(name, places, setting)


def local_problems(name: str | None) -> Iterator[str]:
    """A line where the name of the office's own place is not that of one place."""
    places = places_called(name) if name else []
    if name and not places:
        yield _no_such_place(name, "local")
    elif name and len(places) > 1:
        yield _several_places(name, places, "local")


def _no_such_place(name: str, setting: str) -> str:
    return f"{setting}：没有“{name}”这个地区{_guess(name, _place_names())}"


def _several_places(name: str, places: Sequence[Region], setting: str) -> str:
    shown = "、".join(place.full_name for place in places[:MANY]) + ("等" if len(places) > MANY else "")
    return f"{setting}：叫“{name}”的有{len(places)}处（{shown}），请写全称"


def official(name: str) -> str:
    """The name by which results know a place: 昆山 is 昆山市; what nobody knows, or several bear, stays as written."""
    places = places_called(name)
    if len(places) != 1 or name in (places[0].name, places[0].full_name):
        return name
    from tasks.classify.places.gazetteer import load_gazetteer

    return places[0].name if name in load_gazetteer().names else places[0].full_name


def in_full(name: str) -> str:
    """The path from the province down of the one place that is called so; else the name as written."""
    places = places_called(name)
    return places[0].full_name if len(places) == 1 else name


def places_called(name: str) -> list[Region]:
    """The places that are called ``name``: short, with its class, in full, or after one above it (江苏省昆山市)."""
    from tasks.classify.places.gazetteer import load_gazetteer

    gazetteer = load_gazetteer()
    whole = gazetteer.place(name)
    if whole is not None:
        return [whole.region]
    places = [sense.place for sense in gazetteer.names.get(name, ())] or list(_below(gazetteer, name))
    newest = max((place.until for place in places), default=0)
    return list({place.path: place.region for place in places if place.until == newest}.values())


def _below(gazetteer: Gazetteer, name: str) -> Iterator[Place]:
    """The places that a name tells with one above them, whatever lies between."""
    for cut in range(2, len(name) - 1):
        above = [sense.place.path for sense in gazetteer.names.get(name[:cut], ())]
        for sense in gazetteer.names.get(name[cut:], ()):
            if any(sense.place.path.startswith(path) for path in above):
                yield sense.place


def _place_names() -> list[str]:
    from tasks.classify.places.gazetteer import load_gazetteer

    return sorted(load_gazetteer().names)


def missing_problems(sources: Sequence[str]) -> list[str]:
    """A line for each source that is not there, when none of them is; what can be read of several is read."""
    problems = [missing(source) for source in sources]
    return [problem for problem in problems if problem] if all(problems) else []


def require_sources(sources: Sequence[str]) -> None:
    """Raises SettingsError when none of the sources is there."""
    if nowhere := missing_problems(sources):
        raise SettingsError("；".join(nowhere))


def missing(source: str) -> str:
    """That a path leads nowhere, with the nearest name that is there; empty for all that can be looked at."""
    if source == "-" or source.startswith(("http://", "https://")):
        return ""
    path = Path(source)
    try:
        there = path.exists() or path.is_symlink()
    except (OSError, ValueError):
        return ""
    return "" if there else f"没有“{source}”这个文件或文件夹{_nearest_path(path)}"


def _nearest_path(path: Path) -> str:
    """What stands where the path leaves the folders that there are."""
    parts = [path, *path.parents]
    above = next((folder for folder in parts[1:] if folder.is_dir()), None)
    if above is None:
        return ""
    wanted = parts[parts.index(above) - 1].name
    try:
        names = sorted(one.name for one in above.iterdir() if not one.name.startswith("."))
    except OSError:
        return ""
    close = difflib.get_close_matches(wanted, names, n=1, cutoff=0.5)
    return f"（是不是 {above / close[0]}？）" if close else ""


def _guess(name: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, known, n=GUESSES)
    return f"（是不是{'、'.join(f'“{one}”' for one in close)}？）" if close else ""
