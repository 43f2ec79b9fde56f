"""Rounds without a server: what has to hold whatever the seed."""

from dataclasses import replace

import numpy as np
import pytest
from tests.simulator.match.plans import make_plan, play, usual_rounds

from proximity.simulator.match.arena import read_arena
from proximity.simulator.match.sides import SIDES, Team
from proximity.simulator.match.truth import RoundTruth
from proximity.simulator.match.truth.events import Died, Fired, Hit, Revived, Spawned, WentToLimbo
from proximity.simulator.match.truth.frames import COLUMNS

SHIELD_MS = 3000
HEALTH = COLUMNS.index("health")
MAP_FILES = {"Railhead_TE", "fuel_depot", "harbourgate", "old_quarry", "radar-ridge"}


@pytest.fixture(params=range(len(MAP_FILES)), ids=sorted(MAP_FILES))
def truth(request: pytest.FixtureRequest) -> RoundTruth:
    """A round of every map."""
    return usual_rounds()[request.param]


def test_the_same_seed_plays_the_same_round() -> None:
    first, second = play(make_plan(5, seconds=30)), play(make_plan(5, seconds=30))
    assert first.as_json() == second.as_json()
    assert first.frames is not None
    assert second.frames is not None
    assert np.array_equal(first.frames.bodies, second.frames.bodies)


def test_another_seed_plays_another_round() -> None:
    assert play(make_plan(5, seconds=30)).as_json() != play(make_plan(6, seconds=30)).as_json()


def test_only_the_living_shoot(truth: RoundTruth) -> None:
    alive: set[int] = set()
    for event in truth.events:
        match event:
            case Spawned(kind="begin" | "wave" | "revive"):
                alive.add(event.player)
            case Died():
                alive.discard(event.player)
            case Fired():
                assert event.player in alive


def test_nobody_in_limbo_is_hit(truth: RoundTruth) -> None:
    gone: set[int] = set()
    for event in truth.events:
        match event:
            case Spawned(kind="begin" | "wave"):
                gone.discard(event.player)
            case WentToLimbo():
                gone.add(event.player)
            case Hit():
                assert event.target not in gone


def test_nobody_is_hurt_right_after_coming_to_life(truth: RoundTruth) -> None:
    born: dict[int, int] = {}
    for event in truth.events:
        match event:
            case Spawned():
                born[event.player] = event.time_ms
            case Hit():
                assert event.time_ms - born[event.target] >= SHIELD_MS


def test_health_is_what_spawns_hits_and_revives_leave(truth: RoundTruth) -> None:
    """Medics regain health by themselves, so it may be more, never less."""
    health: dict[int, int] = {}
    for event in truth.events:
        match event:
            case Spawned() | Revived():
                health[event.player] = event.health
            case Hit():
                assert event.target_health >= health[event.target]
                health[event.target] = min(event.target_health - event.damage, event.target_health)


def test_every_death_of_a_hit_is_a_fatal_hit_and_the_other_way_round(truth: RoundTruth) -> None:
    fatal = [(hit.time_ms, hit.target, hit.attacker) for hit in truth.of(Hit) if hit.is_fatal]
    by_hit = [(death.time_ms, death.player, death.killer) for death in truth.of(Died) if death.means_of_death != 33]
    assert fatal == by_hit


def test_the_dead_come_back_on_the_wave_of_their_side_only(truth: RoundTruth) -> None:
    setting = truth.setting
    waves = [spawn for spawn in truth.of(Spawned) if spawn.kind == "wave"]
    assert {spawn.team for spawn in waves} == set(SIDES)
    for spawn in waves:
        interval = setting.wave_ms[spawn.team]
        assert (spawn.time_ms + setting.wave_offset_ms[spawn.team]) % interval < 1000 // setting.fps


def test_only_the_wounded_are_revived_by_living_medics_beside_them(truth: RoundTruth) -> None:
    lying: set[int] = set()
    standing: dict[int, Spawned] = {}
    revived = 0
    for event in truth.events:
        match event:
            case Died():
                lying.add(event.player)
                standing.pop(event.player, None)
            case WentToLimbo():
                lying.discard(event.player)
            case Spawned(kind="revive"):
                assert event.player in lying
                lying.discard(event.player)
                standing[event.player] = event
            case Spawned():
                standing[event.player] = event
            case Revived():
                revived += 1
                assert standing[event.medic].role.name == "MEDIC"
                assert standing[event.medic].team is standing[event.player].team
    assert revived > 0


def test_bodies_stay_in_the_map_and_move_no_faster_than_people_can(truth: RoundTruth) -> None:
    frames = truth.frames
    assert frames is not None
    x1, y1, x2, y2 = read_arena(truth.setting.map_name).bounds()
    assert (frames.column("x") > x1).all()
    assert (frames.column("x") < x2).all()
    assert (frames.column("y") > y1).all()
    assert (frames.column("y") < y2).all()
    speed = np.hypot(frames.column("velocity_x"), frames.column("velocity_y"))
    assert speed.max() < 360
    assert ((frames.column("stamina") >= 0) & (frames.column("stamina") <= 20_000)).all()
    assert ((frames.column("yaw") >= -180) & (frames.column("yaw") < 180)).all()


