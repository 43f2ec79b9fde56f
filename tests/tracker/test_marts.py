"""From simulated matches through the tracker, its files and the pipeline: the marts say what happened."""

from collections.abc import Iterator

import duckdb
import pytest
from soak.site import Site
from soak.tracker.checking import sections_of
from soak.tracker.marts.built import build, reading, wrong_marts
from soak.tracker.marts.doubts import doubts
from soak.tracker.marts.expected import map_name_of
from soak.tracker.marts.totals import wrong_heatmaps
from soak.tracker.played import Played, played_rounds

from proximity.simulator.match.evening import Recipe

SEEDS = (3, 4)


@pytest.fixture(scope="module")
def rounds() -> list[Played]:
    """Two rounds that went to their end, two that were broken off."""
    recipes = [
        Recipe(
            seed=seed,
            team_size=4,
            community=10,
            bots=2,
            nameless_bots=1,
            time_limit_ms=90_000,
            mishaps=6.0,
            broken_off=share,
        )
        for seed, share in zip(SEEDS, (0.0, 1.0), strict=True)
    ]
    return [played for recipe in recipes for played in played_rounds(recipe)]


@pytest.fixture(scope="module")
def site(rounds: list[Played], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"))
    build(site, rounds)
    return site


def test_the_marts_of_every_round_say_what_happened_in_it(site: Site, rounds: list[Played]) -> None:
    with reading(site) as query:
        for played in rounds:
            assert wrong_marts(query, played, sections_of(played)) == []


def test_a_single_hit_more_or_less_is_noticed(site: Site, rounds: list[Played]) -> None:
    sections = sections_of(rounds[0])
    sections["HITS"] = sections["HITS"][1:]
    with reading(site) as query:
        assert [problem.split(":")[0] for problem in wrong_marts(query, rounds[0], sections)] == ["fct_hits"]


def test_the_heatmaps_are_the_sums_of_the_rounds(site: Site, rounds: list[Played]) -> None:
    given = [(map_name_of(played.truth), sections_of(played)) for played in rounds]
    with reading(site) as query:
        assert wrong_heatmaps(query, given) == []
        given[0][1]["MOVEMENT_HEATMAP"][0]["traversal"] += 1
        assert [problem.split(":")[0] for problem in wrong_heatmaps(query, given)] == ["agg_movement_heatmap"]


def test_the_rounds_of_a_match_are_one_match_with_a_declared_winner(site: Site, rounds: list[Played]) -> None:
    with reading(site) as query:
        (first,) = query("SELECT round_id FROM staging.rounds WHERE file_path = ?", [rounds[0].file_name])
        found = query(
            "SELECT second_round_id IS NOT NULL, evidence FROM marts.dim_matches WHERE first_round_id = ?", first
        )
        assert found == [(True, "declared")]


def test_nothing_is_said_against_files_that_nobody_touched(site: Site) -> None:
    with reading(site) as query:
        assert doubts(query) == []


@pytest.mark.parametrize(
    ("change", "doubt"),
    [
        ("UPDATE staging.rounds SET is_truncated = true", "is taken for cut or damaged"),
        ("UPDATE staging.round_sections SET completeness = 'unproven'", "has sections that are not whole"),
        ("UPDATE staging.round_files SET state = 'refused'", "was not loaded"),
        ("DELETE FROM marts.fct_lives", "it does not hold that rounds have as many lives as they say"),
    ],
)
def test_a_doubt_is_told(site: Site, change: str, doubt: str) -> None:
    with duckdb.connect(str(site.settings.warehouse_path)) as connection:
        connection.begin()
        connection.execute(change)
        told = doubts(lambda sql, parameters: connection.execute(sql, parameters).fetchall())
        connection.rollback()
    assert any(problem.startswith(doubt) for problem in told)
