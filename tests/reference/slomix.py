"""How SLOMIX takes a round file apart: which rows its parser keeps of which section, and its database takes.

Source: github.com/iamez/slomix, proximity/parser/parser.py and the tables' migrations, of August 2026. The parser knows
headings by how they begin, takes the rows of a section that it does not know for rows of the one before, and drops a
row that is too short or has no number where it wants one, mostly without a word. A text that is too long for its column
ends the import of the whole file.
Belongs here: the sections that our tracker writes too. Does not belong here: what it makes of the rows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

#: Characters, VARCHAR in its tables.
LONGEST_GUID, LONGEST_NAME = 32, 64


class TooLongError(Exception):
    """A text does not fit into its column."""


def _optional(value: str) -> int | None:
    return int(value) if value else None


@dataclass(frozen=True)
class Row:
    """`columns` are the fewest; the others: which columns, from 0, have to be such numbers, or no longer than a GUID or
    a name may be. `lists` are read one by one."""

    columns: int
    whole: Iterable[int] = ()
    decimal: Iterable[int] = ()
    optional: Iterable[int] = ()
    guids: Iterable[int] = ()
    names: Iterable[int] = ()
    most_splits: int = -1
    lists: Callable[[list[str]], object] = len

    def is_kept(self, line: str) -> bool:
        """Whether the parser keeps this row.

        Raises:
            TooLongError: the database refuses the file that has it.
        """
        fields = line.split(";", self.most_splits)
        if len(fields) < self.columns:
            return False
        try:
            for read, columns in ((int, self.whole), (float, self.decimal), (_optional, self.optional)):
                for column in columns:
                    read(fields[column])
            self.lists(fields)
        except (ValueError, IndexError):
            return False
        for columns, most in ((self.guids, LONGEST_GUID), (self.names, LONGEST_NAME)):
            if too_long := [fields[column] for column in columns if len(fields[column]) > most]:
                raise TooLongError(too_long[0])
        return True


def _points(text: str, whole: Iterable[int], decimal: Iterable[int], columns: int) -> None:
    point = Row(columns, whole, decimal)
    for item in text.split("|"):
        if not point.is_kept(item.replace(",", ";")):
            raise ValueError(item)


def _engagement(fields: list[str]) -> None:
    _points(fields[22], (0,), (1, 2, 3), 5)
    for attacker in fields[23].split("|") if fields[23] else ():
        values = attacker.split(",")
        if len(values) < 9:
            raise ValueError(attacker)
        for value in values[3:7]:
            int(value)
        for weapon in filter(None, values[8].split(";")):
            number, hits = weapon.split(":")
            int(number), int(hits)


def _track(fields: list[str]) -> None:
    _points(fields[9], (0, 4, 6, 7, 8), (1, 2, 3, 5), 10)


ROWS = {
    "ENGAGEMENTS": Row(
        24,
        whole=(0, 1, 2, 3, 8, 11),
        decimal=range(15, 22),
        optional=(13,),
        guids=(4, 9),
        names=(5, 10),
        most_splits=23,
        lists=_engagement,
    ),
    "PLAYER_TRACKS": Row(10, whole=(4, 5, 8), optional=(6,), guids=(0,), names=(1,), lists=_track),
    "KILL_HEATMAP": Row(4, whole=range(4)),
    "MOVEMENT_HEATMAP": Row(5, whole=range(5)),
    "OBJECTIVE_FOCUS": Row(7, whole=(5, 6), decimal=(4,), guids=(0,), names=(1, 3)),
    "REACTION_METRICS": Row(13, whole=(0, 6, 10, 11, 12), optional=(7, 8, 9), guids=(1,), names=(2,)),
    "REVIVES": Row(11, whole=(0,), decimal=(5, 6, 7, 8), guids=(1, 3, 9), names=(2, 4)),
    "KILL_OUTCOME": Row(14, whole=(0, 5, 7, 8, 9), guids=(1, 3, 10, 12), names=(2, 4, 11, 13)),
    "COMBAT_POSITIONS": Row(18, whole=(0, *range(10, 21)), guids=(2, 6), names=(3, 7)),
    "SHOT_FIRED": Row(8, whole=(0, 2), decimal=range(3, 8), guids=(1,)),
    "CARRIER_EVENTS": Row(20, whole=(4, 5, 6, *range(11, 18)), decimal=(8, 9, 10), guids=(0, 18), names=(1, 19)),
    "CARRIER_KILLS": Row(10, whole=(0, 7), decimal=(8,), guids=(1, 4), names=(2, 5)),
    "CONSTRUCTION_EVENTS": Row(9, whole=(0, 6, 7, 8), guids=(2,), names=(3, 5)),
}

#: Header keys that end the reading of the whole file if they are no integer.
NUMBERS = ("crossfire_window", "escape_time", "escape_distance", "position_sample_interval")


@dataclass(frozen=True)
class Taken:
    """`kept`: rows by section as the parser knows them; `dropped`: the others, with the section it looked for."""

    header: dict[str, str]
    kept: dict[str, list[str]]
    dropped: list[tuple[str, str]]


def taken_by_slomix(content: bytes) -> Taken:
    """What becomes of the rows of a file.

    Raises:
        ValueError: a number of the header is none: the parser takes nothing of this file.
        TooLongError: the database refuses it.
    """
    header: dict[str, str] = {}
    taken = Taken(header, defaultdict(list), [])
    section = ""
    for line in map(str.strip, content.decode("utf-8", errors="replace").split("\n")):
        if line.startswith("#"):
            section = next((name for name in ROWS if line.startswith(f"# {name}")), section)
            key, is_fact, value = line.removeprefix("# ").partition("=")
            if is_fact:
                header[key] = value.split("=")[0]
        elif line and section and ROWS[section].is_kept(line):
            taken.kept[section].append(line)
        elif line:
            taken.dropped.append((section, line))
    for key in NUMBERS:
        int(header[key])
    return taken
