"""The small version of `python -m soak --only truncation`: two files, cut at every line end and at 200 bytes each."""

from collections import Counter

import pytest
from soak.corpus import RealFile, whole_files
from soak.judging.files import judge_file
from soak.truncation import CutFile, _problems, check, run


def test_no_cut_file_passes_for_a_whole_one() -> None:
    outcome = run(200, 20261123, lambda done, total: None, ("v42/", "v611-all/"))
    assert outcome.failures == ()
    assert outcome.done["files"] == 2
    assert outcome.done["seen to be cut"] > 900
    assert sum(outcome.done.values()) > 2 * 200 + 81 + 462


def test_a_whole_file_that_lost_nothing_may_be_proven() -> None:
    file = next(file for file in whole_files() if file.label.startswith("v42/"))
    seen: Counter[str] = Counter()
    assert list(check(file, judge_file(file.content), [len(file.content)], seen)) == []
    assert dict(seen) == {"proven, no line lost": 1}


@pytest.mark.parametrize(
    ("cut", "lost"),
    [
        (CutFile(False, False, "proven", {"ENGAGEMENTS": "proven"}), {"KILL_HEATMAP"}),
        (CutFile(False, False, "unproven", {"ENGAGEMENTS": "proven"}), {"ENGAGEMENTS"}),
        (CutFile(False, True, "cut", {"ENGAGEMENTS": "proven"}), {"ENGAGEMENTS"}),
        (CutFile(False, False, "cut", {"ENGAGEMENTS": "cut"}), set()),
        (CutFile(False, False, "unproven", {"A": "unproven", "B": "unproven"}), {"A"}),
    ],
)
def test_a_cut_file_that_lies_is_told(cut: CutFile, lost: set[str]) -> None:
    assert list(_problems(cut, lost, b"# PROXIMITY_TRACKER_V6\n"))


def test_an_unfinished_line_must_be_told() -> None:
    silent = CutFile(False, False, "unproven", {"A": "unproven"})
    assert list(_problems(silent, set(), b"# PROXIMITY_TRACKER_V6\n1;2"))
    assert not list(_problems(silent, set(), b"# PROXIMITY_TRACKER_V6\n1;2\n"))


def test_every_line_end_is_a_place_to_cut() -> None:
    from random import Random

    from soak.truncation import places_to_cut

    file = RealFile("x", (b"ab", b"", b"c"), ("", "", ""))
    assert places_to_cut(file, 0, Random(1)) == [2, 3, 4, 5]
