"""Of two files of one round the more complete one counts, whole, in whatever order they come."""

import pytest
from tests.loading.house import NAME, House, cut_before, long_file, short_file

from proximity.staging import PARQUET_TABLES, STAGING_TABLES

LATER = "2026-11-22-150015-supply-round-1_engagements.txt"


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a warehouse holds that only ever saw the long file."""
    house = House(tmp_path_factory.mktemp("alone"))
    house.put(LATER, long_file())
    house.load()
    return without_ledger(house)


def without_ledger(house: House) -> dict[str, object]:
    return {name: content for name, content in house.digest().items() if name != "round_files"}


ORDERS = {
    "short first": [(NAME, short_file()), (LATER, long_file())],
    "long first": [(LATER, long_file()), (NAME, short_file())],
}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("loads", ["one load", "two loads"])
def test_the_longer_file_takes_the_round_whole(house: House, alone: dict[str, object], order: str, loads: str) -> None:
    for path, content in ORDERS[order]:
        house.put(path, content)
        if loads == "two loads":
            house.load()
    house.load()
    assert without_ledger(house) == alone
    assert house.ledger() == {LATER: ("loaded", None), NAME: ("superseded", f"more_complete_file: {LATER}")}
    assert house.discrepancies() == []
    assert house.load().files_unchanged == 2


def test_the_shorter_revision_leaves_nothing_behind(house: House) -> None:
    reject = b"# KILL_HEATMAP\nrubbish\n"
    house.put(NAME, short_file().replace(b"# KILL_HEATMAP\n", reject, 1))
    house.load()
    assert house.query("SELECT count(*) FROM staging.rejected_lines") == [(1,)]
    old = house.query("SELECT revision FROM staging.rounds")
    house.put(LATER, long_file())
    summary = house.load()
    assert (len(summary.loaded), summary.superseded) == (1, 1)
    assert house.query("SELECT count(*) FROM staging.rejected_lines") == [(0,)]
    assert house.query("SELECT revision FROM staging.rounds") != old
    for table in STAGING_TABLES:
        assert house.rows(table)["round_id"].n_unique() <= 1
    assert len(house.sample_files()) == 2 * len(PARQUET_TABLES)  # of the round, and the empty one


def test_a_file_that_grew_in_place_takes_its_own_round(house: House) -> None:
    house.put(NAME, short_file())
    house.load()
    house.put(NAME, long_file())
    assert len(house.load().loaded) == 1
    states = house.query("SELECT state FROM staging.round_files ORDER BY byte_size")
    assert states == [("superseded",), ("loaded",)]
    assert house.load().files_unchanged == 1


def test_a_file_that_shrank_in_place_takes_nothing_away(house: House) -> None:
    house.put(NAME, long_file())
    house.load()
    before = without_ledger(house)
    house.put(NAME, short_file())
    assert house.load().superseded == 1
    assert without_ledger(house) == before
    house.put(NAME, long_file())
    house.load()
    assert without_ledger(house) == before
    assert house.load().files_unchanged == 1


def test_of_three_files_in_one_batch_the_ledger_names_the_winner_for_each_loser(house: House) -> None:
    shortest = cut_before(long_file(), "KILL_HEATMAP")
    house.put("a/" + NAME, shortest)
    house.put("a/" + LATER, short_file())
    house.put("b/" + NAME, short_file())
    house.load()
    house.put("a/x/" + NAME, long_file())
    house.put("b/x/" + NAME, long_file().replace(b"\n", b"\r\n"))
    house.load()
    states = house.ledger()
    assert states["b/" + NAME] == ("superseded", "more_complete_file: b/x/" + NAME)
    assert states["a/" + LATER] == ("duplicate", "same_bytes_as: b/" + NAME)
    assert states["a/" + NAME] == ("superseded", "more_complete_file: a/x/" + NAME)
