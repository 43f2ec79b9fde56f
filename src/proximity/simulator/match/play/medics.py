"""Medics: picking up the wounded, healing themselves and others.

Order and values are the engine's (guide §1.2): syringe, spawn with full health, half of it after the revive.
Does not belong here: dying (`wounds`), coming back with a wave (`waves`).
"""

from proximity.simulator.match.arsenal import SYRINGE
from proximity.simulator.match.play.battle import Battle
from proximity.simulator.match.play.errands import send, spot
from proximity.simulator.match.play.shooting import fire
from proximity.simulator.match.play.soldier import Soldier
from proximity.simulator.match.play.spawning import come_to_life
from proximity.simulator.match.sides import Role, Team
from proximity.simulator.match.truth.events import Revived

CALL_UNITS = 1500.0
REACH_UNITS = 52.0
UNDER_FIRE_UNITS = 450.0
STAB_MS = 900
HEAL_EVERY_MS = 1000
HEALS = 3
"""Health that a medic regains a second."""


def attend(battle: Battle, medic: Soldier) -> bool:
    """Revive whom he has reached, or go to somebody who lies nearby; whether there is one."""
    if medic.role is not Role.MEDIC or battle.now < medic.busy_until_ms:
        return False
    patient = _chosen(battle, medic)
    if patient is None:
        return False
    if medic.distance_to(patient.x, patient.y) < REACH_UNITS and medic.room == patient.room:
        revive(battle, medic, patient)
        medic.errand = None
    elif medic.errand is None or medic.errand.subject is not patient:
        send(battle, medic, "revive", spot(battle, patient.room, patient.x, patient.y), 6000, patient)
        medic.is_sprinting = medic.stamina > 3000
    return True


def braves_fire(battle: Battle, medic: Soldier) -> bool:
    """Whether he is so near to somebody who lies there that he picks him up before he fights."""
    return medic.role is Role.MEDIC and any(
        medic in patient.helpers and felt_distance(battle, medic, patient) < UNDER_FIRE_UNITS
        for patient in battle.wounded
    )


def choose_helpers(battle: Battle, patient: Soldier) -> None:
    """After a death: which medics will try to come; the careless look away, but not from a bonded partner."""
    patient.helpers = [
        mate
        for mate in battle.alive[patient.team]
        if mate.role is Role.MEDIC
        and battle.dice.chance(
            0.3 + 0.35 * mate.person.habits.discipline + battle.bonds.between(mate.number, patient.number).care
        )
    ]


def felt_distance(battle: Battle, medic: Soldier, patient: Soldier) -> float:
    """How far it is for a medic to somebody: to a bonded partner less than the units say."""
    care = battle.bonds.between(medic.number, patient.number).care
    return medic.distance_to(patient.x, patient.y) * (1.0 - 0.7 * care)


def revive(battle: Battle, medic: Soldier, patient: Soldier) -> None:
    """Stab a syringe: the patient lives on where he lay, invulnerable for a moment."""
    fire(battle, medic, SYRINGE)
    medic.busy_until_ms = battle.now + STAB_MS
    come_to_life(battle, patient, "revive")
    patient.health = patient.full_health // 2
    battle.note(
        Revived,
        player=patient.number,
        slot=patient.slot,
        medic=medic.number,
        medic_slot=medic.slot,
        health=patient.health,
        x=patient.x,
        y=patient.y,
        z=patient.z,
    )
    battle.show(patient)


def heal_medics(battle: Battle, teams: tuple[Team, ...]) -> None:
    """Once a second medics regain health."""
    if battle.now % HEAL_EVERY_MS < battle.clock.frame_ms:
        for team in teams:
            for soldier in battle.alive[team]:
                if soldier.role is Role.MEDIC:
                    soldier.health = min(soldier.full_health, soldier.health + HEALS)
                    battle.show(soldier)


def _chosen(battle: Battle, medic: Soldier) -> Soldier | None:
    """Whom to pick up: of those whom he wants to help the nearest, as he feels it."""
    lying = [patient for patient in battle.wounded if medic in patient.helpers]
    best = min(lying, key=lambda patient: felt_distance(battle, medic, patient), default=None)
    return best if best is not None and felt_distance(battle, medic, best) < CALL_UNITS else None
