"""Fights: shots, damage, deaths, revives.

The engine's part only: order of callbacks and state inside them. Does not belong here: who hits whom.
"""

from proximity.simulator.host.clients import PM_DEAD, PM_NORMAL
from proximity.simulator.host.levels import PLAYING, Levels

WORLD = 1022
MOD_SUICIDE = 33


class Combat(Levels):
    """What happens between players, and between them and the world."""

    def weapon_fire(self, slot: int, weapon: int) -> bool:
        """et_WeaponFire, before the shot's traces. False if the module suppressed the shot."""
        self.entity(slot)["ps.weapon"] = weapon
        return bool(self._callback("et_WeaponFire", slot, weapon) != 1)

    def damage(
        self, target: int, attacker: int, damage: int, flags: int = 0, mod: int = 0, *, region: int | None = None
    ) -> bool:
        """Damage as the engine applies it: et_Damage first, then health falls; a living player who has none left dies.

        `target` and `attacker` are entity numbers (64 to 71 corpses, 1022 the world). `region` 0 head, 1 arms, 2 body,
        3 legs moves the attacker's counter before the callback. True if this killed the target (et_Obituary came).
        """
        if region is not None and attacker < self.max_clients:
            counters = self.entity(attacker)
            counters["pers.playerStats.hitRegions", region] = counters["pers.playerStats.hitRegions", region] + 1
        if self._callback("et_Damage", target, attacker, damage, flags, mod) == 1:
            return False
        entity = self.entity(target)
        was_alive = entity["health"] > 0
        entity["health"] = entity["health"] - damage
        if target in self.clients and was_alive and entity["health"] <= 0:
            self.obituary(target, attacker, mod)
            return True
        return False

    def obituary(self, victim: int, killer: int, mod: int) -> None:
        """A death: the Kill line (only in play), then et_Obituary. By itself for /kill, team switch and the like."""
        entity = self.entity(victim)
        if entity["health"] > 0:
            entity["health"] = 0
        entity["ps.pm_type"] = PM_DEAD
        if self.cvars["gamestate"] == PLAYING:
            self.print_line(f"Kill: {killer} {victim} {mod}: ")
        self._callback("et_Obituary", victim, killer, mod)

    def revive(self, target: int, medic: int) -> None:
        """A syringe: et_ClientSpawn(target, 1, 0, 1) with full health, et_Revive with half of it, Medic_Revive."""
        entity = self.entity(target)
        origin = entity["ps.origin"]
        self.spawn(target, origin=origin, revived=True)
        entity["health"] = entity["health"] // 2
        entity["ps.pm_type"] = PM_NORMAL
        self._callback("et_Revive", target, medic, self.clock.level_time_ms + 3000)
        self.print_line(f"Medic_Revive: {medic} {target}")
        entity["pers.lastrevive_client"] = medic
