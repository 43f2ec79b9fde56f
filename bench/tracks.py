"""Makes PLAYER_TRACKS-heavy files.

Does not belong here: the flat text of the same values (`bench.parser`), measuring.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from bench.rounds import FIRST_ROUND_AT, LONGEST_MS, file_name, header, player_pool, with_players
from bench.template import read_template

MAP = "supply"
HALF_TIME_MS = 720_000
SAMPLES_FIELD, PATH_FIELD = 8, 9


@dataclass(frozen=True)
class TracksFile:
    """A round file with many lives and little else."""

    file_name: str
    content: bytes


def make_tracks_files(count: int, *, seed: int = 1) -> Iterator[TracksFile]:
    """`count` files of about 1.4 MB; each has other players and begins at another life."""
    pool = player_pool(seed)
    lives = _lives()
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        first = chance.randrange(len(lives) // 10)
        chosen = lives[first : first + len(lives) * 9 // 10]
        yield _make(number, chosen, chance.sample(pool, len(read_template().players)))


@cache
def _lives() -> list[bytes]:
    """The recorded lives, and some of them a second time, later in the round."""
    lives = [line for _, line in read_template().sections["PLAYER_TRACKS"].rows]
    return lives + [_later(line) for line in lives[: len(lives) // 4]]


def _later(life: bytes) -> bytes:
    fields = life.split(b";")
    points = [point.split(b",", 1) for point in fields[PATH_FIELD].split(b"|")]
    fields[PATH_FIELD] = b"|".join(b"%d,%s" % (int(time) + HALF_TIME_MS, rest) for time, rest in points)
    fields[4:6] = [b"%d" % (int(time) + HALF_TIME_MS) for time in fields[4:6]]
    return b";".join(fields)


def _make(number: int, lives: list[bytes], players: list[tuple[bytes, bytes]]) -> TracksFile:
    start = FIRST_ROUND_AT + timedelta(hours=number)
    end = start + timedelta(milliseconds=2 * LONGEST_MS)
    sections = read_template().sections
    tracks = sections["PLAYER_TRACKS"].heading + b"".join(life + b"\n" for life in lives)
    parts = (
        sections["ENGAGEMENTS"].heading,
        tracks,
        sections["KILL_HEATMAP"].heading,
        sections["MOVEMENT_HEATMAP"].heading,
    )
    content = header(MAP, start, end) + with_players(b"\n".join(parts), players)
    return TracksFile(file_name(MAP, end), content)
