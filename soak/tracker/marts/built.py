"""Simulated rounds in a warehouse: written by the tracker, loaded, and their marts built.

Does not belong here: what the marts should hold.
"""

from collections import Counter
from collections.abc import Iterable

from tests.loading.house import House
from tests.tracker.marts.expected import Row, expected_marts
from tests.tracker.matches import Played
from tests.tracker.reference.written import Rows

from proximity.transforming import build_marts


def build(house: House, rounds: Iterable[Played]) -> None:
    """Load the files of the rounds and build the marts."""
    for played in rounds:
        house.put(played.file_name, played.content)
    house.load()
    build_marts(house.settings)


def wrong_marts(house: House, played: Played, sections: Rows) -> list[str]:
    """In what the marts of a round differ from what its truth, and `sections` of the reference, call for."""
    ((round_id,),) = house.query("SELECT round_id FROM staging.rounds WHERE file_path = ?", played.file_name)
    expected = expected_marts(played.truth, sections)
    return [problem for mart, rows in expected.items() for problem in _wrong(house, mart, round_id, rows)]


def _wrong(house: House, mart: str, round_id: str, rows: list[Row]) -> list[str]:
    columns = list(rows[0]) if rows else ["round_id"]
    found = Counter(house.query(f"SELECT {', '.join(columns)} FROM marts.{mart} WHERE round_id = ?", round_id))
    wanted = Counter(
        tuple(row[column] or None if row[column] == "" else row[column] for column in columns) for row in rows
    )
    missing, surplus = wanted - found, found - wanted
    return [f"{mart}: {columns}: expected {missing}, found {surplus}"] if missing or surplus else []
