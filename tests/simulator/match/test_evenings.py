"""Evenings: rosters, sides, times to beat, and what stays the same from round to round."""

from dataclasses import replace
from itertools import islice

import pytest
from tests.simulator.match.plans import make_plan, play, play_frames

from proximity.simulator.errors import SimulationError
from proximity.simulator.match.evening import Evening, Recipe, RoundSheet, evenings, verdict
from proximity.simulator.match.evening.match import Verdict
from proximity.simulator.match.play.incidents import Stop, Surrender
from proximity.simulator.match.sides import SIDES, Role, Team
from proximity.simulator.match.truth import RoundTruth
from proximity.simulator.match.truth.events import Ended

SHORT = Recipe(seed=2, time_limit_ms=20_000, mishaps=0)


def play_sheets(evening: Evening, count: int) -> list[tuple[RoundSheet, RoundTruth]]:
    return [(sheet, report(evening, sheet)) for sheet in islice(evening.sheets(), count)]


def report(evening: Evening, sheet: RoundSheet) -> RoundTruth:
    """Play a sheet and tell the evening."""
    truth, _, played = play_frames(sheet.plan())
    evening.report(truth, played.seats())
    return truth


def first_evening(recipe: Recipe) -> Evening:
    return next(evenings(recipe))


def test_a_match_is_two_rounds_of_a_map_with_swapped_sides() -> None:
    (first, _), (second, _) = play_sheets(first_evening(SHORT), 2)
    assert (first.round_number, second.round_number) == (1, 2)
    assert first.arena is second.arena
    sides = {seat.person.number: seat.team for seat in first.seats}
    for seat in second.seats:
        assert seat.team is sides[seat.person.number].enemy or seat.team is sides[seat.person.number] is Team.SPEC


def test_the_second_round_has_the_time_of_the_first_to_beat() -> None:
    evening = first_evening(SHORT)
    sheets = evening.sheets()
    first = next(sheets)
    report(evening, replace(first, incidents=(Surrender(9000, first.arena.attackers.enemy),)))
    assert next(sheets).time_limit_ms == 9050


def test_everybody_keeps_slot_and_guid_over_the_evening() -> None:
    played = play_sheets(first_evening(SHORT), 6)
    slots: dict[int, set[int]] = {}
    for sheet, _ in played:
        assert len({seat.slot for seat in sheet.seats}) == len(sheet.seats)
        for seat in sheet.seats:
            slots.setdefault(seat.person.number, set()).add(seat.slot)
    assert all(len(taken) == 1 for taken in slots.values())


def test_evenings_differ_in_people_and_have_the_same_community() -> None:
    first, second = islice(evenings(SHORT), 2)
    assert first.cast == second.cast or first.cast.people == second.cast.people
    assert {p.number for p in first.rosters.everybody()} != {p.number for p in second.rosters.everybody()}
    assert second.starts_at > first.starts_at


def test_on_a_rough_evening_people_come_and_go_and_the_teams_stay_full() -> None:
    recipe = replace(SHORT, mishaps=8.0, seed=4)
    sheets = [sheet for sheet, _ in play_sheets(first_evening(recipe), 8)]
    who = [frozenset(seat.person.number for seat in sheet.seats) for sheet in sheets]
    assert len(set(who)) > 2
    for sheet in sheets:
        assert len({seat.person.number for seat in sheet.seats}) == len(sheet.seats)
        for team in SIDES:
            assert 4 <= sum(seat.team is team for seat in sheet.seats) <= 6


def test_teams_have_a_medic_and_an_engineer() -> None:
    for sheet, _ in play_sheets(first_evening(SHORT), 4):
        for team in SIDES:
            roles = {seat.role for seat in sheet.seats if seat.team is team}
            assert {Role.MEDIC, Role.ENGINEER} <= roles


def test_a_round_that_was_broken_off_is_played_again() -> None:
    evening = first_evening(SHORT)
    sheets = evening.sheets()
    first = next(sheets)
    report(evening, replace(first, incidents=(Stop(5000, "map_restart"),)))
    again = next(sheets)
    assert (again.round_number, again.match_number) == (1, 1)
    assert again.name != first.name


def ended(winner: Team, at_ms: int) -> RoundTruth:
    truth = play(make_plan(seconds=2))
    event = Ended(time_ms=at_ms, heard_ms=at_ms, level_ms=at_ms, reason="objective", winner=winner)
    truth.events = [event]
    return truth


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((Team.ALLIES, 100), (Team.ALLIES, 90), "first_defenders"),
        ((Team.ALLIES, 100), (Team.ALLIES, 100), "first_attackers"),
        ((Team.ALLIES, 100), (Team.AXIS, 100), "first_attackers"),
        ((Team.AXIS, 100), (Team.ALLIES, 90), "first_defenders"),
        ((Team.AXIS, 100), (Team.AXIS, 100), "draw"),
    ],
)
def test_a_match_is_won_by_the_faster_attack(
    first: tuple[Team, int], second: tuple[Team, int], expected: Verdict
) -> None:
    assert verdict(ended(*first), ended(*second)) == expected


def test_a_match_with_an_unknown_round_is_undecided() -> None:
    broken = play(make_plan(seconds=20, incidents=(Stop(5000, "quit"),)))
    assert verdict(ended(Team.AXIS, 10), broken) is None


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ({"maps": ("nowhere",)}, "no map 'nowhere'"),
        ({"team_size": 11}, "do not fit 20 slots"),
        ({"community": 8}, "cannot fill two teams"),
        ({"time_limit_ms": 0}, "at least 1 ms"),
        ({"bots": 30}, "of 20 people, 30 bots"),
    ],
)
def test_a_recipe_that_cannot_be_cooked_says_why(wish: dict[str, object], message: str) -> None:
    with pytest.raises(SimulationError, match=message):
        Recipe(**wish)
