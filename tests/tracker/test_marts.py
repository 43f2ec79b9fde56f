"""From simulated matches through the tracker, its files and the pipeline: the marts say what happened."""

from collections.abc import Iterator

import pytest
from tests.loading.house import House
from tests.tracker.marts.built import build, wrong_marts
from tests.tracker.matches import Played, played_rounds
from tests.tracker.test_against_reference import expected_of

from proximity.simulator.match.evening import Recipe

SEEDS = (3, 4)


@pytest.fixture(scope="module")
def rounds() -> list[Played]:
    recipes = [
        Recipe(seed=seed, team_size=4, community=10, bots=2, nameless_bots=1, time_limit_ms=90_000, mishaps=6.0)
        for seed in SEEDS
    ]
    return [played for recipe in recipes for played in played_rounds(recipe)]


@pytest.fixture(scope="module")
def house(rounds: list[Played], tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("house"))
    build(house, rounds)
    return house


def test_the_marts_of_every_round_say_what_happened_in_it(house: House, rounds: list[Played]) -> None:
    for played in rounds:
        assert wrong_marts(house, played, expected_of(played)) == []


def test_a_single_hit_more_or_less_is_noticed(house: House, rounds: list[Played]) -> None:
    sections = expected_of(rounds[0])
    sections["HITS"] = sections["HITS"][1:]
    assert [problem.split(":")[0] for problem in wrong_marts(house, rounds[0], sections)] == ["fct_hits"]


def test_the_rounds_of_a_match_are_one_match_with_a_declared_winner(house: House) -> None:
    matches = house.query(
        "SELECT first_round_id IS NOT NULL, second_round_id IS NOT NULL, evidence FROM marts.dim_matches"
    )
    assert matches == [(True, True, "declared")] * len(SEEDS)
