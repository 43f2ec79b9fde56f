"""Reinforcements: when a team's wave goes, who gives up for it, who comes in with it.

The clock is the engine's (guide §2.5): the position in the cycle is (offset + played time) modulo interval, and the
dead of a team come back in the first frame in which it has become smaller. Does not belong here: where (`spawning`).
"""

from proximity.simulator.match.play.battle import Battle
from proximity.simulator.match.play.medics import felt_distance
from proximity.simulator.match.play.soldier import Soldier, Status
from proximity.simulator.match.play.spawning import area_of, come_to_life, place
from proximity.simulator.match.play.wounds import die, give_up
from proximity.simulator.match.sides import SIDES, Role, Team
from proximity.simulator.match.truth.events import Commanded

SELF_KILL = 33
HOPE_UNITS = 700.0
"""With a medic who means to come within this distance, people wait for him as long as they can."""


def until_wave(battle: Battle, team: Team) -> int:
    """Ms to the team's next wave, from 1 to its interval."""
    interval = battle.setting.wave_ms[team]
    return interval - (battle.setting.wave_offset_ms[team] + battle.now) % interval


def deploy(battle: Battle) -> None:
    """Inside the frame: bring in the teams whose wave goes now."""
    for team in SIDES:
        interval = battle.setting.wave_ms[team]
        position = (battle.setting.wave_offset_ms[team] + battle.now) % interval
        if position < battle.clock.frame_ms:
            _bring_in(battle, team)


def plan_giving_up(battle: Battle, soldier: Soldier) -> None:
    """After a death: decide when to stop waiting for a medic."""
    wait = until_wave(battle, soldier.team)
    patience = battle.dice.bell(1500 - 900 * soldier.person.habits.discipline, 350)
    if _has_hope(battle, soldier):
        patience = 250
    # The late ones miss the wave, and lie there for another interval.
    soldier.gives_up_ms = battle.now + max(400, int(wait - patience))


def give_up_in_time(battle: Battle) -> None:
    """Between frames: the wounded whose time has come press jump."""
    for soldier in list(battle.wounded):
        if soldier.gives_up_ms is not None and battle.now >= soldier.gives_up_ms:
            battle.note(Commanded, player=soldier.number, slot=soldier.slot, arguments=("forcetapout",))
            give_up(battle, soldier, "tap")


def consider_self_kill(battle: Battle, soldier: Soldier) -> bool:
    """Badly hurt and out of a fight shortly before the wave, some prefer a fresh body; whether he does."""
    if soldier.health > 30 or soldier.role is Role.MEDIC or until_wave(battle, soldier.team) > 2500:
        return False
    if not battle.dice.chance(0.10):
        return False
    self_kill(battle, soldier)
    return True


def self_kill(battle: Battle, soldier: Soldier) -> None:
    """`/kill`: dead without a hit, and in limbo at once."""
    battle.note(Commanded, player=soldier.number, slot=soldier.slot, arguments=("kill",))
    soldier.health = 0
    die(battle, soldier, soldier, SELF_KILL)
    give_up(battle, soldier, "selfkill")


def _bring_in(battle: Battle, team: Team) -> None:
    area = area_of(battle, team)
    for slot in sorted(battle.soldiers):
        soldier = battle.soldiers[slot]
        if soldier.team == team and soldier.status is Status.LIMBO:
            place(battle, soldier, area)
            come_to_life(battle, soldier, "wave")


def _has_hope(battle: Battle, soldier: Soldier) -> bool:
    return any(medic.is_alive and felt_distance(battle, medic, soldier) < HOPE_UNITS for medic in soldier.helpers)
