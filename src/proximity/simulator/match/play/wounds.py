"""What damage does to people: health, death, bodies, limbo. The only place where somebody's health falls.

Values are the engine's (guide §2.2): a body is lost below -113, gibbed at -175 (but not by bullets) and by a single hit
above 190. Does not belong here: who hits whom; coming back (`medics`, `waves`).
"""

from proximity.simulator.match.play.battle import Battle
from proximity.simulator.match.play.company import rouse_avengers
from proximity.simulator.match.play.soldier import Soldier, Status
from proximity.simulator.match.sides import Team
from proximity.simulator.match.truth.events import Died, Hit, LimboCause, WentToLimbo

FORCED_LIMBO_HEALTH, GIB_HEALTH, GIBBING_HIT = -113, -175, 190
WORLD = -1
LIMBO_LIFT = 8.0
"""The engine lifts the view of somebody who leaves his body (`limbo` in g_combat.c)."""


def hurt(
    battle: Battle,
    target: Soldier,
    attacker: Soldier,
    damage: int,
    means_of_death: int,
    *,
    region: int = -1,
    flags: int = 0,
) -> None:
    """A player (perhaps himself) damages a living or wounded player; nothing happens to one who is invulnerable."""
    if battle.now < target.invulnerable_until_ms:
        return
    _note_hit(battle, target, attacker, damage, means_of_death, region, flags)
    if attacker is not target and attacker.team != target.team:
        attacker.hit_ms, attacker.hit_whom = battle.now, target
        target.hurt_ms, target.hurt_by = battle.now, attacker
    _take(battle, target, attacker, damage, means_of_death, region >= 0)


def hurt_by_world(battle: Battle, target: Soldier, damage: int, means_of_death: int) -> None:
    """A fall, or something of the map, damages a living player."""
    if battle.now < target.invulnerable_until_ms:
        return
    _note_hit(battle, target, None, damage, means_of_death, -1, 0)
    _take(battle, target, None, damage, means_of_death, False)


def die(battle: Battle, soldier: Soldier, killer: Soldier | None, means_of_death: int) -> None:
    """Somebody alive dies and lies there."""
    soldier.health = min(soldier.health, 0)
    soldier.status = Status.WOUNDED
    soldier.died_ms, soldier.gives_up_ms = battle.now, None
    soldier.target = soldier.errand = soldier.hurt_by = None
    soldier.helpers = []
    soldier.path.clear()
    soldier.velocity_x = soldier.velocity_y = soldier.velocity_z = 0.0
    battle.recount()
    battle.note(
        Died,
        player=soldier.number,
        slot=soldier.slot,
        team=soldier.team,
        killer=killer.number if killer else WORLD,
        killer_slot=killer.slot if killer else WORLD,
        killer_team=killer.team if killer else Team.SPEC,
        weapon=killer.held_weapon if killer else 0,
        means_of_death=means_of_death,
        x=soldier.x,
        y=soldier.y,
        z=soldier.z,
        killer_x=killer.x if killer else 0.0,
        killer_y=killer.y if killer else 0.0,
        killer_z=killer.z if killer else 0.0,
        killer_health=killer.health if killer else 0,
    )
    for site in battle.sites:
        site.on_death(battle, soldier)
    if killer is not None and killer.team != soldier.team:
        rouse_avengers(battle, soldier, killer)


def give_up(battle: Battle, soldier: Soldier, cause: LimboCause) -> None:
    """A body is left for limbo, from where its player follows a team-mate, a living one if there is one."""
    soldier.status = Status.LIMBO
    soldier.z += LIMBO_LIFT
    battle.recount()
    lying = [mate for mate in battle.wounded if mate.team == soldier.team]
    seen = battle.alive[soldier.team] or lying
    battle.note(
        WentToLimbo,
        player=soldier.number,
        slot=soldier.slot,
        cause=cause,
        followed_slot=seen[0].slot if seen else -1,
    )


def _take(
    battle: Battle, target: Soldier, attacker: Soldier | None, damage: int, means_of_death: int, is_bullet: bool
) -> None:
    was_alive = target.is_alive
    target.health -= damage
    if is_bullet:
        target.health = max(target.health, GIB_HEALTH + 1)
    if damage > GIBBING_HIT:
        target.health = GIB_HEALTH - 1
    if was_alive and target.health <= 0:
        die(battle, target, attacker, means_of_death)
        if target.health <= GIB_HEALTH:
            give_up(battle, target, "gib")
    elif not was_alive and target.health < FORCED_LIMBO_HEALTH:
        give_up(battle, target, "gib" if target.health <= GIB_HEALTH else "forced")


def _note_hit(
    battle: Battle,
    target: Soldier,
    attacker: Soldier | None,
    damage: int,
    means_of_death: int,
    region: int,
    flags: int,
) -> None:
    battle.note(
        Hit,
        attacker=attacker.number if attacker else WORLD,
        attacker_slot=attacker.slot if attacker else WORLD,
        attacker_team=attacker.team if attacker else Team.SPEC,
        target=target.number,
        target_slot=target.slot,
        target_team=target.team,
        damage=damage,
        target_health=target.health,
        weapon=attacker.held_weapon if attacker else 0,
        means_of_death=means_of_death,
        flags=flags,
        region=region,
        attacker_x=attacker.x if attacker else 0.0,
        attacker_y=attacker.y if attacker else 0.0,
        attacker_z=attacker.z if attacker else 0.0,
        yaw=attacker.yaw if attacker and attacker.is_in_body else 0.0,
        pitch=attacker.pitch if attacker and attacker.is_in_body else 0.0,
        target_x=target.x,
        target_y=target.y,
        target_z=target.z,
    )
