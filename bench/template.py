"""A recorded round, cut into sections and rows, from which made rounds take their text.

Belongs here: reading the recording in `raw/sample`. Does not belong here: what is changed in it (`bench.rounds`).
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

#: Twelve minutes, twelve players, tracker 4.2, path points every 200 ms: 1.7 MB.
RECORDING = Path(__file__).parents[1] / "raw" / "sample" / "2026-11-22-143450-boxl-round-1_engagements.txt"
SECTION_LINE = re.compile(rb"# ([A-Z_]+)")
Player = tuple[bytes, bytes]
#: Section → position of the field with the time (ms) at which the row was written.
END_FIELD = {"ENGAGEMENTS": 2, "PLAYER_TRACKS": 5, "REACTION_METRICS": 11}


@dataclass(frozen=True)
class Section:
    """`heading`: the comment lines, line ends included; `rows`: end time in ms (0 if a row has none) and line."""

    heading: bytes
    rows: tuple[tuple[int, bytes], ...]


@dataclass(frozen=True)
class Template:
    """The sections of a recording by name, and its players as GUID and name."""

    sections: dict[str, Section]
    players: tuple[Player, ...]


@cache
def read_template() -> Template:
    """The recording; read once."""
    sections = dict(map(_section, re.split(rb"\n+(?=# [A-Z_]+\n)", RECORDING.read_bytes())[1:]))
    tracks = [line.split(b";", 2) for _, line in sections["PLAYER_TRACKS"].rows]
    return Template(sections, tuple(sorted({(guid, name) for guid, name, _ in tracks})))


def _section(text: bytes) -> tuple[str, Section]:
    lines = text.strip(b"\n").split(b"\n")
    name = lines[0].removeprefix(b"# ").decode()
    heading = b"".join(line + b"\n" for line in lines if line.startswith(b"#"))
    field = END_FIELD.get(name)
    rows = [line for line in lines if not line.startswith(b"#")]
    return name, Section(heading, tuple((int(line.split(b";", 12)[field]) if field else 0, line) for line in rows))
