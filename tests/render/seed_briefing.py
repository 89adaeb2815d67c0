"""A briefing over the five seeds built from their gold, so that renderers are tested without the stages before."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tasks.models import (
    Briefing,
    ChainCell,
    ChainRow,
    Composition,
    Context,
    Evidence,
    Finding,
    Genre,
    Highlight,
    Indicator,
    IndicatorRow,
    Issue,
    Kind,
    LearningChain,
    LearningLink,
    Level,
    LinkRow,
    Masthead,
    MatrixRow,
    Point,
    ProvinceSection,
    Region,
    RegionBrief,
    ReviewItem,
    Role,
    RoleCount,
    RoleSection,
    SourceEntry,
    Topic,
)

GOLD = Path(__file__).resolve().parents[1] / "gold"
DOCUMENTS = sorted(path.name[:3] for path in GOLD.glob("*.findings.json"))
PROVINCES = ("北京市", "上海市", "江苏省", "浙江省", "湖北省", "重庆市", "四川省")


def _load(name: str) -> Any:
    return json.loads((GOLD / name).read_text(encoding="utf-8"))


def _province(name: str) -> str:
    return next((province for province in PROVINCES if name.startswith(province[:2])), "四川省")


def _region(name: str) -> Region:
    province = _province(name)
    level = Level.PROVINCE if name == province else Level.COUNTY
    parent = None if name == province else province
    return Region(name=name, full_name=name, code=None, level=level, parent=parent)


def _located(document: str, row: dict[str, Any]) -> tuple[str, str, int, int]:
    """Paragraph id, its text and the quote's place in it."""
    lines = (GOLD / f"{document}.clean.txt").read_text(encoding="utf-8").split("\n")
    for number, text in enumerate(lines):
        start = text.find(row["quote"])
        if start >= 0:
            return f"p{number:03d}", text, start, start + len(row["quote"])
    first = lines[row.get("paragraph", 0)]
    return "p000", first, 0, len(first)


def _findings(borderline: bool) -> Iterator[tuple[Finding, Point]]:
    for number, document in enumerate(DOCUMENTS, 1):
        for index, row in enumerate(_load(f"{document}.findings.json")):
            if bool(row.get("borderline")) != borderline:
                continue
            paragraph, text, start, end = _located(document, row)
            quote = text[start:end]
            finding_id = f"f{document}{index:03d}"
            topics = tuple(Topic(topic) for topic in row["topic"])
            lead = f"{topics[0].value[:6]}。"
            evidence = Evidence(article_id=document, paragraph_id=paragraph, start=start, end=end, quote=quote)
            finding = Finding(
                finding_id=finding_id,
                region=_region(row["region"]),
                role=Role(row["role"]),
                topics=topics,
                lead=lead,
                summary=quote.rstrip("。") + "。",
                evidence=(evidence,),
                confidence=0.9,
                status="review" if borderline else "body",
            )
            context = Context(source_number=number, paragraph_id=paragraph, text=text, start=start, end=end)
            yield (
                finding,
                Point(
                    finding_id=finding_id,
                    role=finding.role,
                    topics=topics,
                    lead=lead,
                    text=finding.summary,
                    sources=(number,),
                    contexts=(context,),
                    confidence=0.9,
                ),
            )


def _sections(pairs: list[tuple[Finding, Point]], rows: list[IndicatorRow]) -> tuple[ProvinceSection, ...]:
    by_region: dict[str, list[Point]] = defaultdict(list)
    for finding, point in pairs:
        by_region[finding.region.name].append(point)
    provinces: dict[str, list[RegionBrief]] = {name: [] for name in PROVINCES}
    for name, points in by_region.items():
        sections = [RoleSection(role=role, points=tuple(p for p in points if p.role is role)) for role in Role]
        mine = tuple(row for row in rows if row.region == name)
        brief = RegionBrief(
            region=_region(name), title=name, sections=(sections[0], sections[1], sections[2]), indicators=mine
        )
        provinces[_province(name)].append(brief)
    return tuple(
        ProvinceSection(title=name, regions=tuple(sorted(regions, key=lambda r: r.title != name)))
        for name, regions in provinces.items()
        if regions
    )


def _matrix(pairs: list[tuple[Finding, Point]]) -> tuple[MatrixRow, ...]:
    names = list(dict.fromkeys(finding.region.name for finding, _ in pairs))
    rows = []
    for name in sorted(names, key=lambda n: (PROVINCES.index(_province(n)), n != _province(n), names.index(n))):
        mine = [point for finding, point in pairs if finding.region.name == name]
        cells = []
        for topic in Topic:
            counts = [sum(p.topics[0] is topic and p.role is role for p in mine) for role in Role]
            cells.append((topic, (counts[0], counts[1], counts[2])))
        rows.append(MatrixRow(region=_region(name), cells=tuple(cells), total=len(mine)))
    return tuple(rows)


def _indicators() -> Iterator[tuple[Indicator, IndicatorRow]]:
    for number, document in enumerate(DOCUMENTS, 1):
        for row in _load(f"{document}.indicators.json"):
            paragraph, text, start, end = _located(document, row)
            kind = Kind(row.get("kind", "实绩"))
            evidence = Evidence(
                article_id=document, paragraph_id=paragraph, start=start, end=end, quote=text[start:end]
            )
            indicator = Indicator(
                region=_region(row["region"]),
                name=row["name"],
                value=float(row["value"]),
                unit=row["unit"] or "",
                year=row["year"],
                qualifier=row["qualifier"],
                kind=kind,
                evidence=evidence,
            )
            value = f"{row['qualifier'] or ''}{row['value']}{row['unit'] or ''}"
            year = f"{row['year']}年" if row["year"] else "未注明"
            yield (
                indicator,
                IndicatorRow(
                    region=row["region"], name=row["name"], value=value, year=year, kind=kind.value, sources=(number,)
                ),
            )


