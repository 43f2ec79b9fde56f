"""The invariants of the soak's readers: they hold of what was built, and each kind of breach is found.

Does not belong here: readers beside rebuilds.
"""

import re
from pathlib import Path
from random import Random

import duckdb
import pytest
from soak.histories.contents import small_round
from soak.readers.invariants import Invariants, breaches, drawn, invariants_of, read_tables
from soak.site import Site
from tests.reference.real_files import SAMPLE

NAME = "2026-11-22-210000-supply-round-1_engagements.txt"


def with_a_chatting_spectator(content: bytes) -> bytes:
    """One line of chat more, by somebody who is in no other section."""
    chat = re.compile(rb"(# COMM_EVENTS\n(?:#[^\n]*\n)*)([^\n]*;)([0-9A-F]{32})(;[^\n]*\n)")
    changed, count = chat.subn(rb"\1\2\3\4\2" + 32 * b"F" + rb"\4", content)
    assert count == 1
    return changed


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round that counts in rates, and a small one with every section and a spectator who only chats, with their
    marts."""
    site = Site(tmp_path_factory.mktemp("invariants"))
    (clean,) = SAMPLE.glob("*-box2-*")
    for path, content in {
        clean.name: clean.read_bytes(),
        NAME: with_a_chatting_spectator(small_round("v611-all")),
    }.items():
        site.put(path, content, changed_at=1_795_000_000_000_000_000)
    site.load()
    site.build_marts()
    return site.settings.warehouse_path


def breaches_after(warehouse: Path, change: str = "") -> list[str]:
    """What does not hold any more after the change, which is rolled back."""
    with duckdb.connect(str(warehouse)) as connection:

        def execute(query: str) -> list[tuple]:
            return connection.execute(query).fetchall()

        invariants = invariants_of(read_tables(execute))
        connection.begin()
        if change:
            connection.execute(change)
        found = breaches(execute, invariants)
        connection.rollback()
        return found


def test_everything_holds_of_what_was_built(warehouse: Path) -> None:
    assert breaches_after(warehouse) == []


@pytest.mark.parametrize(
    ("change", "breach"),
    [
        (
            "DELETE FROM marts.dim_players WHERE player_id IN (SELECT target_player_id FROM marts.fct_engagements)",
            "fct_engagements.target_player_id is in dim_players",
        ),
        ("DELETE FROM marts.dim_rounds", "fct_lives.round_id is in dim_rounds"),
        ("DELETE FROM marts.dim_maps", "dim_rounds.map_name is in dim_maps"),
        ("UPDATE marts.dim_rounds SET round_revision = 'other'", "fct_kills has the one revision of each round"),
        ("DELETE FROM marts.fct_lives WHERE line_number % 2 = 0", "rounds have as many lives as they say"),
        ("DELETE FROM marts.fct_engagements WHERE outcome = 'escaped'", "escapes are the engagements that ended so"),
        (
            "UPDATE marts.agg_players SET engagement_count = engagement_count + 1",
            "players were the target of as many engagements as are counted",
        ),
    ],
)
def test_a_breach_is_found_by_name(warehouse: Path, change: str, breach: str) -> None:
    assert breach in breaches_after(warehouse, change)


def test_an_empty_schema_is_an_error_and_not_a_schema_of_which_everything_holds() -> None:
    with pytest.raises(LookupError, match="dim_rounds"):
        invariants_of({})


def test_a_draw_has_so_many_of_them_and_each_comes_some_time() -> None:
    invariants: Invariants = {f"invariant {number}": f"select {number}" for number in range(5)}
    chance = Random(1)
    draws = [drawn(invariants, 2, chance) for _ in range(50)]
    assert {len(draw) for draw in draws} == {2}
    assert {name for draw in draws for name in draw} == set(invariants)
