"""Fights: shots, damage, revives.

The engine's part only: order of callbacks and state inside them. Does not belong here: who hits whom.
"""

from typing import Any

from proximity.simulator.host import api
from proximity.simulator.host.clients import Clients
from proximity.simulator.host.defaults import PLAYING
from proximity.simulator.host.entity import Entity
from proximity.simulator.host.level_data import Vector
from proximity.simulator.host.players import INVULNERABLE_MS, STAT_HEALTH

FORCE_LIMBO_HEALTH, GIB_HEALTH, GIBBING_HIT = -113, -175, 190
WP_SYRINGE = 11
SK_FIRST_AID, REVIVE_POINTS = 2, 4.0


class Combat(Clients):
    """What happens between players, and between them and the world."""

    def weapon_fire(self, slot: int, weapon: int) -> bool:
        """et_WeaponFire, before the shot's traces. False if the module suppressed the shot."""
        self.entity(slot).update({"ps.weapon": weapon, "s.weapon": weapon})
        return not self._is_cancelled("et_WeaponFire", slot, weapon)

    def damage(
        self, target: int, attacker: int, damage: int, flags: int = 0, mod: int = 0, *, region: int | None = None
    ) -> bool:
        """Damage as the engine applies it: et_Damage, then health falls, then a living player without health dies.

        `target` and `attacker` are entity numbers: slots, 64 to 71 corpses, 1022 the world, others of the map.
        `region` (0 head, 1 arms, 2 body, 3 legs; bullets only) moves the attacker's counter before the callback.
        True if this killed the target. Bodies that lose too much go to limbo.
        """
        if region is not None and attacker in self.clients:
            self.entity(attacker).add(("pers.playerStats.hitRegions", region), 1)
        if self._is_cancelled("et_Damage", target, attacker, damage, flags, mod):
            return False
        entity = self.entity(target)
        health = entity["health"]
        if target not in self.clients:
            entity["health"] = health - damage
            return False
        entity["health"] = self._health_left(health, damage, mod)
        entity.update({"lasthurt_client": attacker, "lasthurt_mod": mod, "lasthurt_time": self.clock.level_time_ms})
        self._count_damage(target, attacker, damage, health)
        if health > 0:
            return self._survives_or_dies(entity, attacker, mod)
        if entity["health"] < FORCE_LIMBO_HEALTH:
            self.limbo(entity.number, leaves_corpse=entity["health"] > GIB_HEALTH)
        return False

    def revive(self, target: int, medic: int, *, origin: Vector | None = None, health: int | None = None) -> None:
        """A syringe: et_WeaponFire, et_ClientSpawn(target, 1, 0, 1) with full health, et_Revive with `health`.

        `health` is half of the full one by default, `origin` where the body lies. Then comes the line Medic_Revive;
        only after all that the target's pers.lastrevive_client names the medic.
        """
        self.weapon_fire(medic, WP_SYRINGE)
        entity = self.entity(target)
        self.spawn(target, origin=origin or entity["r.currentOrigin"], revived=True)
        revived_health = self.clients[target].max_health // 2 if health is None else health
        entity.update({"health": revived_health, "props_frame_state": medic})
        entity["ps.stats", STAT_HEALTH] = revived_health
        self._callback("et_Revive", target, medic, self.clock.level_time_ms + INVULNERABLE_MS)
        self.print_line(f"Medic_Revive: {medic} {target}")
        entity["pers.lastrevive_client"] = medic
        self.award_xp(medic, SK_FIRST_AID, REVIVE_POINTS)

    def _engine(self) -> dict[str, Any]:
        return {
            **super()._engine(),
            "damage": lambda target, inflictor, attacker, damage, flags, mod: self.damage(
                target, attacker, damage, flags, mod
            ),
            "drop_client": lambda slot, reason, ban_seconds: self.disconnect(slot),
            "userinfo_changed": self.userinfo_changed,
        }

    def _survives_or_dies(self, entity: Entity, attacker: int, mod: int) -> bool:
        entity["ps.stats", STAT_HEALTH] = entity["health"]
        if entity["health"] > 0:
            return False
        self.obituary(entity.number, attacker, mod)
        if entity["health"] <= GIB_HEALTH:
            self.limbo(entity.number, leaves_corpse=False)
        return True

    def _health_left(self, health: int, damage: int, mod: int) -> int:
        """Bullets cannot tear a body to pieces; a single hit above 190 always does."""
        if damage > GIBBING_HIT:
            return GIB_HEALTH - 1
        if api.means_of_death()[mod].has_hit_region:
            return max(health - damage, GIB_HEALTH + 1)
        return health - damage

    def _count_damage(self, target: int, attacker: int, damage: int, health: int) -> None:
        """Damage statistics: in play, between two living players' sides."""
        if attacker not in self.clients or attacker == target or health <= 0 or self.cvars["gamestate"] != PLAYING:
            return
        kind = "team_damage" if self.clients[attacker].team == self.clients[target].team else "damage"
        self.entity(attacker).add(f"sess.{kind}_given", damage)
        self.entity(target).add(f"sess.{kind}_received", damage)