def _links() -> Iterator[tuple[LearningLink, LinkRow]]:
    for row in _load("links.json"):
        if row.get("borderline"):
            continue
        paragraph, text, start, end = _located(row["doc"], row)
        evidence = Evidence(article_id=row["doc"], paragraph_id=paragraph, start=start, end=end, quote=text[start:end])
        yield (
            LearningLink(
                learner=_region(row["learner"]),
                benchmark=_region(row["benchmark"]),
                topics=tuple(Topic(topic) for topic in row["topics"]),
                evidence=(evidence,),
            ),
            LinkRow(
                learner=row["learner"],
                benchmarks=(row["benchmark"],),
                text=row["quote"],
                sources=(DOCUMENTS.index(row["doc"]) + 1,),
            ),
        )


def _chains(pairs: list[tuple[Finding, Point]], links: list[LearningLink]) -> Iterator[tuple[LearningChain, ChainRow]]:
    pairs_of: dict[tuple[str, Topic, Role], list[Finding]] = defaultdict(list)
    for finding, _ in pairs:
        pairs_of[finding.region.name, finding.topics[0], finding.role].append(finding)
    seen: set[tuple[str, Topic]] = set()
    for link in links:
        for topic in link.topics:
            experiences = pairs_of[link.benchmark.name, topic, Role.EXPERIENCE]
            gaps = pairs_of[link.learner.name, topic, Role.GAP]
            measures = pairs_of[link.learner.name, topic, Role.MEASURE]
            if (link.learner.name, topic) in seen or not experiences or not measures:
                continue
            seen.add((link.learner.name, topic))
            yield (
                LearningChain(
                    learner=link.learner,
                    topic=topic,
                    benchmarks=(link.benchmark,),
                    experience_ids=tuple(f.finding_id for f in experiences[:2]),
                    gap_ids=tuple(f.finding_id for f in gaps[:2]),
                    measure_ids=tuple(f.finding_id for f in measures[:2]),
                    stated=True,
                    reason="same paragraph",
                ),
                ChainRow(
                    learner=link.learner.name,
                    topic=topic,
                    experiences=_cells(experiences[:2], link.benchmark.name),
                    gaps=_cells(gaps[:2], ""),
                    measures=_cells(measures[:2], ""),
                    stated=True,
                ),
            )


def _cells(findings: list[Finding], region: str) -> tuple[ChainCell, ...]:
    return tuple(
        ChainCell(
            region=region,
            text=finding.summary,
            sources=(DOCUMENTS.index(finding.evidence[0].article_id) + 1,),
            finding_id=finding.finding_id,
        )
        for finding in findings
    )


def _sources() -> tuple[SourceEntry, ...]:
    entries = []
    for number, document in enumerate(DOCUMENTS, 1):
        meta = _load(f"{document}.meta.json")
        entries.append(
            SourceEntry(
                number=number,
                article_id=document,
                title=meta["title"],
                publisher=meta["publisher"],
                published=meta["published"],
                genre=Genre(meta["genre"]),
                authors=tuple(meta["authors"]),
            )
        )
    return tuple(entries)


def _counts(points: list[Point]) -> tuple[RoleCount, ...]:
    counts = []
    for role in Role:
        by_source = tuple(
            sum(p.role is role and number in p.sources for p in points) for number in range(1, len(DOCUMENTS) + 1)
        )
        counts.append(RoleCount(role=role, by_source=by_source, total=sum(by_source)))
    return tuple(counts)


def seed_composition() -> Composition:
    """The composition that the gold of the five seeds describes, with an annex of its borderline findings."""
    pairs, rest = list(_findings(False)), list(_findings(True))
    indicators, links = list(_indicators()), list(_links())
    chains = list(_chains(pairs, [link for link, _ in links]))
    points = [point for _, point in pairs]
    rows = [row for _, row in indicators]
    regions = len({finding.region.name for finding, _ in pairs})
    briefing = Briefing(
        issue=Issue(year=2026, number=3, total=15, date="2026-11-02"),
        masthead=Masthead(),
        title="五篇文章的互鉴要点",
        note=f"本期据{len(DOCUMENTS)}篇文章摘编，涉及{regions}个地区，列要点{len(points)}条。所列情况以来源发布时为准。",
        highlights=tuple(
            Highlight(lead=p.lead, text=p.text, sources=p.sources, finding_ids=(p.finding_id,)) for p in points[::20]
        ),
        counts=_counts(points),
        matrix=_matrix(pairs),
        indicators=tuple(rows),
        body=_sections(pairs, rows),
        annex=_sections(rest, []),
        links=tuple(row for _, row in links),
        chains=tuple(row for _, row in chains),
        sources=_sources(),
        notes=("“近期”“目前”均以各来源发布时为准。", "各地表述引自来源，未另行核对。"),
        review=(
            ReviewItem(
                category="最高级表述",
                place="浙江省余姚市·经验",
                text="建成了中国最大的塑料市场",
                advice="核实后登，或删去最高级",
                sources=(3,),
            ),
            ReviewItem(
                category="缺来源项",
                place="［4］",
                text="来源文本未载明发布单位和日期",
                advice="查原件补齐",
                sources=(4,),
            ),
            ReviewItem(
                category="缺来源项",
                place="报尾",
                text="报、送、发和共印份数待定",
                advice="由签发人定",
            ),
        ),
    )
    return Composition(
        findings=tuple(finding for finding, _ in pairs + rest),
        indicators=tuple(indicator for indicator, _ in indicators),
        links=tuple(link for link, _ in links),
        chains=tuple(chain for chain, _ in chains),
        briefing=briefing,
    )
