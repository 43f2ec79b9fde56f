"""Clients: arriving, beginning, joining teams, talking, leaving.

Does not belong here: their bodies; see `players`.
"""

from proximity.simulator.host.client import Client
from proximity.simulator.host.deaths import MOD_SWITCHTEAM, Deaths
from proximity.simulator.host.defaults import CS_PLAYERS
from proximity.simulator.host.level_data import SPECTATOR
from proximity.simulator.host.players import PM_DEAD, STAT_HEALTH

# Who joins a team later than this after the start of an instance waits for the next wave.
ALIVE_AT_START_MS = 600


class Clients(Deaths):
    """Everything that one client does to a module, apart from fighting."""

    _start_time_ms = 0

    def connect(self, slot: int, name: str, guid: str, *, is_bot: bool = False, ip: str = "127.0.0.1") -> bool:
        """He arrives: et_ClientConnect(slot, 1, is_bot). False if the module turned him away.

        Names and all other text are latin-1: one character a byte.
        """
        if slot in self.clients:
            raise ValueError(f"slot {slot} is taken by {self.clients[slot].name}")
        self.clients[slot] = Client(name, guid, is_bot)
        address = "localhost" if is_bot else ip
        self.set_userinfo(slot, f"\\name\\{name}\\rate\\25000\\snaps\\20\\ip\\{address}\\cl_guid\\{guid}")
        self.set_configstring(CS_PLAYERS + slot, "")
        return self._connect(slot, is_first_time=True)

    def begin(self, slot: int) -> None:
        """He has loaded the map: et_ClientSpawn, then et_ClientBegin. Waits in limbo if he has a team and came late."""
        client = self.clients[slot]
        self.entity(slot).update({"pers.connected": 2, "pers.enterTime": self.clock.level_time_ms})
        self._begin(slot)
        client.has_begun = True
        self._callback("et_ClientBegin", slot)

    def disconnect(self, slot: int) -> None:
        """He leaves: et_ClientDisconnect while all fields can be read; no obituary. The slot is free at once."""
        self._callback("et_ClientDisconnect", slot)
        self.print_line(f"ClientDisconnect: {slot}")
        del self.clients[slot]
        self.vm.host.following[slot] = None
        if slot in self._limbo:
            self._limbo.remove(slot)
        self._find_others_to_watch(slot)
        self.entity(slot).update({"sess.sessionTeam": 0, "pers.connected": 0, "inuse": 0, "classname": "disconnected"})
        self.set_configstring(CS_PLAYERS + slot, "")

    def set_team(self, slot: int, team: int, player_class: int | None = None, weapon: int | None = None) -> None:
        """Join a team (1 Axis, 2 Allies, 3 spectators).

        Of a living or wounded player comes et_Obituary (MOD_SWITCHTEAM), then an et_ClientSpawn that is no life: he
        waits in limbo, `spawn` lets him in.
        """
        client = self.clients[slot]
        if client.has_begun and client.team != SPECTATOR and not self.is_in_limbo(slot):
            self.obituary(slot, slot, MOD_SWITCHTEAM)
        self._limbo = [n for n in self._limbo if n != slot]
        client.team = team
        self.set_class(slot, client.latched_class if player_class is None else player_class, weapon)
        self.entity(slot).update({"sess.sessionTeam": team, "sess.spectatorState": 1})
        self.userinfo_changed(slot)
        if client.has_begun:
            self._begin(slot)

    def set_class(self, slot: int, player_class: int, weapon: int | None = None) -> None:
        """Choose class (0 soldier, 1 medic, 2 engineer, 3 field ops, 4 covert ops) and weapon of the next spawn."""
        client = self.clients[slot]
        client.latched_class = player_class
        self.entity(slot)["sess.latchPlayerType"] = player_class
        if weapon is not None:
            client.weapon = weapon
            self.entity(slot)["sess.latchPlayerWeapon"] = weapon

    def swap_teams(self) -> None:
        """`swap_teams`: everybody changes sides, without obituaries."""
        for slot, client in sorted(self.clients.items()):
            if client.team != SPECTATOR:
                client.team = 3 - client.team
                self.entity(slot)["sess.sessionTeam"] = client.team
                self.userinfo_changed(slot)
                self._begin(slot)

    def command(self, slot: int, *arguments: str) -> bool:
        """A client command ("say", "hi"): et_ClientCommand, then what the game prints. True if the module took it."""
        self.vm.host.set_arguments(*arguments)
        if self._is_cancelled("et_ClientCommand", slot, arguments[0]):
            return True
        if slot in self.clients:
            self._print_chat(slot, arguments)
        return False

    def console_command(self, *arguments: str) -> bool:
        """A command that the server's console does not know: et_ConsoleCommand. True if the module took it."""
        self.vm.host.set_arguments(*arguments)
        return self._is_cancelled("et_ConsoleCommand", arguments[0])

    def _print_chat(self, slot: int, arguments: tuple[str, ...]) -> None:
        name, text = self.clients[slot].name, " ".join(arguments[1:])
        if arguments[0] == "say":
            self.print_line(f"say: ^7{name}^7: ^2{text}")
            self.print_line(f"^7{name}^7: ^2{text}")
        elif arguments[0] == "say_team":
            self.print_line(f"sayteam: ^7{name}^7: ^5{text}")
            self.print_line(f"^7(^7{name}^7): ^5{text}")
        elif arguments[0].startswith("vsay"):
            self.print_line(f"voice: ^7{name}^7 {text}")

    def _connect(self, slot: int, *, is_first_time: bool) -> bool:
        client = self.clients[slot]
        self.vm.host.clear_client(slot)
        entity = self.entity(slot)
        entity.update({**client.session, "pers.connected": 1, "pers.connectTime": self.clock.level_time_ms})
        entity.update({"sess.sessionTeam": client.team, "sess.spectatorState": 1, "disguiseClientNum": -1})
        for name in ("lastkilled", "lastrevive", "lastkiller"):
            entity[f"pers.{name}_client"] = -1
        self.print_line(f"{'Writing' if is_first_time else 'Reading'} session file session/client{slot:02}.json")
        answer = self._callback("et_ClientConnect", slot, int(is_first_time), int(client.is_bot))
        if isinstance(answer, str | int | float) and not isinstance(answer, bool) and not client.is_bot:
            entity["pers.connected"] = 0
            del self.clients[slot]
            return False
        entity["pers.netname"] = client.name
        self.print_line(f"ClientConnect: {slot}")
        self.userinfo_changed(slot)
        return True

    def _begin(self, slot: int) -> None:
        """ClientBegin, which every change of team runs as well."""
        self.entity(slot)["pers.lastrevive_client"] = -1
        self.spawn(slot, team_change=True)
        client = self.clients[slot]
        if client.team != SPECTATOR and self.clock.level_time_ms - self._start_time_ms > ALIVE_AT_START_MS:
            entity = self.entity(slot)
            entity.update({"health": 0, "ps.pm_type": PM_DEAD})
            entity["ps.stats", STAT_HEALTH] = 0
            self.limbo(slot, leaves_corpse=False)
        self.print_line(f"ClientBegin: {slot}")
