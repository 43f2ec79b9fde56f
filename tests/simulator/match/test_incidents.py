"""What disturbs a round, and what remains of it in the truth."""

from dataclasses import replace

import numpy as np
from tests.simulator.match.plans import make_plan, play, play_frames

from proximity.simulator.match.people import make_cast
from proximity.simulator.match.play.incidents import (
    ChangeTeam,
    ChooseRole,
    Join,
    KillOneself,
    Leave,
    Pause,
    Rename,
    Stop,
    Surrender,
)
from proximity.simulator.match.sides import Role, Team
from proximity.simulator.match.truth.events import (
    Connected,
    Died,
    Disconnected,
    Event,
    Fired,
    Followed,
    Hit,
    Paused,
    Renamed,
    Resumed,
    Spawned,
    TeamChanged,
    UnpauseCalled,
    WentToLimbo,
)

NEWCOMER = replace(make_cast("another", 40).people[39], number=30)
SWITCH_TEAM, SELF_KILL = 59, 33


def of_player(events: list[Event], player: int) -> list[Event]:
    return [event for event in events if getattr(event, "player", None) == player]


def test_in_a_pause_the_axis_stands_still_and_the_server_goes_on() -> None:
    truth = play(make_plan(seconds=40, incidents=(Pause(12_000, 5000),)))
    paused, called, resumed = next(truth.of(Paused)), next(truth.of(UnpauseCalled)), next(truth.of(Resumed))
    assert paused.time_ms == called.time_ms == resumed.time_ms == 12_000
    assert called.level_ms - paused.level_ms == 5000
    # Ten seconds, and the first frame after them.
    assert resumed.level_ms - called.level_ms == 10_050
    assert resumed.duration_ms == 15_050
    assert truth.outcome is not None
    assert truth.outcome.time_ms == 40_000
    assert truth.outcome.level_ms == truth.setting.live_level_ms + 40_000 + 15_050


def test_in_a_pause_nobody_moves_shoots_or_comes_to_life() -> None:
    truth = play(make_plan(seconds=40, incidents=(Pause(12_000, 60_000),)))
    frames = truth.frames
    assert frames is not None
    during = frames.bodies[np.isin(frames.bodies[:, 0], np.flatnonzero(frames.is_paused))]
    assert frames.is_paused.sum() == 70_000 // 50
    for seat in truth.people:
        places = during[during[:, 1] == seat.number][:, 3:6]
        assert len(np.unique(places, axis=0)) <= 1
    begin, end = (next(truth.of(kind)).level_ms for kind in (Paused, Resumed))
    assert not [
        event for event in truth.events if begin < event.level_ms < end and isinstance(event, Hit | Spawned | Fired)
    ]


def test_who_comes_back_is_the_same_person_and_plays_from_the_next_wave_on() -> None:
    plan = make_plan(seconds=90)
    seat = plan.seats[3]
    back = Join(14_000, seat.person, seat.team, seat.role)
    truth = play(replace(plan, incidents=(Leave(9500, seat.person.number), back)))
    kinds = [
        type(event)
        for event in of_player(truth.events, seat.person.number)
        if event.time_ms >= 9500 and isinstance(event, Connected | Disconnected | TeamChanged | WentToLimbo | Spawned)
    ]
    assert kinds[:7] == [Disconnected, Connected, Spawned, TeamChanged, Spawned, WentToLimbo, Spawned]
    spawns = [event for event in of_player(truth.events, seat.person.number) if isinstance(event, Spawned)]
    assert [spawn.kind for spawn in spawns if spawn.time_ms >= 14_000][:3] == ["spectate", "switch", "wave"]


def test_a_slot_can_be_left_and_taken_in_one_frame() -> None:
    plan = make_plan(seconds=60)
    seat = plan.seats[4]
    incidents = (Leave(10_000, seat.person.number), Join(10_000, NEWCOMER, seat.team, seat.role, seat.slot))
    truth = play(replace(plan, incidents=incidents))
    left, came = next(truth.of(Disconnected)), [event for event in truth.of(Connected) if event.is_first]
    assert (left.slot, left.level_ms) == (came[0].slot, came[0].level_ms) == (4, left.level_ms)
    assert came[0].player == 30
    assert NEWCOMER in truth.people


