"""Files that are being written, that went away, and samples that went away."""

import errno
import os
from pathlib import Path

import pytest
from tests.loading.house import NAME, House, another_round, long_file, name_of, short_file
from tests.reference.real_files import small_file

from proximity.loading.discovery import FoundFile
from proximity.loading.reading import ReadFile
from proximity.loading.refusals import CURES
from proximity.staging import PARQUET_TABLES


def grow_while_read(monkeypatch: pytest.MonkeyPatch, victim: str) -> None:
    """More bytes arrive at one file between looking at it and reading it."""
    from proximity.loading import load

    original = load.read_file

    def read(found: FoundFile) -> ReadFile:
        if found.path == victim:
            with found.absolute.open("ab") as file:
                file.write(long_file()[len(short_file()) :])
        return original(found)

    monkeypatch.setattr(load, "read_file", read)


def test_a_file_that_grows_while_it_is_read_is_left_for_the_next_load(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.put(NAME, short_file())
    house.put(name_of(1), another_round(1))
    with monkeypatch.context() as patch:
        grow_while_read(patch, NAME)
        summary = house.load()
    assert [(file.path, file.reason) for file in summary.refused] == [(NAME, "still_growing")]
    assert "next build" in summary.refused[0].cure
    assert len(summary.loaded) == 1
    summary = house.load()
    assert (summary.refused, len(summary.loaded)) == ([], 1)
    assert house.ledger()[NAME] == ("loaded", None)
    assert house.query("SELECT count(*) FROM staging.round_files WHERE state = 'refused'") == [(0,)]


def test_a_file_that_vanishes_before_it_is_read_does_not_stop_the_others(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.put(NAME, long_file())
    house.put(name_of(1), another_round(1))
    from proximity.loading import load

    original = load.read_file

    def read(found: FoundFile) -> ReadFile:
        if found.path == NAME:
            found.absolute.unlink()
        return original(found)

    monkeypatch.setattr(load, "read_file", read)
    summary = house.load()
    assert len(summary.loaded) == 1
    assert summary.refused[0].reason.startswith("unreadable: No such file")


def test_a_file_that_the_disk_did_not_give_is_tried_again_though_it_has_not_changed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.put(NAME, long_file())

    def broken(path: Path) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", broken)
        (refused,) = house.load().refused
    assert (refused.reason, refused.cure) == ("unreadable: Input/output error", CURES["unreadable"])
    assert len(house.load().loaded) == 1


def test_rows_outlive_their_raw_file(house: House) -> None:
    file = house.put(NAME, long_file())
    house.load()
    before = house.digest()
    file.unlink()
    assert house.load().files_found == 0
    assert house.digest() == before


def delete_samples(house: House) -> None:
    for path in house.samples_dir.rglob("*.parquet"):
        path.unlink()


def empty_samples(house: House) -> None:
    for path in house.samples_dir.rglob("*.parquet"):
        path.write_bytes(b"")


@pytest.mark.parametrize("loss", [delete_samples, empty_samples])
def test_samples_that_were_lost_are_read_again_from_the_raw_file(house: House, loss: object) -> None:
    house.put(NAME, long_file())
    house.put(name_of(1), another_round(1))
    house.load()
    before = house.digest()
    loss(house)  # type: ignore[operator]
    summary = house.load()
    assert len(summary.loaded) == 2
    assert house.digest() == before
    assert house.load().files_unchanged == 2


def test_lost_samples_of_a_round_without_raw_file_are_reported_by_reconciliation(house: House) -> None:
    original = small_file("proximity")
    path = house.put(original.name, original.read_bytes())
    house.load()
    path.unlink()
    delete_samples(house)
    house.load()
    assert [found.check for found in house.discrepancies()] == [f"rows of {table}" for table in sorted(PARQUET_TABLES)]


def test_a_copy_brings_lost_samples_back_into_the_round_that_they_belong_to(house: House) -> None:
    house.put(NAME, long_file())
    house.put(f"copy/{NAME}", long_file())
    house.load()
    before = house.digest()
    (house.raw / NAME).unlink()
    delete_samples(house)
    assert len(house.load().loaded) == 1
    assert house.digest() == before
    assert house.query("SELECT server_name, file_path FROM staging.rounds") == [("default", NAME)]


def test_a_refused_file_that_is_taken_away_is_no_problem_any_more_until_it_comes_back(tmp_path: Path) -> None:
    house = House(tmp_path)
    states = "SELECT state, reason FROM staging.round_files"
    bad = house.put(f"srv/{NAME}", b"no round at all\n")
    assert len(house.load().refused) == 1
    content = bad.read_bytes()
    bad.unlink()
    assert house.load().refused == []
    assert house.query(states) == [("removed", "not_a_round_file")]
    house.put(f"srv/{NAME}", content)
    assert len(house.load().refused) == 1
    assert house.query(states) == [("refused", "not_a_round_file")]
