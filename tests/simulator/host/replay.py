"""Drives a server through what a recorded trace says that the engine did, and compares what a module saw.

The trace tells who shot whom, who joined, where somebody stood. Everything else (order of callbacks, level times,
cvars, configstrings, fields) has to come out of the server by itself.
Does not belong here: knowledge of the engine.
"""

from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from tests.simulator.host.traces import Event

from proximity.simulator.host import Level, MapScript, Server

PROBE = Path(__file__).with_name("probe.lua")
# The recording left out some of these, so the server may say more of them than the trace.
INCOMPLETE = {"print", "changed", "fire", "command"}
MOD_SWITCHTEAM = "59"
DAMAGE_RADIUS = "1"


@dataclass(frozen=True)
class RecordedLevel(Level):
    """A level whose spawn points are those that the trace names next."""

    replay: "Replay | None" = field(default=None, compare=False)

    def spawn_point(self, slot: int, team: int) -> tuple[float, float, float]:
        assert self.replay is not None
        spawn = self.replay.next_of("spawn", slot)
        if spawn is None:
            return (0.0, 0.0, 24.0)
        x, y, z = map(float, spawn.values[16].split(" "))
        return (x, y, z if team == 3 else z - 25)


class Replay:
    """One run of a trace. `run` raises AssertionError at the first event that differs."""

    def __init__(self, events: list[Event], server: Server) -> None:
        self.events = events
        self.server = server
        self.position = 0
        self.seen: deque[Event] = deque()
        self.healths_corrected = self.damages = 0
        self.console_position = 0
        self.console_command = ""

    @property
    def event(self) -> Event:
        return self.events[self.position]

    def run(self) -> None:
        while self.position < len(self.events):
            if self._match():
                continue
            before = (self.server.clock.level_time_ms, self.server.is_frame_open)
            self._act()
            self._collect()
            after = (self.server.clock.level_time_ms, self.server.is_frame_open)
            assert self.seen or before != after, f"nothing came of {self.event}"
        assert [event for event in self.seen if event.kind not in INCOMPLETE] == []

    def next_of(self, kind: str, slot: int, after: int = 0) -> Event | None:
        """The next event of this kind about this client."""
        coming = (event for event in self.events[self.position + after :] if event.kind == kind)
        return next((event for event in coming if event.values[0] == str(slot)), None)

    def _collect(self) -> None:
        lines = self.server.console[self.console_position :]
        self.console_position = len(self.server.console)
        self.seen.extend(Event.parse(line[1:].rstrip("\n")) for line in lines if line.startswith("\1"))

    def _match(self) -> bool:
        """Strike off the event that the server produced; what the recording left out is passed over."""
        while self.seen:
            seen = self.seen.popleft()
            if self.event.is_seen_as(seen):
                self.position += 1
                return True
            assert seen.kind in INCOMPLETE, f"expected {self.event}\nthe server gave {seen}"
        return False

    def _act(self) -> None:
        """Do what the next event says that the engine did; or let time pass until it is due."""
        self._prepare_clients()
        event = self.event
        if event.kind == "frame" and event.state("g_restarted") == "1":
            self.server.countdown()
        elif self._last_frame_ms() < event.level_time:
            self._rank_by_order_of_spawns()
            self._type_time_limit()
            self.server.frame()
        elif self._is_inside_frame() and not self.server.is_frame_open:
            self.server.begin_frame()
        else:
            action = getattr(self, f"_on_{event.kind}", None)
            assert action is not None, f"not caused by anything: {event}"
            action(*event.values)

    # --- time -------------------------------------------------------------------------------------------------------

    def _last_frame_ms(self) -> int:
        open_ms = self.server.frame_ms if self.server.is_frame_open else 0
        return self.server.clock.level_time_ms - open_ms

    def _is_inside_frame(self) -> bool:
        """Explosions and respawns at waves happen inside a frame, everything else between two."""
        event = self.event
        if event.kind == "damage":
            return event.values[3] == DAMAGE_RADIUS
        return event.kind == "spawn" and int(event.values[11]) > event.level_time

    # --- what has to be known beforehand ----------------------------------------------------------------------------

    def _prepare_clients(self) -> None:
        """Class, weapon and full health of everybody's next spawn."""
        for slot, client in self.server.clients.items():
            spawn = self.next_of("spawn", slot)
            if spawn is not None:
                client.latched_class = int(spawn.values[7])
                client.weapon = int(spawn.values[10])
                client.max_health = int(spawn.values[5])

    def _rank_by_order_of_spawns(self) -> None:
        """Who waits is let in by score; the trace does not tell the scores, but the order."""
        coming = (event for event in self.events[self.position :] if event.level_time <= self._last_frame_ms())
        for rank, event in enumerate(coming):
            if event.kind == "spawn":
                self.server.entity(int(event.values[0]))["ps.persistant", 0] = 1000 - rank

    def _type_time_limit(self) -> None:
        """Somebody at the console changed it: no callback tells."""
        is_next = self.event.kind == "frame" and self.event.level_time - self._last_frame_ms() <= self.server.frame_ms
        if is_next and self.event.state("gamestate") == self.server.cvars["gamestate"] == "2":
            self.server.set_cvar("timelimit", self.event.state("timelimit"))

    def _next_level(self) -> RecordedLevel:
        name = next(event.values[0] for event in self.events[self.position :] if event.kind == "map")
        start = next(event for event in self.events[self.position :] if event.kind == "init")
        return RecordedLevel(name, script=MapScript(float(start.state("timelimit"))), replay=self)

    def _set_healths_of_intermission(self) -> None:
        """Damage of the last seconds may be beyond the limit of the recording; health shows it."""
        for slot in (0, 1):
            shown = self.next_of("intermission", slot)
            if shown is not None:
                self.server.entity(slot)["health"] = int(shown.values[2])

    # --- causes, by kind of event -----------------------------------------------------------------------------------

    def _on_load(self, state: str) -> None:
        if self.server.level is None:
            self.server.map(self._next_level())
            return
        first_frame = self.events[self.position + 1].level_time
        while self._last_frame_ms() < first_frame - self.server.frame_ms:
            self.server.frame()
        self.server.lua_restart()

    def _on_shutdown(self, restart: str, state: str) -> None:
        first_frame = next((event for event in self.events[self.position :] if event.kind == "frame"), None)
        stays_in_warmup = first_frame is not None and first_frame.state("gamestate") == "2"
        self.server.set_cvar("g_doWarmup", "1" if stays_in_warmup else "0")
        gamestate = self.event.state("gamestate")
        if restart == "1":
            self.server.map_restart(gamestate)
        elif gamestate == "-1":
            self.server.map(self._next_level())
        else:
            self.server.quit()

    def _on_connect(self, slot: str, is_first_time: str, is_bot: str, name: str, guid: str) -> None:
        self.server.connect(int(slot), name, guid, is_bot=is_bot == "1")

    def _on_disconnect(self, slot: str, *seen: str) -> None:
        self.server.entity(int(slot))["health"] = int(seen[3])
        self.server.disconnect(int(slot))

    def _on_changed(self, slot: str, name: str, team: str) -> None:
        if self.console_command == "swap_teams":
            self.console_command = ""
            self.server.swap_teams()
            return
        if self.server.clients[int(slot)].has_begun:
            self.server.limbo(int(slot))
        self.server.set_team(int(slot), int(team))

    def _on_spawn(self, slot: str, is_revived: str, is_team_change: str, *_: str) -> None:
        if is_revived == "1":
            revive = self.next_of("revive", int(slot))
            assert revive is not None
            x, y, z = map(float, self.event.values[15].split(" "))
            self.server.revive(int(slot), int(revive.values[1]), origin=(x, y, z - 9), health=int(revive.values[4]))
        elif is_team_change == "1":
            self._join(int(slot), int(self.event.values[6]))
        else:
            self.server.spawn(int(slot))

    def _join(self, slot: int, team: int) -> None:
        client = self.server.clients[slot]
        if client.has_begun:
            self.server.limbo(slot)
            self.server.set_team(slot, team)
            return
        if client.team != team:
            self.server.set_team(slot, team)
        self.server.begin(slot)

    def _on_damage(self, target: str, attacker: str, damage: str, flags: str, mod: str, *seen: str) -> None:
        """What the recording left out (regeneration, packs, shots beyond its limit) is put right before the hit."""
        victim, shooter = self.server.entity(int(target)), self.server.entity(int(attacker))
        self.damages += 1
        if victim["health"] != int(seen[1]):
            self.healths_corrected += 1
            victim["health"] = int(seen[1])
        victim["takedamage"] = int(seen[2])
        shooter["ps.weapon"] = int(seen[5])
        is_head = shooter["pers.playerStats.hitRegions", 0] < int(seen[6])
        shooter["pers.playerStats.hitRegions", 0] = int(seen[6]) - is_head
        death = self.next_of("obituary", int(target))
        if death is not None and int(target) < 64:
            victim["ps.origin"] = tuple(map(float, death.values[7].split(" ")))
        self.server.damage(*map(int, (target, attacker, damage, flags, mod)), region=0 if is_head else None)

    def _on_obituary(self, victim: str, killer: str, mod: str, *seen: str) -> None:
        """A death without damage: /kill, a change of team, or damage that the recording left out."""
        slot = int(victim)
        self.server.entity(slot)["ps.origin"] = tuple(map(float, seen[4].split(" ")))
        if mod == MOD_SWITCHTEAM:
            change = self.next_of("changed", slot)
            assert change is not None
            self.server.set_team(slot, int(change.values[2]))
            return
        self.server.entity(slot)["health"] = int(seen[1])
        self.server.obituary(slot, int(killer), int(mod))

    def _on_fire(self, slot: str, weapon: str, _: str) -> None:
        self.server.weapon_fire(int(slot), int(weapon))

    def _on_command(self, slot: str, command: str, count: str, argument: str) -> None:
        self.server.command(int(slot), command, *([argument] if count != "1" else []))
        if (command, argument) == ("ref", "pause"):
            self.server.pause()
        elif (command, argument) == ("ref", "unpause"):
            self.server.unpause()

    def _on_console(self, command: str) -> None:
        self.console_command = command
        self.server.console_command(command)

    def _on_print(self, gamestate: str, text: str) -> None:
        if text.startswith("Exit: "):
            end = next(event for event in self.events[self.position :] if event.kind == "frame")
            self._set_healths_of_intermission()
            self.server.end_round(text.removeprefix("Exit: "), int(end.state("winner").removeprefix("\\w\\")))
        elif text.startswith("ExitLevel"):
            self.server.exit_level()
        else:
            self.server.print_line(text)