def test_steps_are_what_the_speed_says(truth: RoundTruth) -> None:
    """But for walls, which push and brake, the teleports of waves, and the dead, who stop at once."""
    frames = truth.frames
    assert frames is not None
    for seat in truth.people:
        rows = frames.of_player(seat.number)
        is_next = (np.diff(rows[:, 0]) == 1) & (rows[1:, HEALTH] > 0)
        step = np.hypot(*np.diff(rows[:, 3:5], axis=0).T)[is_next]
        speed = np.hypot(rows[1:, 6], rows[1:, 7])[is_next]
        teleports = step > 100
        assert teleports.sum() <= sum(spawn.player == seat.number for spawn in truth.of(Spawned))
        assert (step[~teleports] <= 2 * speed[~teleports] / 20 + 9).all()


def test_frames_follow_each_other_in_steps_of_the_server(truth: RoundTruth) -> None:
    frames = truth.frames
    assert frames is not None
    assert frames.time_ms[:8].tolist() == [0, 100, 200, 300, 400, 500, 600, 750]
    assert set(np.diff(frames.time_ms[7:])) == {50}
    assert (frames.level_ms - frames.time_ms == truth.setting.live_level_ms).all()


def test_positions_and_speeds_are_numbers_of_32_bits(truth: RoundTruth) -> None:
    frames = truth.frames
    assert frames is not None
    for name in ("x", "y", "z", "velocity_x", "velocity_y", "velocity_z"):
        column = frames.column(name)
        assert (column.astype(np.float32).astype(np.float64) == column).all()


def test_hits_stand_where_the_bodies_are(truth: RoundTruth) -> None:
    """Within the frame: a body may have moved since the one before, or move until the next."""
    frames = truth.frames
    assert frames is not None
    row_of = {(int(row[0]), int(row[1])): row for row in frames.bodies}
    times = {int(time): number for number, time in enumerate(frames.time_ms)}
    for hit in truth.of(Hit):
        body = row_of[times[hit.heard_ms], hit.target]
        assert np.hypot(hit.target_x - body[3], hit.target_y - body[4]) < 25


def test_a_round_that_is_not_lost_lasts_its_time() -> None:
    truth = play(make_plan(seconds=20))
    assert truth.outcome is not None
    assert (truth.outcome.reason, truth.outcome.time_ms) == ("time_limit", 20_000)
    assert truth.outcome.winner is Team.AXIS
    assert truth.next_time_limit_ms == 20_000


def test_attackers_who_finish_leave_their_time_to_beat() -> None:
    """With nobody to stop them they do finish."""
    plan = make_plan(seconds=600)
    attackers = tuple(seat for seat in plan.seats if seat.team is plan.setting.attackers)
    truth = play(replace(plan, seats=attackers))
    assert truth.outcome is not None
    assert (truth.outcome.reason, truth.outcome.winner) == ("objective", plan.setting.attackers)
    assert truth.next_time_limit_ms == truth.outcome.time_ms < 300_000


def test_a_server_of_40_frames_a_second_plays_too() -> None:
    truth = play(make_plan(seconds=30, fps=40))
    assert truth.frames is not None
    assert set(np.diff(truth.frames.time_ms[7:])) == {25}
    assert any(truth.of(Hit))


def test_play_looks_like_that_of_people() -> None:
    """Shares in wide bounds around those of real rounds, so that no change of behaviour goes unseen."""
    deaths = sum(1 for truth in usual_rounds() for _ in truth.of(Died))
    hits = [hit for truth in usual_rounds() for hit in truth.of(Hit)]
    shots = sum(1 for truth in usual_rounds() for fired in truth.of(Fired) if fired.weapon not in (11, 15, 21))
    revives = sum(1 for truth in usual_rounds() for _ in truth.of(Revived))
    minutes = sum(truth.frames.time_ms[-1] / 60_000 for truth in usual_rounds() if truth.frames is not None)
    bullets = [hit for hit in hits if hit.region >= 0]
    assert 14 < deaths / minutes < 32
    assert 0.05 < revives / deaths < 0.35
    assert 0.12 < len(bullets) / shots < 0.35
    assert 0.07 < sum(hit.region == 0 for hit in bullets) / len(bullets) < 0.25
    assert 0.005 < sum(hit.is_team_hit for hit in hits) / len(hits) < 0.12
    assert any(hit.is_body_hit for hit in hits)
    assert len({death.means_of_death for truth in usual_rounds() for death in truth.of(Died)}) > 8
