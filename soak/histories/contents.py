"""Small round files of every generation, cut down from recorded ones, and archives that are made of them.

Belongs here: what can arrive. Does not belong here: in which order (`soak.histories.steps`).
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random

from proximity.loading.identity import name_rank

RECORDED = Path(__file__).parents[2] / "tests" / "data" / "rounds"
#: Generations with unix times in the header, and without.
TIMED, TIMELESS = ("v42", "v5-fork", "v611-all"), ("v3", "v40")
#: Lines kept of each section: enough for every section to have rows.
KEPT_LINES = 3
#: Bytes of the longest line kept: lives of thousands of points would be all that is loaded.
LONGEST_LINE = 4_000
FOLDERS = ("", "eu1/", "eu1/late/", "eu2/", "archive/2026/")
MAPS = ("supply", "radar", "et_brew-dog")
FIRST_STAMP = datetime(2026, 11, 22, 23, 58, tzinfo=UTC)
SECTION = re.compile(rb"\n+(?=# [A-Z][A-Z0-9_]*\n)")


@dataclass(frozen=True)
class Content:
    """The bytes of one file and the paths under which it arrives, at least one."""

    data: bytes
    paths: tuple[str, ...]

    @property
    def counting_path(self) -> str:
        """The name that counts; a content has to be seen under it for the result to be settled."""
        return min(self.paths, key=name_rank)


@cache
def small_round(tracker: str) -> bytes:
    """The recorded round of a tracker revision with a few lines of every section."""
    (path,) = (RECORDED / tracker).glob("*_engagements.txt")
    banner, *sections = SECTION.split(path.read_bytes())
    return b"\n".join([banner, *map(_shortened, sections)]) + b"\n"


def _shortened(section: bytes) -> bytes:
    lines = [line for line in section.split(b"\n") if line]
    rows = [line for line in lines if not line.startswith(b"#") and len(line) <= LONGEST_LINE]
    return b"\n".join([line for line in lines if line.startswith(b"#")] + rows[:KEPT_LINES])


@cache
def archive(seed: int) -> tuple[Content, ...]:
    """Contents of different paths: rounds with and without a start, copies under other names, two revisions of one
    round, and two rounds whose files were written in the same second."""
    chance = Random(f"archive {seed}")
    taken: set[str] = set()
    contents = []
    for number in range(chance.randint(2, 4)):
        stamp = FIRST_STAMP + timedelta(seconds=chance.randrange(0, 240))
        contents += _round(chance, number, stamp, chance.choice(MAPS), taken)
        if chance.random() < 0.3:
            contents += _round(chance, 100 + number, stamp, "sw_goldrush", taken)
    return tuple(contents)


def _round(chance: Random, number: int, stamp: datetime, map_name: str, taken: set[str]) -> list[Content]:
    tracker = chance.choice(TIMED + TIMELESS)
    data = _renamed(small_round(tracker), number, map_name)
    found = [Content(data, _paths(chance, stamp, map_name, taken))]
    if chance.random() < 0.4:
        longer = data + b"\n# LATER_SECTION\n# one;two\n%d;2\n" % number
        found.append(Content(longer, _paths(chance, stamp, map_name, taken)))
    return found


def _renamed(data: bytes, number: int, map_name: str) -> bytes:
    """Another round: another map and, where the tracker writes one, another start."""
    data = re.sub(rb"(?m)^# map=.*$", b"# map=" + map_name.encode(), data)
    data = re.sub(rb"(?m)^# round_start_unix=\d+$", b"# round_start_unix=%d" % (1_795_000_000 + number), data)
    # Bytes of their own for every round, also where the header has no start.
    return data + b"# round %d of the archive\n" % number


def _paths(chance: Random, stamp: datetime, map_name: str, taken: set[str]) -> tuple[str, ...]:
    """One to three names: the game server's own, and copies in other folders, written again a few seconds later."""
    paths = []
    while len(paths) < chance.choice((1, 1, 2, 3)):
        later = stamp + timedelta(seconds=chance.choice((0, 0, 15, 120)))
        folder, number = chance.choice(FOLDERS), chance.choice((0, 1, 1, 2))
        path = f"{folder}{later:%Y-%m-%d-%H%M%S}-{map_name}-round-{number}_engagements.txt"
        if path not in taken:
            taken.add(path)
            paths.append(path)
    return tuple(paths)
