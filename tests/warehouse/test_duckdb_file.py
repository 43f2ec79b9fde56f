"""A DuckDB file that cannot be used is named, with what to do about it."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from tests.loading.house import House

from proximity.warehouse import WarehouseError, open_warehouse


@pytest.fixture(scope="module")
def engine() -> str:
    return "duckdb"


HOLD = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
"""


def test_a_warehouse_that_another_process_uses_is_named_with_a_cure(loaded: House) -> None:
    path = loaded.settings.warehouse_path
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], **pipes) as holder:  # type: ignore[call-overload]
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(WarehouseError, match=rf"{path} is in use by another process\. Wait until it is done"):
            loaded.load()
        holder.stdin.close()
    assert loaded.load().files_unchanged == 1


def test_a_warehouse_that_this_process_uses_otherwise_is_not_called_damaged(loaded: House) -> None:
    with (
        open_warehouse(loaded.settings, read_only=True),
        pytest.raises(WarehouseError, match="is in use by this process"),
    ):
        loaded.load()


@pytest.mark.parametrize("content", [b"", b"hello", bytes(range(256)) * 80], ids=["empty", "short", "garbage"])
def test_a_file_that_is_no_warehouse_is_named_with_a_cure_and_left_alone(house: House, content: bytes) -> None:
    path = house.settings.warehouse_path
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(WarehouseError, match=rf"{path} is no DuckDB file\. Move it away and build again"):
        house.load()
    assert path.read_bytes() == content


def test_a_damaged_warehouse_is_named_with_a_cure(loaded: House) -> None:
    path = loaded.settings.warehouse_path
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(WarehouseError, match=rf"{path} is damaged\. Move it away and build again"):
        loaded.load()


def test_the_words_of_the_path_are_not_taken_for_the_symptom(tmp_path: Path) -> None:
    house = House(tmp_path / "corrupt could not set lock")
    house.settings.data_dir.mkdir()
    house.settings.warehouse_path.write_bytes(b"hello")
    with pytest.raises(WarehouseError, match="is no DuckDB file"):
        house.load()


def test_a_folder_in_the_place_of_the_warehouse_is_named(house: House) -> None:
    house.settings.warehouse_path.mkdir(parents=True)
    with pytest.raises(WarehouseError, match=r"is a folder\. Remove it"):
        house.load()


def test_a_file_in_the_place_of_the_data_folder_is_named(house: House) -> None:
    house.settings.data_dir.write_text("")
    with pytest.raises(WarehouseError, match="a part of its path is a file"):
        house.load()


@pytest.mark.parametrize("name", ["what?", "back\\slash"])
def test_a_path_that_duckdb_would_misread_is_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    house = House(tmp_path / name)
    with pytest.raises(WarehouseError, match=r"DuckDB misreads.*PROXIMITY_DATA_DIR"):
        house.load()
    assert not house.settings.data_dir.exists()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_samples_that_cannot_be_read_are_named_with_a_cure(loaded: House) -> None:
    for name in ("day=2026-11-22/0.parquet", "day=1970-01-01/no-rows.parquet"):
        (loaded.samples_dir / "track_samples" / name).write_bytes(b"no parquet")
    with pytest.raises(WarehouseError, match=r"The samples below .* cannot be read.*Move that folder away"):
        loaded.load()


def test_a_warehouse_that_is_not_there_yet_is_not_created_by_reading(house: House) -> None:
    with (
        pytest.raises(WarehouseError, match=r"no warehouse at .* yet\. Run `proximity build` first"),
        open_warehouse(house.settings, read_only=True),
    ):
        pass
    assert not house.settings.data_dir.exists()


def test_an_error_in_a_query_is_not_called_an_error_of_the_warehouse(loaded: House) -> None:
    with pytest.raises(duckdb.CatalogException):
        loaded.query("SELECT * FROM staging.nothing")
    with pytest.raises(duckdb.IOException):
        loaded.query("SELECT * FROM read_csv('/nowhere/at/all.csv')")


def test_times_are_in_utc(loaded: House) -> None:
    assert loaded.query("SELECT current_setting('TimeZone')") == [("UTC",)]
