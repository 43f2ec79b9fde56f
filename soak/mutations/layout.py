"""Damage to a file's lines: headings, column lines, header keys, line ends.

Every kind changes a list of lines (each without its end) and names itself.
Does not belong here: what stands in one data line.
"""

import re
from collections.abc import Callable
from random import Random

HEADING = re.compile(rb"# [A-Z][A-Z0-9_]*")
COLUMN_LINE = re.compile(rb"# [a-z][a-z0-9_]*(?:;[a-z][a-z0-9_]*)+")
HEADER_KEY = re.compile(rb"# [a-z_]+=.*", re.DOTALL)

Lines = list[bytes]


def line_damaged(lines: Lines, random: Random, shape: re.Pattern[bytes]) -> Lines:
    """One line of a shape is misspelt, doubled, gone, or joined with the next."""
    found = [at for at, line in enumerate(lines) if at and shape.fullmatch(line)]
    if not found:
        return lines
    at = random.choice(found)
    line = lines[at]
    place = random.randrange(len(line))
    ways: tuple[Lines, ...] = (
        [line[:place] + line[place + 1 :]],
        [line[:place] + random.choice((b" ", b"x", b"X", b";", b"=", b"_", b"\x00", b"\xff", b"\r")) + line[place:]],
        [line[:place] + line[place : place + 1].swapcase() + line[place + 1 :]],
        [line, line],
        [],
        [line + random.choice((b" ", b"\t", b"\r", b";", b"X"))],
        [line[:place], line[place:]],
        [b" " + line],
        [line.removeprefix(b"# ")],
    )
    return [*lines[:at], *random.choice(ways), *lines[at + 1 :]]


def heading_damaged(lines: Lines, random: Random) -> Lines:
    """A section's heading."""
    return line_damaged(lines, random, HEADING)


def column_line_damaged(lines: Lines, random: Random) -> Lines:
    """A column line."""
    return line_damaged(lines, random, COLUMN_LINE)


def header_key_damaged(lines: Lines, random: Random) -> Lines:
    """A key above the first section."""
    return line_damaged(lines, random, HEADER_KEY)


def header_value_damaged(lines: Lines, random: Random) -> Lines:
    """The value of a key above the first section."""
    found = [at for at, line in enumerate(lines) if HEADER_KEY.fullmatch(line)]
    at = random.choice(found)
    key = lines[at].partition(b"=")[0]
    value = random.choice((b"", b"abc", b"+5", b" 5", b"1.5", b"=", b"a=b", b"9" * 30, b"\xff", b"1e3", b"2", b"-1"))
    return [*lines[:at], key + b"=" + value, *lines[at + 1 :]]


def lines_joined(lines: Lines, random: Random) -> Lines:
    """A line runs into the next one."""
    at = random.randrange(1, len(lines) - 1)
    return [*lines[:at], lines[at] + random.choice((b"", b" ", b"\r")) + lines[at + 1], *lines[at + 2 :]]


def line_split(lines: Lines, random: Random) -> Lines:
    """A line end stands in the middle of a line."""
    at = random.randrange(1, len(lines))
    place = random.randrange(len(lines[at]) + 1)
    return [*lines[:at], lines[at][:place], lines[at][place:], *lines[at + 1 :]]


def blocks_swapped(lines: Lines, random: Random) -> Lines:
    """Two neighbouring blocks of lines changed places."""
    first, middle, last = sorted(random.randrange(1, len(lines) + 1) for _ in range(3))
    return [*lines[:first], *lines[middle:last], *lines[first:middle], *lines[last:]]


def block_doubled(lines: Lines, random: Random) -> Lines:
    """A block of lines stands there twice."""
    first, last = sorted(random.randrange(1, len(lines) + 1) for _ in range(2))
    return [*lines[:last], *lines[first : min(last, first + 30)], *lines[last:]]


def windows_line_ends(lines: Lines, random: Random) -> Lines:
    """Some or all lines end as Windows tools end them."""
    share = random.choice((0.1, 1.0))
    return [line + b"\r" if random.random() < share else line for line in lines]


LAYOUT_DAMAGE: tuple[Callable[[Lines, Random], Lines], ...] = (
    heading_damaged, heading_damaged, column_line_damaged, column_line_damaged, header_key_damaged,
    header_value_damaged, lines_joined, line_split, blocks_swapped, block_doubled, windows_line_ends,
)  # fmt: skip
