"""Pictures as SVG: the same indicator across regions, who learns from whom, what was taken up where over time.

Labels are outlines of the chosen face, so that they look the same everywhere; greys and hatching alone tell bars and
arrows apart, so that a photocopy says the same. The plotting library is loaded only where there is something to draw.
"""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import accumulate, islice
from typing import Any

from tasks.models import Briefing, Composition, Indicator, Kind, Level, Model
from tasks.render.fonts import FontSet
from tasks.summarise.tables import written

_WIDTH = 6.1  # inches: the type area's 156 mm
_ROW = 0.27
_DOTS_PER_INCH = 200
_SIZE = 9
_MOST_GROUPS = 4
_LEAST_REGIONS = 2
_MOST_PAIRS = 24
_MOST_ROWS, _FEW_DATES = 28, 6
_AFTER = 0.55  # of the space between two dates: where a place stands that follows on the same day
_GREY = {Kind.ACTUAL: "0.35", Kind.PLAN: "0.75", Kind.TARGET: "0.75"}
Spot = tuple[str, str, int, float]
"""Where a figure stands: article, paragraph, end of its clause, and the value."""
_HATCH = {Kind.ACTUAL: "", Kind.PLAN: "///", Kind.TARGET: "..."}


class Chart(Model):
    """A picture with its caption and the words that stand for it; as SVG, and as PNG for Word, where few show SVG."""

    caption: str
    words: str
    svg: bytes
    png: bytes

    @property
    def address(self) -> str:
        """The picture as a data address, for templates."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg).decode()


class Charts(Model):
    """The pictures of an issue or a page; any may be missing."""

    indicators: tuple[Chart, ...] = ()
    learning: Chart | None = None
    diffusion: Chart | None = None


class Lane(Model):
    """What spreads, from where and when, and the places that took it up, each with its date (ISO), by time."""

    name: str
    origin: str
    told: str
    stops: tuple[tuple[str, str], ...]


class ChartPlan(Model):
    """What is to be drawn: groups of comparable indicators, and pairs of learner and benchmark."""

    groups: tuple[tuple[Indicator, ...], ...]
    pairs: tuple[tuple[str, str], ...]


def plan_charts(composition: Composition) -> ChartPlan:
    """The pictures that the issue has material for."""
    places = [row.region.full_name for row in composition.briefing.matrix]
    pairs = learning_pairs(composition.briefing)
    return ChartPlan(
        groups=tuple(islice(comparable(composition.indicators, places), _MOST_GROUPS)),
        pairs=pairs if _LEAST_REGIONS <= len(pairs) <= _MOST_PAIRS else (),
    )


def draw_charts(plan: ChartPlan, fonts: FontSet) -> Charts:
    """The pictures of a plan; the same bytes for the same plan and faces."""
    if not plan.groups and not plan.pairs:
        return Charts()
    pen = _Pen(fonts)
    return Charts(
        indicators=tuple(pen.bars(group) for group in plan.groups),
        learning=pen.arrows(plan.pairs) if plan.pairs else None,
    )


def draw_lanes(lanes: Sequence[Lane], fonts: FontSet) -> Charts:
    """The picture of what was taken up where; none for no lanes. Paper has room for the first of many."""
    rows = accumulate(1 + len(lane.stops) for lane in lanes)
    kept = [lane for lane, row in zip(lanes, rows, strict=True) if row <= _MOST_ROWS] or list(lanes[:1])
    return Charts(diffusion=_Pen(fonts).lanes(kept)) if lanes else Charts()


def comparable(indicators: Sequence[Indicator], places: Sequence[str]) -> Iterator[tuple[Indicator, ...]]:
    """Indicators of the same name, unit, year and kind in several regions, the widest comparison first.

    Regions stand in the order of ``places``, never by value: the picture compares, it does not rank. A region that
    gives several values for one is left out of it: which one compares is not for a program to say. One figure told of
    several regions at once (两县互访10余次) compares nothing.
    """
    shared = _shared(indicators)
    groups: dict[tuple[str, str, int, Kind], list[Indicator]] = defaultdict(list)
    for row in indicators:
        if row.year is not None and row.region.level is not Level.NATION and _spot(row) not in shared:
            groups[row.name, row.unit, row.year, row.kind].append(row)
    rank = {name: number for number, name in enumerate(places)}
    single = [
        _single(sorted(group, key=lambda row: rank.get(row.region.full_name, len(rank)))) for group in groups.values()
    ]
    wide = [group for group in single if len(group) >= _LEAST_REGIONS]
    yield from sorted(wide, key=lambda group: (-len(group), group[0].name, group[0].unit))


def _spot(row: Indicator) -> Spot:
    return row.evidence.article_id, row.evidence.paragraph_id, row.evidence.end, row.value


def _shared(indicators: Sequence[Indicator]) -> frozenset[Spot]:
    """The figures that one place of a text tells of several regions."""
    regions: dict[Spot, set[str]] = defaultdict(set)
    for row in indicators:
        regions[_spot(row)].add(row.region.full_name)
    return frozenset(spot for spot, names in regions.items() if len(names) > 1)


def _single(group: Sequence[Indicator]) -> tuple[Indicator, ...]:
    values: dict[str, set[float]] = defaultdict(set)
    for row in group:
        values[row.region.full_name].add(row.value)
    first = {row.region.full_name: row for row in reversed(group)}
    return tuple(first[name] for name in dict.fromkeys(row.region.full_name for row in group) if len(values[name]) == 1)


def learning_pairs(briefing: Briefing) -> tuple[tuple[str, str], ...]:
    """Learner and benchmark of every link, each pair once, in printed order."""
    return tuple(dict.fromkeys((link.learner, other) for link in briefing.links for other in link.benchmarks))


class _Pen:
    """Draws with one face; holds the plotting library."""

    def __init__(self, fonts: FontSet) -> None:
        from matplotlib import font_manager, rc_context
        from matplotlib.figure import Figure

        self._figure, self._settings = Figure, rc_context
        faces = (fonts.faces["heading"], *fonts.fallback)
        for face in faces:
            font_manager.fontManager.addfont(face.path)
        names = [font_manager.get_font(str(face.path)).family_name for face in faces]
        self._families = list(dict.fromkeys(names))

    def bars(self, group: Sequence[Indicator]) -> Chart:
        """One bar a region, in the order of the regions, each with its value as the source writes it."""
        first = group[0]
        labels = [written(row) for row in group]
        names = [row.region.full_name for row in group]
        caption = f"{first.year}年{first.name}（{first.kind}）"

        def draw(axes: Any) -> None:
            style = {"color": _GREY[first.kind], "hatch": _HATCH[first.kind], "edgecolor": "black", "linewidth": 0.5}
            drawn = axes.barh(range(len(group)), [row.value for row in group], height=0.6, **style)
            axes.bar_label(drawn, labels, padding=3, fontsize=_SIZE)
            axes.set_yticks(range(len(group)), names, fontsize=_SIZE)
            axes.invert_yaxis()
            axes.margins(x=0.15)
            axes.tick_params(left=False, bottom=False, labelbottom=False)
            axes.axvline(0, color="black", linewidth=0.5)

        words = "；".join(f"{name}{label}" for name, label in zip(names, labels, strict=True))
        return Chart(caption=caption, words=f"{caption}：{words}", **self._drawn(len(group) + 1, draw))

    def arrows(self, pairs: Sequence[tuple[str, str]]) -> Chart:
        """Learners on the left, benchmarks on the right, an arrow from each learner to whom it learns from."""
        learners = list(dict.fromkeys(learner for learner, _ in pairs))
        benchmarks = list(dict.fromkeys(benchmark for _, benchmark in pairs))
        rows = max(len(learners), len(benchmarks))

        def place(names: Sequence[str], name: str) -> float:
            return (names.index(name) + 0.5) * rows / len(names)

        def draw(axes: Any) -> None:
            for learner in learners:
                axes.text(0.36, place(learners, learner), learner, ha="right", va="center", fontsize=_SIZE)
            for benchmark in benchmarks:
                axes.text(0.64, place(benchmarks, benchmark), benchmark, ha="left", va="center", fontsize=_SIZE)
            arrow = {"arrowstyle": "-|>", "color": "0.25", "linewidth": 0.8, "shrinkA": 2, "shrinkB": 2}
            for learner, benchmark in pairs:
                ends = (0.64, place(benchmarks, benchmark)), (0.37, place(learners, learner))
                axes.annotate("", *ends, arrowprops=arrow)
            axes.set_xlim(0, 1)
            axes.set_ylim(rows, 0)
            axes.set_axis_off()

        words = "；".join(f"{learner}学{benchmark}" for learner, benchmark in pairs)
        return Chart(caption="谁向谁学（箭头由学习方指向对标对象）", words=words, **self._drawn(rows, draw))

    def lanes(self, lanes: Sequence[Lane]) -> Chart:
        """A lane each experience: its place, and an arrow to every place that took it up, dates from left to right."""
        dates = sorted({date for lane in lanes for date in (lane.told, *(date for _, date in lane.stops))})
        rows = [1 + len(lane.stops) for lane in lanes]

        def at(date: str, lane: Lane) -> float:
            return dates.index(date) + (_AFTER if date == lane.told else 0.0)

        def draw(axes: Any) -> None:
            corner = "angle,angleA=90,angleB=180,rad=0"
            arrow = {"arrowstyle": "-|>", "color": "0.25", "linewidth": 0.8, "shrinkB": 3, "connectionstyle": corner}
            top = 0.5
            for lane, height in zip(lanes, rows, strict=True):
                start = dates.index(lane.told), top
                axes.plot(*start, marker="s", color="0.15", markersize=4)
                label = f"{lane.origin}·{lane.name}"
                axes.text(start[0] + 0.05, top, label, ha="left", va="center", fontsize=_SIZE)
                for number, (place, date) in enumerate(lane.stops, 1):
                    end = at(date, lane), top + number
                    axes.annotate("", end, start, arrowprops=arrow)
                    axes.plot(*end, marker="o", markerfacecolor="white", color="0.15", markersize=4)
                    axes.text(end[0] + 0.05, end[1], place, ha="left", va="center", fontsize=_SIZE)
                top += height
            axes.set_xlim(-0.1, len(dates) + 0.2)
            axes.set_ylim(sum(rows), 0)
            slant = {"rotation": 30, "ha": "right"} if len(dates) > _FEW_DATES else {}
            axes.set_xticks(range(len(dates)), dates, fontsize=_SIZE - 1, **slant)
            axes.tick_params(left=False, labelleft=False, length=3)
            for number in range(len(dates)):
                axes.axvline(number, color="0.8", linewidth=0.4, zorder=0)

        words = "；".join(
            f"{lane.origin}{lane.name}（{lane.told}）→{'、'.join(f'{place}（{date}）' for place, date in lane.stops)}"
            for lane in lanes
        )
        caption = "创新扩散（方块为源头经验，圆圈为采用地区；自左至右为时间先后，不按比例）"
        return Chart(caption=caption, words=words, **self._drawn(sum(rows) + 1, draw))

    def _drawn(self, rows: int, draw: Any) -> dict[str, bytes]:
        settings: Any = {
            "font.family": self._families,
            "svg.fonttype": "path",
            "svg.hashsalt": "hujian",
            "hatch.linewidth": 0.5,
            "axes.unicode_minus": False,
        }
        with self._settings(settings):
            figure = self._figure(figsize=(_WIDTH, _ROW * rows + 0.2), layout="constrained")
            axes = figure.add_subplot()
            axes.spines[:].set_visible(False)
            draw(axes)
            svg, png = BytesIO(), BytesIO()
            figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
            figure.savefig(png, format="png", metadata={"Software": None}, dpi=_DOTS_PER_INCH)
        return {"svg": svg.getvalue(), "png": png.getvalue()}
