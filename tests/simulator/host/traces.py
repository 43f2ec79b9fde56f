"""Recorded traces of a real server, read from their condensed form (tests/data/engine_traces).

Does not belong here: playing them; see `replay`.
"""

import math
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "data" / "engine_traces"
STATE_NAMES = (
    "gamestate",
    "g_currentRound",
    "g_nextTimeLimit",
    "timelimit",
    "g_restarted",
    "winner",
    "info",
    "intermission",
    "intermission_start",
    "warmup",
    "level_start",
)


@dataclass(frozen=True)
class Event:
    """One line: level time of the last et_RunFrame, kind, and the kind's own values as text."""

    level_time: int
    kind: str
    values: tuple[str, ...]

    @staticmethod
    def parse(line: str) -> "Event":
        level_time, kind, *values = line.split("\t")
        return Event(int(level_time), kind, tuple(values))

    def state(self, name: str) -> str:
        """A cvar or configstring that the event saw."""
        text = next(value for value in self.values if value.count("|") == len(STATE_NAMES) - 1)
        return text.split("|")[STATE_NAMES.index(name)]

    def is_seen_as(self, other: "Event") -> bool:
        """Equal but for how floats are written."""
        same_kind = (self.level_time, self.kind) == (other.level_time, other.kind)
        return same_kind and [_value(v) for v in self.values] == [_value(v) for v in other.values]


def _value(text: str) -> object:
    try:
        numbers = [float(part) for part in text.split(" ")]
    except ValueError:
        return text
    return [float(f"{number:.12g}") for number in numbers if not math.isnan(number)]


def read_trace(name: str) -> list[Event]:
    """All events of a trace; states, which lines refer to by number, are put in."""
    states: dict[str, str] = {}
    events = []
    for line in (FOLDER / f"{name}.tsv").read_text(encoding="latin-1").splitlines():
        if line.startswith("state "):
            _, number, state = line.split(" ", 2)
            states[f"s{number}"] = state
        else:
            events.append(Event.parse("\t".join(states.get(part, part) for part in line.split("\t"))))
    return events
