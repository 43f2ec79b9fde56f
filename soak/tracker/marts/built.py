"""Simulated rounds in a warehouse: loaded, their marts built, and compared with what they should hold.

Does not belong here: what the marts should hold.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from proximity.warehouse import open_warehouse
from soak.site import Site
from soak.tracker.marts.expected import Row, expected_marts
from soak.tracker.played import Played
from soak.tracker.reference.written import Rows

#: Runs a query with these parameters; all rows.
Query = Callable[[str, Sequence[object]], list[tuple[object, ...]]]
CHANGED_AT = 1_800_000_000_000_000_000


def build(site: Site, rounds: Iterable[Played]) -> None:
    """Load the files of the rounds and build the marts."""
    for played in rounds:
        site.put(played.file_name, played.content, CHANGED_AT)
    site.load()
    site.build_marts()


@contextmanager
def reading(site: Site) -> Iterator[Query]:
    """Questions to the warehouse of a site."""
    with open_warehouse(site.settings, read_only=True) as warehouse:
        yield warehouse.query


def wrong_marts(query: Query, played: Played, sections: Rows) -> list[str]:
    """In what the marts of a round differ from what its truth, and `sections` of the reference, call for."""
    found = query("SELECT round_id FROM staging.rounds WHERE file_path = ?", [played.file_name])
    if len(found) != 1:
        return [f"staging.rounds: {played.file_name} is there {len(found)} times"]
    expected = expected_marts(played.truth, sections)
    return [
        problem
        for mart, rows in expected.items()
        for problem in differences(query, mart, rows, "WHERE round_id = ?", found[0])
    ]


def differences(
    query: Query, mart: str, rows: Sequence[Row], condition: str = "", parameters: Sequence[object] = ()
) -> list[str]:
    """In what the rows of a mart that meet the condition differ from the expected ones, in the columns of these."""
    columns = list(rows[0]) if rows else ["round_id"]
    found = Counter(query(f"SELECT {', '.join(columns)} FROM marts.{mart} {condition}", parameters))
    wanted = Counter(tuple(None if row[column] == "" else row[column] for column in columns) for row in rows)
    missing, surplus = list((wanted - found).elements()), list((found - wanted).elements())
    if not missing and not surplus:
        return []
    told = f"{len(missing)} are missing: {missing[:3]}, {len(surplus)} are too much: {surplus[:3]}"
    return [f"{mart}: of {columns} {told}"]
