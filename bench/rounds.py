"""Makes round files: a recorded round with other players, another map, another time and another length.

The text is real, so lines are as long, lists as deep and values spread as on a server. The same seed makes the same
bytes on every machine. Does not belong here: measuring.
"""

import hashlib
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.template import Player, Section, read_template

MAPS = ("adlernest", "braundorf_b4", "erdenberg_t2", "et_brewdog", "frostbite", "radar", "sw_goldrush_te", "supply")
FIRST_ROUND_AT = datetime(2026, 1, 5, 18, tzinfo=UTC)
ROUNDS_A_DAY = 12
BETWEEN_ROUNDS = timedelta(minutes=20)
POOL_SIZE = 80
#: How much of the recording's twelve minutes a round lasts; files have 1.4 MB on average.
SHORTEST_MS, LONGEST_MS = 500_000, 680_000
#: Sections in the order of tracker 4.2.
ORDER = ("ENGAGEMENTS", "PLAYER_TRACKS", "KILL_HEATMAP", "MOVEMENT_HEATMAP", "OBJECTIVE_FOCUS", "REACTION_METRICS")
OBJECTIVE_HEADING = b"# OBJECTIVE_FOCUS\n# guid;name;team;objective;avg_distance;time_within_radius_ms;samples\n"
OBJECTIVES = (b"command_post", b"main_gate", b"truck")


@dataclass(frozen=True)
class MadeRound:
    """A round file of tracker 4.2 with all six sections, of which no line is rejected."""

    file_name: str
    content: bytes


def make_rounds(count: int, *, first: int = 0, seed: int = 1) -> Iterator[MadeRound]:
    """`count` different rounds, numbered from `first`."""
    pool = player_pool(seed)
    for number in range(first, first + count):
        yield _make(number, random.Random(f"{seed}/{number}"), pool)


def write_rounds(folder: Path, rounds: Iterable[MadeRound]) -> int:
    """Write the files into `folder`; returns the number of bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    return sum(folder.joinpath(made.file_name).write_bytes(made.content) for made in rounds)


def player_pool(seed: int) -> list[Player]:
    """The people of the made server, as GUID and name."""
    return [
        (
            hashlib.md5(f"{seed}/{number}".encode()).hexdigest().upper().encode(),
            f"^{number % 8}žan.{number:02}".encode(),
        )
        for number in range(POOL_SIZE)
    ]


def with_players(text: bytes, players: Sequence[Player]) -> bytes:
    """The text with other players in the place of the recorded ones."""
    for recorded, player in zip(read_template().players, players, strict=True):
        for old, new in zip(recorded, player, strict=True):
            text = text.replace(old, new)
    return text


def header(map_name: str, start: datetime, end: datetime) -> bytes:
    """The header of tracker 4.2, from the banner to the unix times."""
    keys = {
        "map": map_name,
        "round": 1,
        "crossfire_window": 1000,
        "escape_time": 5000,
        "escape_distance": 300,
        "position_sample_interval": 200,
        "round_start_unix": int(start.timestamp()),
        "round_end_unix": int(end.timestamp()),
    }
    return "".join(["# PROXIMITY_TRACKER_V4\n", *(f"# {key}={value}\n" for key, value in keys.items())]).encode()


def file_name(map_name: str, end: datetime) -> str:
    """The name of a round file; the made server's clock is UTC."""
    return f"{end:%Y-%m-%d-%H%M%S}-{map_name}-round-1_engagements.txt"


def _make(number: int, chance: random.Random, pool: Sequence[Player]) -> MadeRound:
    day, of_day = divmod(number, ROUNDS_A_DAY)
    start = FIRST_ROUND_AT + timedelta(days=day) + of_day * BETWEEN_ROUNDS
    length = chance.randrange(SHORTEST_MS, LONGEST_MS)
    end = start + timedelta(milliseconds=length)
    map_name = MAPS[number // 2 % len(MAPS)]
    template = read_template()
    sections = template.sections | {"OBJECTIVE_FOCUS": _objective_focus(template.players, chance)}
    text = b"\n".join(_until(sections[name], length) for name in ORDER)
    players = chance.sample(pool, len(template.players))
    return MadeRound(file_name(map_name, end), header(map_name, start, end) + with_players(text, players))


def _until(section: Section, end_ms: int) -> bytes:
    return section.heading + b"".join(line + b"\n" for written_ms, line in section.rows if written_ms <= end_ms)


def _objective_focus(players: Sequence[Player], chance: random.Random) -> Section:
    """One row a player; the recorded test map has no objectives, so these values are invented."""
    rows = []
    for number, (guid, name) in enumerate(players):
        team, objective = (b"AXIS", b"ALLIES")[number % 2], chance.choice(OBJECTIVES)
        measured = f"{chance.uniform(200, 2500):.1f};{chance.randrange(500) * 200};{chance.randrange(1500, 2500)}"
        rows.append((0, b";".join((guid, name, team, objective, measured.encode()))))
    return Section(OBJECTIVE_HEADING, tuple(rows))
