"""The small version of `python -m soak --only fuzzing`, with a fixed seed."""

from soak.fuzzing import MOST_FAILURES, check, make_batch, run
from soak.mutations.files import DamagedFile


def test_no_damage_is_loaded_without_a_word_and_none_spreads() -> None:
    seen: list[tuple[int, int]] = []
    outcome = run(20_000, seed=20261123, on_progress=lambda done, total: seen.append((done, total)))
    assert outcome.failures == ()
    assert outcome.done["damaged lines"] >= 20_000
    assert outcome.done["lines that must not become rows"] > 5_000
    assert seen[-1] == (20_000, 20_000)


def test_a_seed_and_a_number_name_the_same_damage_every_time() -> None:
    assert make_batch(7, 3) == make_batch(7, 3)
    assert make_batch(7, 3) != make_batch(7, 4)
    assert make_batch(7, 3) != make_batch(8, 3)


def test_a_failure_says_how_it_can_be_repeated() -> None:
    """A line that is said to be visibly damaged, and is not."""
    content = b"# PROXIMITY_TRACKER_V6\n# KILL_HEATMAP\n# grid_x;grid_y;axis_kills;allies_kills\n1;2;3;4\n"
    (told,) = check([DamagedFile("a file", content, {4: "field_misread"}, {4})])
    assert told.startswith("file 0 (a file), line 4 (field_misread): the damage is visible")
    assert MOST_FAILURES >= 10
