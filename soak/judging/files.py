"""Judges a whole file: which line belongs to which section, and what becomes of it (format document, sections 2-4).

Does not belong here: what a line's fields mean (`soak.judging.lines`).
"""

import re
from dataclasses import dataclass, field

from soak.judging.grammar import HEADER_TYPES, SECTIONS
from soak.judging.lines import Rows, fields_of, verdict
from soak.judging.values import READERS, Unsound

BANNER = re.compile(r"# PROXIMITY_TRACKER_V([0-9]{1,3})[ \t]*")
SECTION = re.compile(r"# ([A-Z][A-Z0-9_]*)")
COLUMNS = re.compile(r"# [a-z][a-z0-9_]*(;[a-z][a-z0-9_]*)+")
KEY = re.compile(r"# ?([^= ][^=]*)=(.*)", re.DOTALL)
OLDEST_BANNER = 3
#: Types whose header values can be told to be wrong.
JUDGED_TYPES = {"int64", "flag"}


@dataclass
class Judgement:
    """Line numbers from 1. `counts`: data lines of every section; `rejects`: lines that must not become rows.

    `rows`: line → what it must become; `unknown`: lines of unknown sections; `surplus`: line → fields beyond the last
    known column; `headers`: known key → the value that counts (None: unreadable).
    """

    is_refused: bool = False
    lines: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    sections: dict[int, str] = field(default_factory=dict)
    rows: dict[int, Rows] = field(default_factory=dict)
    rejects: set[int] = field(default_factory=set)
    unknown: set[int] = field(default_factory=set)
    surplus: dict[int, str] = field(default_factory=dict)
    headers: dict[str, object] = field(default_factory=dict)


def judge_file(content: bytes) -> Judgement:
    """What must become of every line of a file."""
    judgement = Judgement(lines=_lines(content))
    banner = BANNER.fullmatch(judgement.lines[0])
    if not banner or int(banner[1]) < OLDEST_BANNER:
        judgement.is_refused = True
        return judgement
    section = ""
    declared: dict[str, int] = {}
    for number, line in enumerate(judgement.lines[1:], start=2):
        start = SECTION.fullmatch(line)
        if start:
            section = start[1]
            judgement.counts.setdefault(section, 0)
        elif not section and line.startswith("#"):
            _read_key(judgement, number, line)
        elif line.startswith("# ") and (
            judgement.lines[number - 2].startswith("#") or ";" not in line or COLUMNS.fullmatch(line)
        ):
            # Legends with separators stand directly below the heading; elsewhere such a line is a damaged row.
            if COLUMNS.fullmatch(line):
                declared.setdefault(section, line.count(";") + 1)
        elif line:
            _judge_line(judgement, number, section, declared.get(section))
    return judgement


def _lines(content: bytes) -> list[str]:
    text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    return [line.removesuffix("\r") for line in text.split("\n")]


def _read_key(judgement: Judgement, number: int, line: str) -> None:
    key = KEY.fullmatch(line)
    if not key:
        judgement.rejects.add(number)
        return
    kind, text = HEADER_TYPES.get(key[1]), key[2]
    if kind is None:
        return
    try:
        judgement.headers[key[1]] = READERS[kind](text) if text or kind in JUDGED_TYPES else None
    except Unsound:
        judgement.headers[key[1]] = None
        judgement.rejects.add(number)


def _judge_line(judgement: Judgement, number: int, section: str, declared: int | None) -> None:
    line = judgement.lines[number - 1]
    judgement.sections[number] = section
    judgement.counts[section] = judgement.counts.get(section, 0) + 1
    if section not in SECTIONS:
        (judgement.unknown if section else judgement.rejects).add(number)
        return
    rows = verdict(section, line, declared)
    # What follows the last line end is a line that was cut.
    if rows is None or number == len(judgement.lines):
        judgement.rejects.add(number)
        return
    judgement.rows[number] = rows
    items = SECTIONS[section]
    surplus = fields_of(items, line)[items.widths[-1] :]
    if surplus:
        judgement.surplus[number] = items.field_separator.join(surplus)
