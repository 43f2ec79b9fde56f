"""Reconciliation notices whatever is taken from the warehouse or added to it behind the loader's back."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from tests.loading.house import NAME, House, long_file

from proximity.loading import Discrepancy, reconcile
from proximity.warehouse import Warehouse, open_warehouse

#: Tables of which the files, or other tables, say how many rows there must be.
COUNTED = [
    "engagements",
    "engagement_attackers",
    "player_tracks",
    "kill_heatmap",
    "movement_heatmap",
    "objective_focus",
    "reaction_metrics",
    "life_movement",
    "engagement_movement",
    "unknown_section_lines",
    "rejected_lines",
    "round_sections",
    "rounds",
]
UNCOUNTED_LISTS = ["engagement_movement", "engagement_crossfire_participants", "engagement_attacker_weapons"]
HEADING = b"# KILL_HEATMAP\n# grid_x;grid_y;axis_kills;allies_kills\n"
ONE_ROW = "WHERE rowid = (SELECT min(rowid) FROM staging.{table})"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = House(tmp_path_factory.mktemp("sound"))
    content = long_file().replace(HEADING, HEADING + b"not;a;heat;map\n") + b"\n# TOMORROWS_SECTION\n# a;b\n1;2\n"
    house.put(NAME, content)
    house.put(f"other/{NAME}", content.replace(b"# map=supply", b"# map=other"))
    house.load()
    return house


@pytest.fixture
def warehouse(sound: House) -> Iterator[Warehouse]:
    """The sound warehouse; whatever a test does to it is rolled back."""
    with open_warehouse(sound.settings) as opened:
        assert reconcile(opened, sound.samples_dir) == []
        with suppress(Undone), opened.transaction():
            yield opened
            raise Undone


class Undone(Exception):  # noqa: N818 -- it is no error
    """Ends a transaction without a trace."""


def checks(found: list[Discrepancy]) -> set[str]:
    return {discrepancy.check for discrepancy in found}


@pytest.mark.parametrize("table", [*COUNTED, "round_files"])
def test_a_deleted_row_is_noticed(sound: House, warehouse: Warehouse, table: str) -> None:
    warehouse.execute(f"DELETE FROM staging.{table} {ONE_ROW.format(table=table)}")
    assert reconcile(warehouse, sound.samples_dir)


@pytest.mark.parametrize("table", COUNTED)
def test_an_added_row_is_noticed(sound: House, warehouse: Warehouse, table: str) -> None:
    warehouse.execute(f"INSERT INTO staging.{table} SELECT * FROM staging.{table} {ONE_ROW.format(table=table)}")
    assert reconcile(warehouse, sound.samples_dir)


@pytest.mark.parametrize("table", UNCOUNTED_LISTS)
def test_an_item_without_its_line_is_noticed(sound: House, warehouse: Warehouse, table: str) -> None:
    warehouse.execute(f"UPDATE staging.{table} SET line_number = 1 {ONE_ROW.format(table=table)}")
    assert checks(reconcile(warehouse, sound.samples_dir)) == {f"rows of {table} without their line"}


@pytest.mark.parametrize(
    ("table", "section", "stated"),
    [
        ("track_samples", "PLAYER_TRACKS", "SELECT CAST(sum(samples) AS BIGINT) FROM staging.player_tracks"),
        (
            "engagement_positions",
            "ENGAGEMENTS",
            "SELECT CAST(sum(position_count) AS BIGINT) FROM staging.engagement_movement",
        ),
    ],
)
def test_a_deleted_parquet_file_is_noticed_with_its_round_and_both_numbers(
    sound: House, warehouse: Warehouse, table: str, section: str, stated: str
) -> None:
    victim = next(path for path in (sound.samples_dir / table).rglob("*.parquet") if "1970" not in str(path))
    content = victim.read_bytes()
    victim.unlink()
    (found,) = reconcile(warehouse, sound.samples_dir)
    victim.write_bytes(content)
    assert (found.check, found.section, found.found) == (f"rows of {table}", section, 0)
    assert victim.name.startswith(found.round_id)
    assert warehouse.query(f"{stated} WHERE round_id = $1", [found.round_id]) == [(found.expected,)]


def test_a_round_that_is_wholly_gone_is_noticed(sound: House, warehouse: Warehouse) -> None:
    for table, columns in warehouse.staging_columns().items():
        if "round_id" in columns and table != "round_files":
            warehouse.execute(
                f"DELETE FROM staging.{table} WHERE round_id = (SELECT min(round_id) FROM staging.round_files)"
            )
    assert checks(reconcile(warehouse, sound.samples_dir)) == {
        "rounds in the ledger",
        "contents loaded according to the ledger",
    }


def test_rows_of_another_content_than_the_ledgers_are_noticed(sound: House, warehouse: Warehouse) -> None:
    warehouse.execute(f"UPDATE staging.rounds SET sha256 = 'x' {ONE_ROW.format(table='rounds')}")
    assert "contents loaded according to the ledger" in checks(reconcile(warehouse, sound.samples_dir))


def test_only_the_rounds_that_are_asked_for_are_counted(sound: House, warehouse: Warehouse) -> None:
    (damaged,), (sound_one,) = warehouse.query("SELECT round_id FROM staging.rounds ORDER BY round_id")
    warehouse.execute("DELETE FROM staging.reaction_metrics WHERE round_id = $1", [damaged])
    assert reconcile(warehouse, sound.samples_dir, [sound_one]) == []
    assert {found.round_id for found in reconcile(warehouse, sound.samples_dir, [damaged])} == {damaged}
    assert reconcile(warehouse, sound.samples_dir, [damaged]) == reconcile(warehouse, sound.samples_dir)
