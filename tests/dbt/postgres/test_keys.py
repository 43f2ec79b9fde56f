"""Keys, indexes and the types of columns in PostgreSQL, as its catalogue has them after a build.

Does not belong here: descriptions (`tests.dbt.test_models`), who may read (`tests.postgres`).
"""

import re

import pytest
from tests.dbt.conftest import Houses
from tests.dbt.test_equality import MARTS
from tests.loading.house import House

from proximity.transforming import build_marts

#: Where one of the columns may be null, a unique constraint that takes null for a value stands in.
WITHOUT_PRIMARY_KEY = {"fct_repairs": ("round_id", "line_number", "reason")}

CONSTRAINTS = """
    SELECT conrelid::regclass::text, contype::text, pg_get_constraintdef(oid), condeferrable, condeferred, convalidated
    FROM pg_constraint
    WHERE connamespace = 'marts'::regnamespace AND contype IN ('p', 'u', 'f')
"""
INDEXED = "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'marts'"


@pytest.fixture(scope="module")
def house(houses: Houses) -> House:
    """Nothing is changed in it."""
    return houses.on_postgres


@pytest.fixture(scope="module")
def constraints(house: House) -> list[tuple[str, str, str, bool, bool, bool]]:
    """Mart, kind (p, u, f), definition, whether it can be deferred, is deferred, was checked."""
    return [(mart.removeprefix("marts."), *rest) for mart, *rest in house.query(CONSTRAINTS)]


def columns_in(definition: str) -> tuple[str, ...]:
    """The columns in the first brackets."""
    match = re.search(r"\((.*?)\)", definition)
    assert match, definition
    return tuple(match[1].split(", "))


def test_every_mart_is_a_table_with_a_primary_key(house: House, constraints: list[tuple]) -> None:
    tables = [name for (name,) in house.query("SELECT tablename FROM pg_tables WHERE schemaname = 'marts'")]
    assert sorted(tables) == MARTS
    assert {mart for mart, kind, *_ in constraints if kind == "p"} == set(MARTS) - WITHOUT_PRIMARY_KEY.keys()
    assert {
        mart: columns_in(definition) for mart, kind, definition, *_ in constraints if kind == "u"
    } == WITHOUT_PRIMARY_KEY


def test_every_row_of_a_round_belongs_to_a_round_that_is_there(house: House, constraints: list[tuple]) -> None:
    of_rounds = {
        table
        for (table,) in house.query(
            "SELECT table_name FROM information_schema.columns"
            " WHERE table_schema = 'marts' AND column_name = 'round_id'"
        )
    }
    referring = {
        mart
        for mart, kind, definition, *_ in constraints
        if kind == "f" and "FOREIGN KEY (round_id) REFERENCES marts.dim_rounds(round_id)" in definition
    }
    assert referring == of_rounds - {"dim_rounds"}


@pytest.mark.parametrize(
    ("mart", "column", "dimension"),
    [
        ("dim_rounds", "map_name", "dim_maps"),
        ("fct_engagements", "target_player_id", "dim_players"),
        ("fct_kills", "killer_player_id", "dim_players"),
        ("fct_kills", "engagement_key", "fct_engagements"),
        ("fct_lives", "player_id", "dim_players"),
        ("fct_repairs", "reason", "dim_repair_reasons"),
        ("agg_crossfire_pairs", "player_b_id", "dim_players"),
        ("agg_kill_heatmap", "map_name", "dim_maps"),
    ],
)
def test_a_column_refers_to_its_dimension(mart: str, column: str, dimension: str, constraints: list[tuple]) -> None:
    own = [definition for name, kind, definition, *_ in constraints if name == mart and kind == "f"]
    assert any(f"FOREIGN KEY ({column}) REFERENCES marts.{dimension}" in definition for definition in own), own


def test_references_are_checked_at_the_end_of_a_build_so_that_rows_can_be_replaced(constraints: list[tuple]) -> None:
    references = [rest for _, kind, *rest in constraints if kind == "f"]
    assert len(references) > 50
    assert {(deferrable, deferred, checked) for _, deferrable, deferred, checked in references} == {(True, True, True)}


def test_every_reference_can_be_followed_backwards_through_an_index(house: House, constraints: list[tuple]) -> None:
    indexed = {(mart, columns_in(definition)[0]) for mart, definition in house.query(INDEXED)}
    referring = {(mart, columns_in(definition)[0]) for mart, kind, definition, *_ in constraints if kind == "f"}
    assert referring - indexed == set()


def test_texts_are_ordered_by_their_bytes_whatever_the_locale_of_the_database(house: House) -> None:
    found = house.query(
        "SELECT DISTINCT coalesce(collname, 'none') FROM pg_attribute"
        " JOIN pg_class ON attrelid = pg_class.oid LEFT JOIN pg_collation ON attcollation = pg_collation.oid"
        " WHERE relnamespace = 'marts'::regnamespace AND relkind = 'r' AND attnum > 0 AND atttypid = 'text'::regtype"
    )
    assert found == [("C",)]


def test_a_key_that_somebody_dropped_comes_back_with_the_next_build(settled: House) -> None:
    query = f"{CONSTRAINTS} ORDER BY conname"
    before = settled.query(query)
    settled.change("ALTER TABLE marts.fct_lives DROP CONSTRAINT fct_lives_pkey")
    settled.change("ALTER TABLE marts.fct_lives DROP CONSTRAINT fct_lives_player_id_fkey")
    settled.change("DROP INDEX marts.dim_rounds_started_at_idx")
    build_marts(settled.settings)
    assert settled.query(query) == before
    assert settled.query("SELECT 1 FROM pg_indexes WHERE indexname = 'dim_rounds_started_at_idx'") == [(1,)]
