"""Clients: connecting, beginning, spawning, moving, changing team, leaving.

Does not belong here: who does what and when; callers decide.
"""

from proximity.simulator.host.client import Client
from proximity.simulator.host.level_data import Vector
from proximity.simulator.host.process import Process

MAX_HEALTH = 100
SVF_BOT = 8
PM_NORMAL, PM_SPECTATOR, PM_DEAD, PM_INTERMISSION = 0, 2, 3, 5


class Clients(Process):
    """Everything that one client does to a module, apart from fighting."""

    def connect(self, slot: int, name: str, guid: str, *, is_bot: bool = False, ip: str = "127.0.0.1") -> bool:
        """A client arrives: et_ClientConnect(slot, 1, is_bot). False if the module turned him away."""
        self.clients[slot] = Client(name, guid, is_bot)
        self.set_userinfo(slot, f"\\name\\{name}\\rate\\25000\\snaps\\20\\ip\\{ip}\\cl_guid\\{guid}")
        return self._connect(slot, 1)

    def begin(self, slot: int) -> None:
        """The client has loaded the map: et_ClientSpawn, then et_ClientBegin."""
        client = self.clients[slot]
        self.entity(slot)["pers.connected"] = 2
        self.spawn(slot, team_change=True)
        client.has_begun = True
        self._callback("et_ClientBegin", slot)

    def disconnect(self, slot: int) -> None:
        """He leaves: et_ClientDisconnect while all fields can still be read; no obituary. The slot is free at once."""
        self._callback("et_ClientDisconnect", slot)
        del self.clients[slot]
        self.entity(slot).update({"sess.sessionTeam": 0, "pers.connected": 0, "inuse": 0, "classname": "disconnected"})

    def set_team(self, slot: int, team: int, player_class: int | None = None) -> None:
        """Join a team (1 Axis, 2 Allies, 3 spectators): obituary of the living, and a spawn that is none (limbo)."""
        client = self.clients[slot]
        client.team = team
        if player_class is not None:
            client.player_class = player_class
        self.entity(slot)["sess.sessionTeam"] = team
        if client.has_begun:
            self.spawn(slot, team_change=True)

    def set_class(self, slot: int, player_class: int) -> None:
        """Choose the class (0 soldier … 4 covert ops) of the next spawn."""
        self.clients[slot].player_class = player_class
        self.entity(slot)["sess.latchPlayerType"] = player_class

    def spawn(
        self,
        slot: int,
        *,
        origin: Vector | None = None,
        revived: bool = False,
        team_change: bool = False,
        restore_health: bool = True,
    ) -> None:
        """Come to life with full health: et_ClientSpawn. `origin`: where he stands after the drop to the floor."""
        client = self.clients[slot]
        assert self.level is not None
        x, y, z = origin or self.level.spawn_point(slot, client.team)
        entity = self.entity(slot)
        entity.update(
            {
                "inuse": 1,
                "classname": "player",
                "health": MAX_HEALTH,
                "sess.sessionTeam": client.team,
                "sess.playerType": client.player_class,
                "ps.pm_type": PM_NORMAL,
                "ps.pm_flags": 512,
                "ps.origin": (x, y, z + 25),
                "r.currentOrigin": (x, y, z + 25),
                "pers.lastSpawnTime": self.clock.level_time_ms,
                "r.svFlags": SVF_BOT if client.is_bot else 0,
            }
        )
        entity["ps.stats", 0] = MAX_HEALTH
        self._callback("et_ClientSpawn", slot, int(revived), int(team_change), int(restore_health))
        entity["ps.origin"] = (x, y, z)
        entity["r.currentOrigin"] = (x, y, z)

    def move(
        self,
        slot: int,
        origin: Vector,
        velocity: Vector = (0.0, 0.0, 0.0),
        viewangles: Vector = (0.0, 0.0, 0.0),
        *,
        stance: str = "stand",
        stamina: int = 20000,
        is_airborne: bool = False,
    ) -> None:
        """A movement command of a living player; cheap, meant for every player in every frame.

        `stance`: "stand", "crouch" or "prone". `stamina` is ps.stats[8], 0 to 20000. `viewangles`: pitch, yaw, roll.
        """
        entity = self.entity(slot)
        entity.update(
            {"ps.origin": origin, "r.currentOrigin": origin, "ps.velocity": velocity, "ps.viewangles": viewangles}
        )
        entity["ps.stats", 8] = stamina

    def limbo(self, slot: int, following: int | None = None) -> None:
        """A dead or wounded player goes to limbo (no callback); from now on his ps.* is a copy of `following`'s."""
        raise NotImplementedError

    def follow(self, slot: int, following: int | None) -> None:
        """A spectator follows a player (None: flies freely)."""
        raise NotImplementedError

    def command(self, slot: int, *arguments: str) -> bool:
        """A client command ("say", "hi"): et_ClientCommand. True if the module handled it."""
        self.vm.host.set_arguments(*arguments)
        handled = self._callback("et_ClientCommand", slot, arguments[0])
        return bool(handled == 1)

    def console_command(self, *arguments: str) -> bool:
        """A command on the server's console: et_ConsoleCommand. True if the module handled it."""
        self.vm.host.set_arguments(*arguments)
        handled = self._callback("et_ConsoleCommand", arguments[0])
        return bool(handled == 1)

    def _connect(self, slot: int, first_time: int) -> bool:
        client = self.clients[slot]
        entity = self.entity(slot)
        entity.update({"pers.connected": 1, "pers.netname": None, "sess.sessionTeam": client.team})
        answer = self._callback("et_ClientConnect", slot, first_time, int(client.is_bot))
        if isinstance(answer, (str, int, float)) and not isinstance(answer, bool) and not client.is_bot:
            del self.clients[slot]
            return False
        entity["pers.netname"] = client.name
        self._callback("et_ClientUserinfoChanged", slot)
        return True

    def _save_sessions(self) -> None:
        for client in self.clients.values():
            client.has_begun = False

    def _return_clients(self) -> None:
        for slot in sorted(self.clients):
            if self._connect(slot, 0):
                self.begin(slot)
