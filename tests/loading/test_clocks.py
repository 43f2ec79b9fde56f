"""The machine's clock takes no part: not in what is loaded, and not in which entry of the ledger is the latest."""

import os
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from tests.loading.house import NAME, House, long_file, short_file

from proximity.loading import ledger
from proximity.reporting import read_status
from proximity.warehouse import open_warehouse

DECADES = 10 * 365 * 24 * 3600


class BackwardsClock:
    """A clock on which every look is a day before the last."""

    def __init__(self) -> None:
        self._looks = count()

    def now(self, zone: object) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) - timedelta(days=next(self._looks))


@pytest.fixture
def backwards(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("ledger", "store"):
        monkeypatch.setattr(f"proximity.loading.{module}.datetime", BackwardsClock())


STEPS = [b"no round at all\n", short_file(), long_file()]


@pytest.mark.usefixtures("backwards")
def test_the_latest_entry_of_a_path_is_the_one_written_last(house: House) -> None:
    for content in STEPS:
        house.put(NAME, content)
        house.load()
        assert house.load().files_unchanged == 1
    seen = house.query("SELECT seen_at FROM staging.round_files ORDER BY sequence")
    assert seen == sorted(seen, reverse=True)
    assert house.ledger() == {NAME: ("loaded", None)}
    with open_warehouse(house.settings, read_only=True) as warehouse:
        assert read_status(warehouse).problems == []


@pytest.mark.usefixtures("backwards")
def test_what_is_loaded_is_the_same_as_with_a_clock_that_goes_forward(house: House) -> None:
    forward = House(house.raw.parent / "forward")
    for content in STEPS:
        house.put(NAME, content)
        house.load()
    forward.put(NAME, long_file())
    assert ledger.datetime.__class__ is BackwardsClock
    forward.load()
    tables = [
        {name: rows for name, rows in each.digest().items() if name != "round_files"} for each in (house, forward)
    ]
    assert tables[0] == tables[1]


@pytest.mark.parametrize("shift", [-DECADES, DECADES], ids=["past", "future"])
def test_a_change_is_seen_whichever_way_the_time_of_a_file_jumps(house: House, shift: int) -> None:
    file = house.put(NAME, short_file())
    house.load()
    before = file.stat().st_mtime
    house.put(NAME, long_file())
    os.utime(file, (before + shift, before + shift))
    assert len(house.load().loaded) == 1
    assert house.query("SELECT byte_size FROM staging.rounds") == [(len(long_file()),)]
    os.utime(file, (before - shift, before - shift))
    assert house.load().loaded == []
    assert house.load().files_unchanged == 1
