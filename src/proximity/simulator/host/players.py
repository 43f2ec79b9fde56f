"""What happens to the body of a player: coming to life, moving, waiting in limbo, watching others.

Does not belong here: who does what and when; callers decide. Fights: see `combat`.
"""

from typing import Any, Literal

from proximity.simulator.host.defaults import INTERMISSION
from proximity.simulator.host.entity import single_precision
from proximity.simulator.host.level_data import SPECTATOR, Vector
from proximity.simulator.host.records import Records

Stance = Literal["stand", "crouch", "prone"]

PM_NORMAL, PM_SPECTATOR, PM_DEAD, PM_FREEZE = 0, 2, 3, 4
PMF_DUCKED, PMF_RESPAWNED, PMF_FOLLOW, PMF_LIMBO = 1, 512, 4096, 16384
EF_CROUCHING, EF_PRONE, EF_PRONE_MOVING = 16, 0x80000, 0x100000
STAT_HEALTH, STAT_MAX_HEALTH, STAT_CLASS, STAT_STAMINA = 0, 3, 4, 8
PW_INVULNERABLE, INVULNERABLE_MS = 1, 3000
SVF_BOT = 8
CONTENTS_BODY = 33554432
VIEW_HEIGHT: dict[Stance, int] = {"stand": 40, "crouch": 16, "prone": -8}
# A spawning player hangs above the floor until the callback is over, a revived one a little.
SPAWN_LIFT, REVIVE_LIFT = 25.0, 9.0
FULL_STAMINA = 20000


