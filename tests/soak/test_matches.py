"""A few of the matches of the soak, and that a wrong file would be told with the seed that repeats it."""

from dataclasses import replace

import pytest
from soak.tracker import matches
from soak.tracker.drawing import draw

SEED = 20261127


def no_progress(done: int, total: int) -> None:
    pass


def test_everything_is_as_it_happened_from_the_match_to_the_marts() -> None:
    outcome = matches.run(1, SEED, no_progress)
    assert outcome.failures == ()
    assert outcome.done["rounds"] == 2 * outcome.done["matches"] == 2
    assert outcome.done["builds"] == 1


def test_a_match_of_a_long_run_is_the_first_of_a_run_from_its_own_seed() -> None:
    seeds = [list(matches.seeds_of(SEED, 40, group)) for group in range(3)]
    assert [len(group) for group in seeds] == [matches.GROUP, matches.GROUP, 40 - 2 * matches.GROUP]
    assert [seed for group in seeds for seed in group] == list(range(SEED, SEED + 40))
    assert matches.seeds_of(SEED + 7, 1, 0)[0] == SEED + 7


def test_draws_differ_in_what_may_matter() -> None:
    draws = [draw(seed) for seed in range(60)]
    assert {one.recipe.team_size for one in draws} == set(range(1, 7))
    assert {one.recipe.broken_off > 0 for one in draws} == {True, False}
    assert {one.settings.sample_interval for one in draws} == {50, 100, 200, 333, 500}
    assert len({one.recipe.first_evening for one in draws}) == len(draws)


def test_a_file_that_says_something_else_than_the_reference_is_told() -> None:
    match = draw(SEED)
    _, wrong = matches.play_match(match)
    assert wrong == []
    # The reference believes in another setting than the server had.
    told, other = [], replace(match.settings, sample_interval=100 + match.settings.sample_interval)
    for played in matches.played_rounds(match.recipe, match.settings):
        told += matches.wrong_rows(played, other)
    assert any(problem.startswith("PLAYER_TRACKS") for problem in told)


def test_a_failure_names_its_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matches, "wrong_rows", lambda played, settings: ["HITS: 1 rows instead of 2"])
    monkeypatch.setattr(matches, "build", lambda site, rounds: None)
    monkeypatch.setattr(matches, "_wrong_of_site", lambda site, seeds, played: [])
    _, wrong = matches.play_group([SEED])
    assert wrong
    assert all(problem.startswith(f"seed {SEED}: ") for problem in wrong)
