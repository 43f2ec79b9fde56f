"""What differs between the marts of the warehouse and those of the published file.

Does not belong here: writing it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from proximity.publishing.marts import Mart, digests, read_marts
from proximity.publishing.published import PUBLISHED, published
from proximity.publishing.source import Source

#: DuckDB marks deleted rows and keeps them: a file with a larger share of them is not worth copying.
MOST_DEAD_ROWS = 0.2


@dataclass(frozen=True)
class Change:
    """What has to be written of one mart. `rounds`: only their rows differ; None: the whole table is written anew."""

    mart: Mart
    rounds: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Changes:
    """What has to be written, and the tables that are no marts any more. `is_fresh`: into an empty file."""

    tables: Sequence[Change]
    dropped: Sequence[str] = ()
    is_fresh: bool = False

    def __len__(self) -> int:
        return len(self.tables) + len(self.dropped)


def everything(source: Source) -> Changes:
    """What makes a file of nothing."""
    return Changes([Change(mart) for mart in source.marts.values()], is_fresh=True)


def differences(source: Source) -> Changes:
    """What makes the attached file equal to the marts; everything, if little of the file is of use."""
    there = read_marts(source.connection, PUBLISHED)
    changed = (_change(source, mart, there.get(mart.name)) for mart in source.marts.values())
    found = Changes([change for change in changed if change], sorted(there.keys() - source.marts.keys()))
    is_all_anew = sum(change.rounds is None for change in found.tables) == len(source.marts)
    return everything(source) if is_all_anew or (found and _is_worn(source, there)) else found


def _change(source: Source, mart: Mart, there: Mart | None) -> Change | None:
    if mart != there:
        return Change(mart)
    here = digests(source.connection, mart, source.relation(mart.name))
    published_digests = digests(source.connection, mart, published(mart.name))
    differing = {key for key in here.keys() | published_digests.keys() if here.get(key) != published_digests.get(key)}
    if not differing:
        return None
    rounds = tuple(sorted(key for key in differing if key is not None))
    is_mostly_other = not mart.has_rounds or 2 * len(rounds) > len(here)
    return Change(mart, None if is_mostly_other else rounds)


def _is_worn(source: Source, there: dict[str, Mart]) -> bool:
    size = "SELECT sum(estimated_size) FROM duckdb_tables() WHERE database_name = ?"
    ((stored,),) = source.connection.execute(size, [PUBLISHED]).fetchall()
    counts = " UNION ALL ".join(f"SELECT count(*) AS alive FROM {published(name)}" for name in there)
    ((alive,),) = source.connection.execute(f"SELECT sum(alive) FROM ({counts})").fetchall()
    return bool(stored - alive > MOST_DEAD_ROWS * stored)
