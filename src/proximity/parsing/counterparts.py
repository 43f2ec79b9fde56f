"""Which sections count the same things as earlier ones, so that missing rows show (format document, sections 7 and 8).

Each pair was confirmed on every recorded file, V3 to V6.11: both numbers are equal there.
Does not belong here: what follows from a difference (`proximity.parsing.completeness`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from proximity.format import ROOT_TABLES, TABLES

_KILLER = pl.col("killer_guid").is_not_null() | pl.col("killer_name").is_not_null()
#: Table → what is counted in its rows of one file.
NUMBERS: dict[str, dict[str, pl.Expr]] = {
    "engagements": {
        "engagements with a killer": _KILLER.sum(),
        "escapes": (pl.col("outcome") == "escaped").sum(),
        "engagements of two attackers or more": (pl.col("num_attackers") >= 2).sum(),
    },
    "engagement_attackers": {
        "hits": pl.col("hits").sum(),
        # A single hit may be the one that the tracker invents for a kill without an engagement (7.1).
        "known attackers": (pl.col("guid").is_not_null() & (pl.col("hits") > 1)).sum(),
    },
    "track_samples": {"samples": (pl.col("event") == "sample").sum()},
    "kill_heatmap": {"kills in cells": (pl.col("axis_kills") + pl.col("allies_kills")).sum()},
    "movement_heatmap": {
        "samples in cells": pl.col("traversal").sum(),
        "hits in cells": pl.col("combat").sum(),
        "escapes in cells": pl.col("escape").sum(),
    },
    "objective_focus": {"samples near objectives": pl.col("samples").sum()},
    "weapon_accuracy": {"shots by weapon": pl.col("shots_fired").sum()},
    "carrier_events": {"killed carriers": (pl.col("outcome") == "killed").sum()},
}

NEVER = 1000


@dataclass(frozen=True)
class Pair:
    """`section` holds `found`, of which there must be as many as `expected`, from earlier sections.

    A name in capitals is a section and counts its lines; others are `NUMBERS`. `is_cut_if_fewer`: nothing else makes
    them fewer. `proves_whole`: as many as expected are all. If anything is expected, the section cannot be absent
    where `flag` is declared on, nor since banner `since_banner`.
    """

    section: str
    found: str
    expected: str
    is_cut_if_fewer: bool = True
    flag: str = ""
    since_banner: int = NEVER
    proves_whole: bool = True

    @property
    def evidence(self) -> str:
        """The code of too few."""
        found = "rows" if self.found == self.section else self.found.replace(" ", "_")
        return f"fewer_{found}_than_{self.expected.replace(' ', '_')}:{self.section}"

    @property
    def sources(self) -> set[str]:
        """The sections whose rows both numbers come from: rejects there make them useless."""
        return {_section_of(self.found), _section_of(self.expected)}


PAIRS = (
    # Before 4.2 deaths by the world count as kills of the allies: more than expected is no evidence.
    Pair("KILL_HEATMAP", "kills in cells", "engagements with a killer"),
    Pair("MOVEMENT_HEATMAP", "samples in cells", "samples"),
    Pair("MOVEMENT_HEATMAP", "hits in cells", "hits"),
    Pair("MOVEMENT_HEATMAP", "escapes in cells", "escapes"),
    Pair("OBJECTIVE_FOCUS", "samples near objectives", "samples"),
    Pair("REACTION_METRICS", "REACTION_METRICS", "ENGAGEMENTS", flag="reaction_tracking"),
    Pair("FOCUS_FIRE", "FOCUS_FIRE", "engagements of two attackers or more", flag="focus_fire"),
    # Has no flag, and exists since 5.1. Its hits are counted otherwise: only its absence tells.
    Pair("WEAPON_ACCURACY", "WEAPON_ACCURACY", "known attackers", False, proves_whole=False, since_banner=6),
    # Of a kill with one of two rifles the outcome is not written (6.4).
    Pair("KILL_OUTCOME", "KILL_OUTCOME", "SPAWN_TIMING", is_cut_if_fewer=False),
    Pair("COMBAT_POSITIONS", "COMBAT_POSITIONS", "SPAWN_TIMING", flag="combat_positions"),
    # A server may record one shot in so many.
    Pair("SHOT_FIRED", "SHOT_FIRED", "shots by weapon", is_cut_if_fewer=False, flag="shot_fired"),
    Pair("SPAWN_SELECT", "SPAWN_SELECT", "PLAYER_TRACKS", is_cut_if_fewer=False, flag="spawn_select"),
    # One flag switches both on.
    Pair("CARRIER_KILLS", "CARRIER_KILLS", "killed carriers", since_banner=6),
)


def count_numbers(tables: Mapping[str, pl.DataFrame]) -> dict[int, dict[str, int]]:
    """File → `NUMBERS` of it; what a file has none of is left out."""
    queries = [
        tables[table].lazy().group_by("file_index").agg(expression.alias(name) for name, expression in numbers.items())
        for table, numbers in NUMBERS.items()
        if tables[table].height
    ]
    counted: dict[int, dict[str, int]] = {}
    for frame in pl.collect_all(queries):
        for row in frame.iter_rows(named=True):
            counted.setdefault(row.pop("file_index"), {}).update(row)
    return counted


def pairs_of(section: str) -> Iterable[Pair]:
    """The pairs that say how many rows a section must have."""
    return (pair for pair in PAIRS if pair.section == section)


def _section_of(number: str) -> str:
    if number in ROOT_TABLES:
        return number
    return next(TABLES[table].section for table, numbers in NUMBERS.items() if number in numbers)