class Players(Records):
    """Bodies of players."""

    def spawn(
        self,
        slot: int,
        *,
        origin: Vector | None = None,
        health: int | None = None,
        revived: bool = False,
        team_change: bool = False,
        restore_health: bool = True,
    ) -> None:
        """ClientSpawn: full health, limbo is over, et_ClientSpawn comes before the drop to the floor.

        `origin`: where he will stand, feet + 24 (default: a spawn point of his team). `health`: full health, kept for
        later spawns (default 100). In intermission he stands at the camera.
        """
        client = self.clients[slot]
        client.max_health = health or client.max_health
        if client.player_class != client.latched_class and not revived:
            client.player_class = client.latched_class
            self.userinfo_changed(slot)
        x, y, z = origin or self._level.spawn_point(slot, client.team)
        is_spectator = client.team == SPECTATOR
        hanging = (x, y, z if is_spectator else z + (REVIVE_LIFT if revived else SPAWN_LIFT))
        self.vm.host.following[slot] = None
        self._put_to_life(slot, hanging, is_spectator)
        if self.cvars["gamestate"] == INTERMISSION:
            self.vm.host.show_intermission(slot, *self._level.intermission_point)
        self._callback("et_ClientSpawn", slot, int(revived), int(team_change), int(restore_health))
        entity = self.entity(slot)
        entity["r.currentOrigin"] = (x, y, z)
        if entity["ps.pm_type"] == PM_NORMAL:
            entity["ps.origin"] = (x, y, z)
            entity["ps.pm_type"] = PM_SPECTATOR if is_spectator else PM_NORMAL

    def move(
        self,
        slot: int,
        origin: Vector,
        velocity: Vector = (0.0, 0.0, 0.0),
        viewangles: Vector = (0.0, 0.0, 0.0),
        *,
        stance: Stance = "stand",
        stamina: int = FULL_STAMINA,
        is_airborne: bool = False,
    ) -> None:
        """A movement command; cheap, meant for every player in every frame. Who cannot move does not.

        Positions are feet + 24 and kept in single precision, velocity is in units/s, `viewangles` are pitch, yaw,
        roll, `stamina` is ps.stats[8] (0 to 20000).
        """
        stance_flags = PMF_DUCKED if stance == "crouch" else 0
        effects = 0
        if stance == "crouch":
            effects = EF_CROUCHING
        elif stance == "prone":
            effects = EF_PRONE | (EF_PRONE_MOVING if velocity[0] or velocity[1] else 0)
        numbers = single_precision((*origin, *velocity, *viewangles))
        self.vm.host.move(slot, *numbers, stance_flags, effects, VIEW_HEIGHT[stance], stamina, is_airborne)

    def limbo(self, slot: int, following: int | None = None, *, leaves_corpse: bool = True) -> None:
        """Out of the body, waiting for the next wave: no callback; ps.* becomes a copy of whom he follows.

        `following` defaults to the first living team mate. Nothing happens to a player who is in limbo already.
        """
        entity = self.entity(slot)
        if slot in self._limbo:
            return
        self._limbo.append(slot)
        self._due_next -= {slot}
        if leaves_corpse:
            self._leave_corpse(slot)
        x, y, z = entity["r.currentOrigin"]
        entity.update({"r.currentOrigin": (x, y, z + 8), "r.contents": 0, "r.linked": 0, "ps.pm_flags": PMF_LIMBO})
        self._watch(slot, following if following is not None else self._team_mate(slot))
        self._find_others_to_watch(slot)

    def follow(self, slot: int, following: int | None) -> None:
        """A spectator watches a player, or flies freely again (None)."""
        self.entity(slot)["sess.spectatorState"] = 1 if following is None else 2
        self._watch(slot, following)
        if following is None:
            self.entity(slot).update({"ps.pm_type": PM_SPECTATOR, "ps.pm_flags": 0})

    def is_in_limbo(self, slot: int) -> bool:
        """Whether he waits for the next wave."""
        return slot in self._limbo

    def _watch(self, slot: int, following: int | None) -> None:
        self.vm.host.following[slot] = following
        if following is not None:
            self.entity(slot)["sess.spectatorClient"] = following
            self.vm.host.copy_followed()

    def _find_others_to_watch(self, slot: int) -> None:
        """He is no sight any more: those who watched him turn to somebody else."""
        watchers = [watcher for watcher, watched in self.vm.host.following.items() if watched == slot]
        for watcher in watchers:
            self._watch(watcher, self._team_mate(watcher))

    def _team_mate(self, slot: int) -> int | None:
        """The first living one; whoever is there if none lives."""
        team = self.clients[slot].team
        mates = [n for n, mate in self.clients.items() if n != slot and mate.team == team and n not in self._limbo]
        return min(mates, key=lambda n: (self.entity(n)["health"] <= 0, n), default=None)

    def _put_to_life(self, slot: int, origin: Vector, is_spectator: bool) -> None:
        client = self.clients[slot]
        if slot in self._limbo:
            self._limbo.remove(slot)
        fields: dict[str, Any] = {
            "inuse": 1,
            "classname": "player",
            "takedamage": int(not is_spectator),
            "enemy": None,
            "health": client.max_health,
            "flags": 0,
            "r.svFlags": SVF_BOT if client.is_bot else 0,
            "r.contents": 0 if is_spectator else CONTENTS_BODY,
            "r.linked": int(not is_spectator),
            "s.eType": 1,
            "s.clientNum": slot,
            "s.origin": origin,
            "s.groundEntityNum": 1023,
            "r.currentOrigin": origin,
            "ps.origin": origin,
            "ps.velocity": (0.0, 0.0, 0.0),
            "ps.pm_type": PM_NORMAL,
            "ps.pm_flags": PMF_RESPAWNED,
            "ps.eFlags": 0,
            "s.eFlags": 0,
            "ps.weapon": 0 if is_spectator else client.weapon,
            "ps.viewheight": VIEW_HEIGHT["stand"],
            "pers.lastSpawnTime": self.clock.level_time_ms,
            "deathTime": 0,
            "respawnTime": self.clock.level_time_ms,
            "sess.playerType": client.player_class,
            "sess.latchPlayerType": client.latched_class,
            "props_frame_state": -1,
        }
        entity = self.entity(slot)
        entity.update(fields)
        entity["ps.stats", STAT_HEALTH] = entity["ps.stats", STAT_MAX_HEALTH] = client.max_health
        entity["ps.stats", STAT_CLASS] = client.player_class
        entity["ps.stats", STAT_STAMINA] = FULL_STAMINA
        shield = 0 if is_spectator else self.clock.level_time_ms + INVULNERABLE_MS
        entity["ps.powerups", PW_INVULNERABLE] = shield