def test_nobody_takes_a_slot_that_is_taken() -> None:
    plan = make_plan(seconds=20)
    truth = play(replace(plan, incidents=(Join(5000, NEWCOMER, Team.AXIS, Role.MEDIC, 2),)))
    assert not [event for event in truth.of(Connected) if event.is_first]


def test_who_changes_sides_alive_dies_of_it_and_waits_for_the_wave() -> None:
    plan = make_plan(seconds=60)
    seat = plan.seats[0]
    truth = play(replace(plan, incidents=(ChangeTeam(2000, seat.person.number, seat.team.enemy),)))
    happened = [event for event in of_player(truth.events, seat.person.number) if event.time_ms >= 2000]
    death, change, spawn, limbo = [event for event in happened if not isinstance(event, Fired)][:4]
    assert isinstance(death, Died)
    assert (death.means_of_death, death.killer) == (SWITCH_TEAM, seat.person.number)
    assert isinstance(change, TeamChanged)
    assert (change.from_team, change.to_team) == (seat.team, seat.team.enemy)
    assert isinstance(spawn, Spawned)
    assert spawn.kind == "switch"
    assert isinstance(limbo, WentToLimbo)
    real = next(event for event in happened if isinstance(event, Spawned) and event.kind == "wave")
    assert real.team is seat.team.enemy


def test_who_goes_watching_follows_somebody_and_plays_no_more() -> None:
    plan = make_plan(seconds=60)
    player = plan.seats[0].person.number
    truth = play(replace(plan, incidents=(ChangeTeam(4000, player, Team.SPEC),)))
    assert next(truth.of(Followed)).player == player
    later = [event for event in of_player(truth.events, player) if event.time_ms > 4000]
    assert later == []


def test_a_class_is_chosen_for_the_next_spawn_but_not_for_a_revive() -> None:
    plan = make_plan(seconds=120)
    chosen = tuple(ChooseRole(1000, seat.person.number, Role.COVERTOPS) for seat in plan.seats)
    truth = play(replace(plan, incidents=chosen))
    kinds = {(spawn.kind, spawn.role is Role.COVERTOPS) for spawn in truth.of(Spawned)}
    assert ("wave", True) in kinds
    assert ("wave", False) not in kinds
    assert ("begin", True) not in kinds


def test_who_kills_himself_is_in_limbo_at_once() -> None:
    plan = make_plan(seconds=20)
    player = plan.seats[5].person.number
    truth = play(replace(plan, incidents=(KillOneself(3000, player),)))
    death = next(event for event in truth.of(Died) if event.player == player)
    assert (death.means_of_death, death.killer) == (SELF_KILL, player)
    assert [e.cause for e in truth.of(WentToLimbo) if e.player == player and e.level_ms == death.level_ms] == [
        "selfkill"
    ]


def test_a_new_name_stays_with_its_bearer() -> None:
    plan = make_plan(seconds=20)
    player = plan.seats[1].person.number
    truth, _, played = play_frames(replace(plan, incidents=(Rename(3000, player, "^1New"),)))
    assert next(truth.of(Renamed)).name == "^1New"
    assert {seat.person.number: seat.name for seat in played.seats()}[player] == "^1New"


def test_who_gives_up_loses() -> None:
    truth = play(make_plan(seconds=60, incidents=(Surrender(10_000, Team.AXIS),)))
    assert truth.outcome is not None
    assert (truth.outcome.reason, truth.outcome.winner) == ("surrender", Team.ALLIES)
    assert truth.outcome.time_ms == 10_050


def test_a_round_that_is_broken_off_has_no_outcome() -> None:
    truth, frames, played = play_frames(make_plan(seconds=60, incidents=(Stop(10_000, "map_restart"),)))
    assert played.stop == truth.broken_off == "map_restart"
    assert truth.outcome is None
    assert truth.next_time_limit_ms == 0
    assert frames[-1].time_ms == 10_000


def test_an_incident_about_somebody_who_is_not_there_changes_nothing() -> None:
    plan = make_plan(seconds=20)
    assert play(replace(plan, incidents=(Leave(3000, 99),))).as_json() == play(plan).as_json()
