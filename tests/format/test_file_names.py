"""Names of round files (format document, section 2; defects A9)."""

from datetime import date

import pytest
from tests.reference.real_files import SAMPLE, SMALL

from proximity.format import parse_file_name

MAPS = ["supply", "te_escape2", "etl_sp-delivery", "Karsiah_te2", "a-round-2_b", "x-round-1", "2026-01-01-000000-y", ""]
MAPS += ["Жук", "unknown"]


@pytest.mark.parametrize("map_name", MAPS)
@pytest.mark.parametrize("number", [0, 1, 2, 14])
def test_the_map_is_what_remains_between_stamp_and_round(map_name: str, number: int) -> None:
    found = parse_file_name(f"2026-02-28-235959-{map_name}-round-{number}_engagements.txt")
    assert found is not None
    assert (found.stamp.isoformat(), found.map_name, found.round_number) == ("2026-02-28T23:59:59", map_name, number)
    assert found.day == date(2026, 2, 28)


def test_the_stamp_has_no_zone() -> None:
    found = parse_file_name("2026-02-28-235959-supply-round-1_engagements.txt")
    assert found is not None
    assert found.stamp.tzinfo is None


@pytest.mark.parametrize(
    "name",
    [
        "",
        "README.md",
        "2026-02-28-235959-supply-round-1_engagements.txt.part",
        "2026-02-28-235959-supply-round-1_lifecycle.txt",
        "2026-02-28-235959-supply-round-1_proximity.txt",
        "2026-02-28-235959-supply-round-_engagements.txt",
        "2026-02-28-235959-supply-round--1_engagements.txt",
        "2026-02-28-235959-supply-round-1_engagements.txt\n",
        "2026-02-28-235959--round-1_engagements",
        "2026-02-30-235959-supply-round-1_engagements.txt",
        "2026-02-28-246060-supply-round-1_engagements.txt",
        "0000-00-00-000000-supply-round-1_engagements.txt",
        "copy of 2026-02-28-235959-supply-round-1_engagements.txt",
        "٢٠٢٦-02-28-235959-supply-round-1_engagements.txt",
    ],
)
def test_anything_else_is_no_round_file_name(name: str) -> None:
    assert parse_file_name(name) is None


def test_all_files_that_travel_with_the_code_are_named_as_the_tracker_names_them() -> None:
    names = [path.name for folder in (SMALL, SAMPLE) for path in folder.rglob("*.txt")]
    assert len(names) >= 10
    assert None not in [parse_file_name(name) for name in names]
