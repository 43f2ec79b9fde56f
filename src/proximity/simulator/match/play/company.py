"""How bonds between two people show on the way: going together, and turning on whoever killed the other.

Does not belong here: shooting together (`senses.focus_on`), reviving (`medics`).
"""

from proximity.simulator.match.play.battle import Battle
from proximity.simulator.match.play.errands import send, spot
from proximity.simulator.match.play.soldier import Soldier

TOGETHER_UNITS = 140.0
TOGETHER_MS = 3500
AVENGE_UNITS, AVENGE_MS = 2200.0, 4000
ANYBODY_AVENGES = 0.1
"""How often a team-mate without a bond turns on a killer nearby."""


def follow_partner(battle: Battle, soldier: Soldier) -> bool:
    """Go where a bonded partner is or goes; whether he has one to go with, and does."""
    for mate in battle.alive[soldier.team]:
        bond = battle.bonds.between(soldier.number, mate.number)
        # Only one of two leads, or they would follow each other around.
        if mate.number < soldier.number and battle.dice.chance(bond.company):
            goal = mate.errand.goal if mate.errand else None
            room, x, y = (goal.room, goal.x, goal.y) if goal else (mate.room, mate.x, mate.y)
            send(battle, soldier, "follow", spot(battle, room, x, y, TOGETHER_UNITS), TOGETHER_MS, mate)
            soldier.is_sprinting = mate.is_sprinting
            return True
    return False


def rouse_avengers(battle: Battle, victim: Soldier, killer: Soldier) -> None:
    """Team-mates of a victim go after the killer: bonded ones eagerly, others sometimes."""
    for mate in battle.alive[victim.team]:
        if mate.distance_to(killer.x, killer.y) < AVENGE_UNITS:
            wish = max(ANYBODY_AVENGES, battle.bonds.between(victim.number, mate.number).trade)
            if battle.dice.chance(wish):
                goal = spot(battle, killer.room, killer.x, killer.y)
                send(battle, mate, "chase", goal, AVENGE_MS, killer)
                mate.is_sprinting = True
