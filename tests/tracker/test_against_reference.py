"""What the tracker writes of a simulated match is what the reference computes from the truth about it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from soak.tracker.checking import expected_of, wrong_rows
from soak.tracker.played import Played, played_rounds
from soak.tracker.reference import Settings
from soak.tracker.reference.comparing import differences
from soak.tracker.reference.written import written_rows

from proximity.simulator.match.evening import Recipe

RECIPES = st.builds(
    Recipe,
    seed=st.integers(0, 10**9),
    team_size=st.integers(1, 4),
    community=st.integers(8, 14),
    bots=st.integers(1, 3),
    nameless_bots=st.integers(0, 1),
    time_limit_ms=st.integers(15_000, 60_000),
    fps=st.sampled_from([20, 40]),
    mishaps=st.sampled_from([0.0, 1.0, 8.0]),
    broken_off=st.sampled_from([0.0, 0.5]),
)
SETTINGS = st.builds(
    Settings,
    sample_interval=st.sampled_from([50, 200, 333, 500]),
    crossfire_window=st.integers(100, 4000),
    escape_time=st.integers(1000, 8000),
    escape_distance=st.integers(0, 600),
    engagement_timeout=st.integers(1000, 20_000),
    view_tracks=st.booleans(),
)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(recipe=RECIPES, chosen=SETTINGS)
def test_whatever_is_played_and_set_the_file_says_what_the_reference_computes(recipe: Recipe, chosen: Settings) -> None:
    for played in played_rounds(recipe, chosen):
        assert wrong_rows(played, chosen) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_rough_match_of_six_against_six_is_written_as_the_reference_computes(seed: int) -> None:
    recipe = Recipe(seed=seed, bots=3, nameless_bots=1, time_limit_ms=150_000, mishaps=6.0)
    for played in played_rounds(recipe):
        assert wrong_rows(played) == []


def test_both_lua_runtimes_write_the_same_bytes() -> None:
    recipe = Recipe(seed=11, team_size=3, community=10, time_limit_ms=60_000, mishaps=4.0)
    chosen = Settings(view_tracks=True)
    plain, compiled = (
        [(played.file_name, played.content) for played in played_rounds(recipe, chosen, runtime=runtime)]
        for runtime in ("lua54", "luajit")
    )
    assert plain == compiled


BUSY = Settings(shots=True)


@pytest.fixture(scope="module")
def busy() -> Played:
    """A round in which everything happens that the reference knows."""
    recipe = Recipe(seed=19, team_size=4, community=10, time_limit_ms=240_000, mishaps=8.0, maps=("harbourgate",))
    return next(played_rounds(recipe, BUSY, rounds=1))


def test_the_reference_notices_a_single_wrong_number_in_every_section(busy: Played) -> None:
    expected = expected_of(busy, BUSY)
    assert differences(expected, written_rows(busy.content)) == []
    for section in expected.keys() - {"VIEW_TRACKS"}:
        changed = with_first_number_changed(busy.content, section)
        assert changed != busy.content, section
        assert {problem.split(":")[0] for problem in differences(expected, written_rows(changed))} == {section}


def with_first_number_changed(content: bytes, section: str) -> bytes:
    """The file with the first number of the first row of a section one higher."""
    pattern = rf"(\n# {section}\n(?:#[^\n]*\n)*(?!#)[^\n\d]*)(\d+)".encode()
    return re.sub(pattern, lambda match: match[1] + b"%d" % (int(match[2]) + 1), content, count=1)
