"""Time and memory of a few files; all of them are measured by `python -m soak --only fuzzing`."""

import sys

import pytest
from soak.hostile import DAMAGED, SHAPES, Taken, measure, problems, real_names

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")


def test_real_files_of_several_megabytes_take_less_than_a_second_and_ten_times_their_size() -> None:
    names = real_names()
    assert any(name.endswith(DAMAGED) for name in names)
    assert list(problems(names[-2:])) == []


@pytest.mark.parametrize("name", ["a million empty items", "a line of commas", "a million participants without GUID"])
def test_lists_of_nothing_do_not_fill_the_memory(name: str) -> None:
    assert list(problems([name])) == []


def test_what_is_too_much_is_told() -> None:
    assert Taken(0.5, 90, 10).problem(is_real=True) is None
    assert Taken(1.5, 90, 10).problem(is_real=True) == "1.50 s for 10 bytes"
    assert Taken(0.5, 110, 10).problem(is_real=True) == "110 bytes of memory for 10 bytes"
    assert Taken(9.0, 110, 10).problem(is_real=False) == "9.00 s for 10 bytes"


def test_memory_that_is_taken_is_seen() -> None:
    taken = measure(next(iter(SHAPES)))
    assert taken.size > 5_000_000
    assert taken.peak_bytes > taken.size
    assert taken.seconds > 0
