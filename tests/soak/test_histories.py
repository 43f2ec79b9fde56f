"""Whatever came in whatever order: a sample of the histories of the soak, and what they are made of."""

from random import Random

import polars as pl
import pytest
from soak.histories import ARCHIVES
from soak.histories.contents import RECORDED, TIMED, TIMELESS, archive, small_round
from soak.histories.steps import draw_steps

from proximity.parsing import RoundText, parse_rounds
from soak import histories

SEED = 20261123
HISTORIES = 10


def no_progress(done: int, total: int) -> None:
    pass


def test_ten_histories_end_in_the_warehouse_of_the_simplest_one() -> None:
    outcome = histories.run(HISTORIES, SEED, no_progress, marts_every=0)
    assert outcome.failures == ()
    assert outcome.done["histories"] == HISTORIES
    assert outcome.done["loads"] >= 1.5 * HISTORIES


def test_the_marts_of_a_history_are_those_of_the_simplest_one() -> None:
    outcome = histories.run(1, SEED + 1, no_progress, marts_every=1)
    assert outcome.failures == ()
    assert outcome.done["histories with marts"] == 1


@pytest.mark.parametrize("tracker", TIMED + TIMELESS)
def test_small_rounds_keep_a_row_of_every_section(tracker: str) -> None:
    (recorded,) = (RECORDED / tracker).glob("*_engagements.txt")
    parsed = parse_rounds([RoundText("whole", recorded.read_bytes()), RoundText("small", small_round(tracker))])
    whole, small = (parsed.sections.filter(pl.col("file_index") == index) for index in (0, 1))
    assert small["section"].to_list() == whole["section"].to_list()
    assert (small["line_count"] > 0).to_list() == (whole["line_count"] > 0).to_list()
    assert len(small_round(tracker)) < 20_000


def test_histories_have_everything_that_may_happen() -> None:
    kinds, moments = set(), set()
    for seed in range(200):
        for step in draw_steps(Random(seed), archive(seed % ARCHIVES)):
            kinds.add(step.kind)
            moments.add(step.moment)
    assert kinds == {
        "put", "put part", "put garbage", "grow while loading", "delete", "touch", "load", "load one day",
    }  # fmt: skip
    assert moments >= {"before", "between", "after"}


def test_archives_have_copies_revisions_and_rounds_of_one_second() -> None:
    contents = [content for seed in range(ARCHIVES) for content in archive(seed)]
    assert any(len(content.paths) > 1 for content in contents)
    assert any(b"LATER_SECTION" in content.data for content in contents)
    stamps = [{content.counting_path.rsplit("/", 1)[-1][:17] for content in archive(seed)} for seed in range(ARCHIVES)]
    assert any(len(found) < len(archive(seed)) for seed, found in enumerate(stamps))


def test_the_same_seed_plays_the_same_history() -> None:
    assert draw_steps(Random(5), archive(5)) == draw_steps(Random(5), archive(5))


def test_a_failing_history_names_its_seed_and_its_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(histories, "simplest", lambda archive_seed, with_marts: {"rounds": "something else"})
    _, _, (failure,) = histories.play(SEED, 0, 3)
    assert failure.startswith(f"seed {SEED + 3}: ")
    assert "instead of something else" in failure
    assert "steps: " in failure
