"""Days: every file belongs to one partition, and runs take stretches of days."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from proximity.loading import FoundFile
from proximity.orchestration.partitions import DAYS, FIRST_DAY, days_in, partition_of, spans


def file(name: str) -> FoundFile:
    return FoundFile(name, Path(name))


TODAY = DAYS.get_last_partition_key()


@pytest.mark.parametrize(
    ("name", "partition"),
    [
        ("2026-03-01-000000-supply-round-1_engagements.txt", "2026-03-01"),
        ("2026-03-01-235959-supply-round-1_engagements.txt", "2026-03-01"),
        ("1999-01-01-120000-supply-round-1_engagements.txt", FIRST_DAY),
        ("2999-01-01-120000-supply-round-1_engagements.txt", TODAY),
        ("notes.txt", TODAY),
    ],
)
def test_every_file_belongs_to_a_partition(name: str, partition: str) -> None:
    assert partition_of(file(name)) == partition
    assert partition in DAYS.get_partition_keys()


def test_today_is_a_partition() -> None:
    assert TODAY is not None
    assert datetime.now(UTC).date().isoformat() == TODAY


def test_the_days_of_a_partition_are_those_in_the_names_of_its_files() -> None:
    names = ["1999-01-01-120000-m-round-1", "2026-03-01-120000-m-round-1", "2026-03-02-120000-m-round-1"]
    files = [file(f"{name}_engagements.txt") for name in names] + [file("notes.txt")]
    assert days_in({FIRST_DAY, "2026-03-02"}, files) == {date(1999, 1, 1), date(2026, 3, 2)}


def test_days_that_are_near_each_other_are_one_stretch_and_others_are_not() -> None:
    days = ["2026-03-20", "2026-03-01", "2026-03-08", "2026-03-01"]
    assert spans(days) == [("2026-03-01", "2026-03-08"), ("2026-03-20", "2026-03-20")]


def test_no_days_are_no_stretch() -> None:
    assert spans([]) == []
