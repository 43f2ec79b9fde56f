"""How times and memory are measured."""

import sys
import time

import pytest
from bench.child import ChildFailedError, run
from bench.parser import _texts, check_same_values
from bench.repeating import interleaved_medians
from bench.tracks import make_tracks_files


def test_works_are_timed_in_turn_and_the_first_time_does_not_count():
    order = []
    works = {
        "a": lambda: order.append("a") or time.sleep(0.02 if len(order) < 3 else 0),
        "b": lambda: order.append("b"),
    }
    steps = []
    medians = interleaved_medians(works, 2, lambda: steps.append(1))
    assert order == ["a", "b"] * 3
    assert len(steps) == 6
    assert medians["a"] < 0.02


def test_the_memory_of_a_child_is_its_own_and_not_that_of_the_bench():
    ballast = bytearray(300_000_000)
    ballast[::4096] = b"x" * len(ballast[::4096])
    idle = run([sys.executable, "-c", "pass"], {})
    busy = run([sys.executable, "-c", "x = bytearray(200_000_000); x[::4096] = b'x' * len(x[::4096])"], {})
    assert idle.peak_bytes < 100_000_000 < 200_000_000 < busy.peak_bytes < 300_000_000
    assert 0 < idle.seconds < 60


def test_a_child_that_fails_is_not_measured_and_its_last_words_are_kept():
    with pytest.raises(ChildFailedError, match="no such round"):
        run([sys.executable, "-c", "raise SystemExit('no such round')"], {})


def test_parser_and_csv_reader_are_given_the_same_values():
    texts = _texts(list(make_tracks_files(2)))
    assert check_same_values(texts) > 10_000
    with pytest.raises(AssertionError):
        check_same_values(type(texts)(texts.raw, [texts.flat[0].replace(b"spawn", b"spawm", 1)], texts.plain))
