"""A file that was cut anywhere is loaded as far as it goes, and shows evidence of the cut."""

import random
import re

import pytest
from tests.loading.house import House, long_file

BANNER_END = long_file().index(b"\n") + 1
HEADINGS = [match.start() for match in re.finditer(rb"^# [A-Z_]+$", long_file(), re.MULTILINE)][1:]
RANDOM = random.Random(4)
ANYWHERE = [RANDOM.randrange(BANNER_END, len(long_file()) - 1) for _ in range(25)]
#: The last section that is always written: a cut between two lines behind it looks like a round without the others.
LAST_ALWAYS_WRITTEN = long_file().index(b"# MOVEMENT_HEATMAP\n")


def cut_at(house: House, place: int) -> str:
    """Put the file cut after `place` bytes, as the round of a server of its own."""
    path = f"cut-{place}/2026-11-22-150000-supply-round-1_engagements.txt"
    house.put(path, long_file()[:place])
    return path


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = House(tmp_path_factory.mktemp("cut"))
    for place in {*HEADINGS, *ANYWHERE}:
        cut_at(house, place)
    assert house.load().refused == []
    return house


def evidence(house: House, place: int) -> str | None:
    """Why the file is held to be cut, or the reason of its last line's reject."""
    rows = house.query(
        "SELECT is_truncated, truncation_evidence FROM staging.rounds WHERE server_name = $1", f"cut-{place}"
    )
    ((is_truncated, text),) = rows
    assert is_truncated == (text is not None)
    return text


@pytest.mark.parametrize("place", [place for place in HEADINGS if place <= LAST_ALWAYS_WRITTEN])
def test_a_cut_before_a_section_that_is_always_written_shows_what_is_missing(house: House, place: int) -> None:
    text = evidence(house, place)
    assert text is not None
    assert "section_missing:" in text


@pytest.mark.parametrize("place", [place for place in ANYWHERE if long_file()[place - 1 : place] != b"\n"])
def test_a_cut_inside_a_line_shows_the_unfinished_line(house: House, place: int) -> None:
    text = evidence(house, place)
    assert text is not None
    assert "last_line_unfinished" in text


def test_every_whole_line_before_the_cut_is_a_row_or_a_reject(house: House) -> None:
    assert house.discrepancies() == []


@pytest.mark.parametrize("place", ANYWHERE)
def test_a_data_line_that_was_cut_is_kept_as_a_reject(house: House, place: int) -> None:
    last = long_file()[:place].rsplit(b"\n", 1)[-1].decode()
    rejects = house.query(
        "SELECT text FROM staging.rejected_lines JOIN staging.rounds USING (round_id)"
        " WHERE server_name = $1 AND reason = 'unfinished_line'",
        f"cut-{place}",
    )
    assert rejects == ([(last,)] if last and not last.startswith("#") else [])
