"""Every real file that can be reached, through the whole load."""

import shutil

import pytest
from bench.plain_reader import count_data_lines
from tests.loading.engines import Street
from tests.loading.house import House
from tests.reference.real_files import ALL, SAMPLE, SMALL

from proximity.format import ROOT_TABLES

#: Each folder is a server of its own: some games were recorded by two trackers at once.
SERVERS = [*SMALL.iterdir(), *((ALL / "engine").iterdir() if ALL.is_dir() else [SAMPLE])]


@pytest.fixture(scope="module")
def loaded(street: Street, tmp_path_factory: pytest.TempPathFactory) -> House:
    house = street.house(tmp_path_factory.mktemp("real"))
    for folder in SERVERS:
        shutil.copytree(folder, house.raw / f"{folder.parent.name}-{folder.name}")
    summary = house.load()
    assert summary.refused == []
    return house


def test_every_file_is_loaded(loaded: House) -> None:
    files = sorted(path.relative_to(loaded.raw).as_posix() for path in loaded.raw.rglob("*.txt"))
    assert sorted(path for (path,) in loaded.query("SELECT file_path FROM staging.rounds")) == files
    assert set(loaded.ledger().values()) == {("loaded", None)}


def test_the_counts_reconcile(loaded: House) -> None:
    assert loaded.discrepancies() == []


def test_rows_and_rejects_are_the_lines_of_an_independent_count(loaded: House) -> None:
    rows = loaded.query(
        "SELECT file_path, section, sections.line_count"
        " FROM staging.round_sections AS sections JOIN staging.rounds USING (round_id)"
    )
    stored = {(path, section): count for path, section, count in rows}
    for path in loaded.raw.rglob("*.txt"):
        for section, count in count_data_lines(path.read_bytes()).items():
            if section:
                assert stored.pop((path.relative_to(loaded.raw).as_posix(), section)) == count
    assert set(stored.values()) <= {0}


@pytest.mark.parametrize("table", [table.name for table in ROOT_TABLES.values()])
def test_every_row_can_be_traced_to_its_line(loaded: House, table: str) -> None:
    found = loaded.query(
        f"SELECT count(*), count(DISTINCT (round_id, line_number)), count(rounds.round_id)"
        f" FROM staging.{table} LEFT JOIN staging.rounds AS rounds USING (round_id)"
        " WHERE line_number BETWEEN 1 AND rounds.line_count"
    )
    (total,) = loaded.query(f"SELECT count(*) FROM staging.{table}")[0]
    assert found == [(total, total, total)]


def test_samples_lie_in_the_folder_of_the_day_in_the_file_name(loaded: House) -> None:
    days = dict(loaded.query("SELECT round_id, CAST(file_stamp AS DATE) FROM staging.rounds"))
    found = loaded.rows("track_samples").select("round_id", "day").unique().rows()
    assert all(days[round_id] == day for round_id, day in found)
    assert len(found) > 10


def test_a_second_load_reads_nothing(loaded: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proximity.loading.load.read_file", None)
    before = loaded.digest()
    summary = loaded.load()
    assert summary.files_unchanged == summary.files_found > 10
    assert (summary.loaded, summary.rows) == ([], {})
    assert loaded.digest() == before
