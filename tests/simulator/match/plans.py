"""Small rounds for tests, without a server."""

from functools import cache

from proximity.simulator.match.arena import read_arena
from proximity.simulator.match.people import make_cast
from proximity.simulator.match.play import Frame, Round, RoundPlan, Seat
from proximity.simulator.match.play.incidents import Incident
from proximity.simulator.match.sides import Role, Team
from proximity.simulator.match.truth import RoundTruth, Setting

ROLES = (Role.MEDIC, Role.ENGINEER, Role.FIELDOPS, Role.MEDIC, Role.ENGINEER, Role.SOLDIER)
SIDES = (Team.AXIS, Team.ALLIES)


def make_plan(
    seed: int = 1,
    arena_name: str = "fuel_depot",
    *,
    seconds: int = 90,
    team_size: int = 6,
    fps: int = 20,
    incidents: tuple[Incident, ...] = (),
) -> RoundPlan:
    """A round between the first people of a cast, Axis on even slots."""
    arena = read_arena(arena_name)
    cast = make_cast(seed, 2 * team_size + 2)
    seats = [
        Seat(cast.people[slot], slot, SIDES[slot % 2], ROLES[slot // 2 % len(ROLES)], cast.people[slot].name)
        for slot in range(2 * team_size)
    ]
    setting = Setting(
        seed=f"{seed}/{arena_name}",
        server="test",
        map_name=arena.name,
        match_number=1,
        round_number=1,
        attackers=arena.attackers,
        fps=fps,
        slots=20,
        time_limit_ms=seconds * 1000,
        wave_ms=arena.wave_ms,
        wave_offset_ms={Team.AXIS: 3000, Team.ALLIES: 11_000},
        live_level_ms=54_321,
        objectives=arena.objectives,
    )
    return RoundPlan(setting, arena, cast.bonds, tuple(seats), incidents)


def play(plan: RoundPlan) -> RoundTruth:
    """All of it."""
    return play_frames(plan)[0]


def play_frames(plan: RoundPlan) -> tuple[RoundTruth, list[Frame], Round]:
    """All of it, with the frames and the round itself."""
    played = Round(plan)
    played.opening()
    frames = list(played.frames())
    return played.truth(), frames, played


@cache
def usual_rounds() -> tuple[RoundTruth, ...]:
    """One round of every map, for what has to hold always. Not to be changed by tests."""
    names = ("Railhead_TE", "fuel_depot", "harbourgate", "old_quarry", "radar-ridge")
    return tuple(play(make_plan(seed, name, seconds=150)) for seed, name in enumerate(names))
