"""Small rounds on the fake server, and the files that the tracker writes of them.

Does not belong here: whole matches; see the match simulator.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proximity.simulator.host import ALLIES, AXIS, Level, Server

MODULE = Path(__file__).parents[2] / "lua" / "proximity_tracker.lua"
MP40, THOMPSON, GRENADE = 3, 8, 4
MOD_MP40, MOD_THOMPSON, MOD_GRENADE, MOD_CARBINE, MOD_KAR98 = 8, 9, 18, 37, 38
WORLD = 1022
LEVEL = Level("supply", spawn_points={AXIS: [(0.0, 0.0, 24.0)], ALLIES: [(1000.0, 0.0, 24.0)]})


@dataclass(frozen=True)
class RoundFile:
    """A round file taken apart; rows are dictionaries of texts by column."""

    path: Path
    header: dict[str, str]
    sections: dict[str, list[dict[str, str]]]

    def rows(self, section: str) -> list[dict[str, str]]:
        """Rows of a section; none if it is not there."""
        return self.sections.get(section, [])

    def row(self, section: str) -> dict[str, str]:
        """The only row of a section."""
        (row,) = self.rows(section)
        return row


def read_round_file(path: Path) -> RoundFile:
    """Column names from the file's own column lines; the last column takes what is left of a row."""
    header: dict[str, str] = {}
    sections: dict[str, list[dict[str, str]]] = {}
    name, columns = "", []
    for line in path.read_text(encoding="latin-1").split("\n"):
        if not name and line.startswith("# ") and "=" in line:
            key, _, value = line[2:].partition("=")
            header[key] = value
        elif line.startswith("# ") and line[2:].isupper() and " " not in line[2:] and ";" not in line:
            name, columns = line[2:], []
            if not name.startswith("PROXIMITY_TRACKER"):
                sections[name] = []
            else:
                name = ""
        elif name and not columns and line.startswith("# "):
            columns = line[2:].split(";")
        elif name and line and not line.startswith("#"):
            sections[name].append(dict(zip(columns, line.split(";", len(columns) - 1), strict=True)))
    return RoundFile(path, header, sections)


class Game:
    """A server with the tracker, people in it, and a round that is on. `server` is the fake server itself."""

    def __init__(self, home: Path, players: str = "AAXX", level: Level = LEVEL, module: Path = MODULE, **server: Any):
        """`players`: one letter a slot: A for Axis, X for Allies (the attackers here)."""
        self.home = home
        self.server = Server(module, home, **server)
        self.server.map(level)
        for slot, side in enumerate(players):
            self.join(slot, AXIS if side == "A" else ALLIES)
        self.server.countdown()
        self.server.frame()

    def join(self, slot: int, team: int, *, name: str | None = None, guid: str | None = None) -> None:
        self.server.connect(slot, name or f"player{slot}", f"{slot:032X}" if guid is None else guid)
        self.server.begin(slot)
        self.server.set_team(slot, team, weapon=MP40 if team == AXIS else THOMPSON)

    def place(self, slot: int, x: float, y: float = 0.0, z: float = 24.0, **state: Any) -> None:
        self.server.move(slot, (x, y, z), **state)

    def hit(self, target: int, attacker: int, damage: int = 20, mod: int = MOD_THOMPSON, **how: Any) -> bool:
        return self.server.damage(target, attacker, damage, 64, mod, **how)

    def kill(self, target: int, attacker: int, mod: int = MOD_THOMPSON) -> None:
        assert self.hit(target, attacker, 150, mod)

    def wait(self, ms: int) -> None:
        self.server.frame(ms // self.server.frame_ms)

    @property
    def time(self) -> int:
        """Now, on the axis of a round without pauses."""
        return self.server.clock.level_time_ms - int(self.server.configstrings[11])

    def end(self, reason: str = "Timelimit hit.", winner: int = 0) -> RoundFile:
        """The round ends; its file."""
        self.server.end_round(reason, winner)
        self.server.frame(200)
        return self.file()

    def files(self) -> list[Path]:
        return sorted((self.home / "legacy" / "proximity").glob("*_engagements.txt"))

    def file(self) -> RoundFile:
        (path,) = self.files()
        return read_round_file(path)

    def journals(self) -> list[Path]:
        return [path for path in (self.home / "legacy/proximity/journal").glob("*.txt") if path.stat().st_size]


def path_of(life: Mapping[str, str]) -> list[dict[str, str]]:
    """The points of a life."""
    names = ("time", "x", "y", "z", "health", "speed", "weapon", "stance", "sprint", "event")
    return [dict(zip(names, item.split(","), strict=True)) for item in life["path"].split("|")]


def positions_of(engagement: Mapping[str, str]) -> list[tuple[int, float, float, float, str]]:
    """The positions of an engagement: time, x, y, z, event."""
    items = [item.split(",") for item in engagement["positions"].split("|")]
    return [(int(time), float(x), float(y), float(z), event) for time, x, y, z, event in items]


def attackers_of(engagement: Mapping[str, str]) -> list[dict[str, str]]:
    """The attackers of an engagement, in their order."""
    names = ("guid", "name", "team", "damage", "hits", "first_hit", "last_hit", "got_kill", "weapons")
    text = engagement["attackers"]
    return [dict(zip(names, item.split(","), strict=True)) for item in text.split("|")] if text else []
