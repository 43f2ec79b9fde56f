"""Fixtures that more than one room of tests uses: real round files.

Belongs here: what is read from the checkout. Does not belong here: invented files (`tests.reference.building`).
"""

from pathlib import Path

import pytest
from tests.reference.real_files import SAMPLE, small_file


@pytest.fixture(scope="session")
def sample_files() -> list[Path]:
    """The real rounds that `make run` shows: a few hundred kB to a few MB each."""
    return sorted(SAMPLE.glob("*_engagements.txt"))


@pytest.fixture(scope="session")
def small_round() -> bytes:
    """A small real file of tracker 6.11: all six sections with rows, and sections that the parser does not know."""
    return small_file("v611").read_bytes()
