"""From simulated matches through the tracker, its files and the pipeline: the marts say what happened."""

from collections.abc import Iterator

import pytest
from soak.tracker.reference.marts import name_of_map
from soak.tracker.reference.written import Rows
from soak.tracker.rounds import Played, expected_of, played_rounds
from soak.tracker.warehouse import wrong_cells, wrong_marts
from tests.loading.house import House

from proximity.simulator.match.evening import Recipe
from proximity.transforming import build_marts
from proximity.warehouse import Warehouse, open_warehouse

SEEDS = (3, 4)


@pytest.fixture(scope="module")
def rounds() -> dict[str, tuple[Played, Rows]]:
    recipes = [
        Recipe(seed=seed, team_size=4, community=10, bots=2, nameless_bots=1, time_limit_ms=90_000, mishaps=6.0)
        for seed in SEEDS
    ]
    played = [played for recipe in recipes for played in played_rounds(recipe)]
    return {one.file_name: (one, expected_of(one)) for one in played}


@pytest.fixture(scope="module")
def warehouse(rounds: dict[str, tuple[Played, Rows]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    house = House(tmp_path_factory.mktemp("house"))
    for path, (played, _) in rounds.items():
        house.put(path, played.content)
    house.load()
    build_marts(house.settings)
    with open_warehouse(house.settings, read_only=True) as warehouse:
        yield warehouse


def test_the_marts_of_every_round_say_what_happened_in_it(
    warehouse: Warehouse, rounds: dict[str, tuple[Played, Rows]]
) -> None:
    for path, (played, sections) in rounds.items():
        assert wrong_marts(warehouse, path, played, sections) == []


def test_the_heatmaps_say_what_happened_in_all_rounds_of_a_map(
    warehouse: Warehouse, rounds: dict[str, tuple[Played, Rows]]
) -> None:
    assert wrong_cells(warehouse, list(rounds.values())) == []


def test_a_single_hit_or_cell_more_or_less_is_noticed(
    warehouse: Warehouse, rounds: dict[str, tuple[Played, Rows]]
) -> None:
    path, (played, sections) = next(iter(rounds.items()))
    without = sections | {"HITS": sections["HITS"][1:], "KILL_HEATMAP": sections["KILL_HEATMAP"][1:]}
    assert [problem.split(":")[0] for problem in wrong_marts(warehouse, path, played, without)] == ["fct_hits"]
    changed = rounds | {path: (played, without)}
    assert [problem.split(":")[0] for problem in wrong_cells(warehouse, list(changed.values()))] == [
        f"agg_kill_heatmap of {name_of_map(played.truth)}"
    ]


def test_the_rounds_of_a_match_are_one_match_with_a_declared_winner(warehouse: Warehouse) -> None:
    matches = warehouse.query(
        "SELECT first_round_id IS NOT NULL, second_round_id IS NOT NULL, evidence FROM marts.dim_matches"
    )
    assert matches == [(True, True, "declared")] * len(SEEDS)
