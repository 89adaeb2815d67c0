"""互鉴链 as it is printed: what the benchmarks did, what the learner lacks, what it does about it."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.models import ChainCell, ChainRow, Finding, LearningChain, Region
from tasks.summarise.condense import condense
from tasks.summarise.lead_scope import whole
from tasks.summarise.order import RegionOrder, title
from tasks.summarise.statements import Library, sentence

CHAIN_ROWS = 4
"""Chains on paper; the HTML and the workbook hold all."""
CELL = 72
"""Characters to which the text of a cell is shortened where loose clauses allow it."""
HELD_BACK = "待核，见工作底稿。"
"""What a chain says of a kind on which its sources say something that is not sure enough to print."""


def chain_rows(
    chains: Sequence[LearningChain], findings: dict[str, Finding], library: Library, order: RegionOrder
) -> tuple[ChainRow, ...]:
    """The printed 互鉴链; of findings that are not printed (待核) it says only that they are held back."""
    rows = [_chain_row(chain, findings, library) for chain in sorted(chains, key=lambda c: order.key(c.learner))]
    told = [row for row in rows if _tells(row.experiences) and (_tells(row.gaps) or _tells(row.measures))]
    kept = set(sorted(range(len(told)), key=lambda at: (not told[at].stated, at))[:CHAIN_ROWS])
    return tuple(row.model_copy(update={"printed": at in kept}) for at, row in enumerate(told))


def _tells(cells: Sequence[ChainCell]) -> bool:
    return any(cell.text != HELD_BACK for cell in cells)


def _chain_row(chain: LearningChain, findings: dict[str, Finding], library: Library) -> ChainRow:
    def cells(names: Sequence[str], learner: Region | None) -> tuple[ChainCell, ...]:
        printed = tuple(
            ChainCell(
                region="" if learner else title(finding.region),
                text=sentence(condense(whole(finding), CELL)),
                sources=library.sources(finding),
                finding_id=finding.finding_id,
            )
            for name in names
            if (finding := findings.get(name)) and finding.status == "body"
        )
        held = tuple(ChainCell(region="", text=HELD_BACK, sources=(), finding_id=name) for name in names[:1])
        return printed or held

    return ChainRow(
        learner=title(chain.learner),
        topic=chain.topic,
        experiences=cells(chain.experience_ids, None),
        gaps=cells(chain.gap_ids, chain.learner),
        measures=cells(chain.measure_ids, chain.learner),
        stated=chain.stated,
    )
