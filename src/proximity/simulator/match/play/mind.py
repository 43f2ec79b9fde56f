"""A thought: what somebody does next, several times a second.

The order is that of people's needs: touch what lies at their feet, fight, help, finish, work, go somewhere.
Does not belong here: how any of it is done.
"""

from proximity.simulator.match.arsenal import weapons
from proximity.simulator.match.play.battle import Battle
from proximity.simulator.match.play.blasts import consider_explosives, finish_off
from proximity.simulator.match.play.company import follow_partner
from proximity.simulator.match.play.errands import hold
from proximity.simulator.match.play.fighting import fight
from proximity.simulator.match.play.medics import attend, braves_fire
from proximity.simulator.match.play.mind_pace import THOUGHT_MS
from proximity.simulator.match.play.soldier import CROUCH, Soldier
from proximity.simulator.match.play.waves import consider_self_kill

BODY_UNITS = 500.0


def think(battle: Battle, soldier: Soldier) -> None:
    """One thought of a living player."""
    soldier.next_thought_ms = battle.now + THOUGHT_MS
    if soldier.weapon not in weapons() and battle.now >= soldier.busy_until_ms:
        soldier.weapon = soldier.loadout.gun
    for site in battle.sites:
        site.touch(battle, soldier)
    if braves_fire(battle, soldier) and attend(battle, soldier):
        return
    if fight(battle, soldier):
        if soldier.target is not None:
            consider_explosives(battle, soldier, soldier.distance_to(soldier.target.x, soldier.target.y))
        return
    if consider_self_kill(battle, soldier):
        return
    _reload(battle, soldier)
    if attend(battle, soldier) or _finish_a_body(battle, soldier):
        return
    _choose_errand(battle, soldier)


def _choose_errand(battle: Battle, soldier: Soldier) -> None:
    errand = soldier.errand
    if errand is not None and battle.now < errand.until_ms:
        if not soldier.path and errand.kind == "hold" and battle.dice.chance(0.05):
            soldier.stance = CROUCH
        return
    soldier.errand = None
    if follow_partner(battle, soldier):
        return
    for site in battle.sites:
        if site.call(battle, soldier):
            return
    hold(battle, soldier)


def _reload(battle: Battle, soldier: Soldier) -> None:
    """Out of a fight: the main gun in hand, and filled."""
    gun = weapons()[soldier.loadout.gun]
    if battle.now < soldier.busy_until_ms:
        return
    if soldier.weapon == soldier.loadout.sidearm or soldier.rounds_left < gun.clip // 2:
        soldier.weapon = gun.weapon_id
        soldier.rounds_left = gun.clip
        soldier.busy_until_ms = battle.now + gun.reload_ms


def _finish_a_body(battle: Battle, soldier: Soldier) -> bool:
    """Now and then throw a grenade on an enemy who waits for a medic."""
    for body in battle.wounded:
        is_near = body.team != soldier.team and soldier.distance_to(body.x, body.y) < BODY_UNITS
        if is_near and battle.dice.chance(0.008) and battle.sees(soldier, body):
            finish_off(battle, soldier, body)
            return True
    return False
