"""Which texts are values of a type (format document, section 3).

An integer is decimal digits with an optional `-`; a decimal is any finite decimal number without a `+` before it. So
`+5`, ` 5`, `0x1F`, `1.5` for an integer, other scripts' digits and whatever does not fit into the type are no values;
`007`, `-0`, `.5`, `5.` and `1e3` are, and have the value they say.
Does not belong here: what a value means.
"""

import math
import re
from collections.abc import Callable
from ctypes import c_float

INTEGER = re.compile(r"-?[0-9]+")
DECIMAL = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
TEAMS = {"AXIS", "ALLIES", "SPEC"}
FLAGS = {"0": False, "1": True}


class Unsound(ValueError):  # noqa: N818 - it is a verdict, not an error of the program
    """The line cannot be what a tracker wrote."""


def _integer(bits: int) -> Callable[[str], int]:
    lowest, highest = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1

    def read(text: str) -> int:
        digits = text.lstrip("-").lstrip("0") or "0"
        # More digits than any type holds; Python would refuse to convert thousands of them.
        if not INTEGER.fullmatch(text) or len(digits) > 20:
            raise Unsound(text)
        value = -int(digits) if text.startswith("-") else int(digits)
        if not lowest <= value <= highest:
            raise Unsound(text)
        return value

    return read


def _decimal(text: str) -> float:
    if not DECIMAL.fullmatch(text):
        raise Unsound(text)
    value = float(text)
    if not math.isfinite(value):
        raise Unsound(text)
    return value


def _short_decimal(text: str) -> float:
    value = c_float(_decimal(text)).value
    if not math.isfinite(value):
        raise Unsound(text)
    return value


def _flag(text: str) -> bool:
    if text not in FLAGS:
        raise Unsound(text)
    return FLAGS[text]


def _flag_of_item(text: str) -> bool:
    """In lists a flag is a number that is 0 or 1: `01` says no less than `1`."""
    value = _integer(8)(text)
    if value not in (0, 1):
        raise Unsound(text)
    return value == 1


def _team(text: str) -> str:
    if text not in TEAMS:
        raise Unsound(text)
    return text


Readers = dict[str, Callable[[str], object]]

READERS: Readers = {
    "int8": _integer(8),
    "int16": _integer(16),
    "int32": _integer(32),
    "int64": _integer(64),
    "float32": _short_decimal,
    "float64": _decimal,
    "flag": _flag,
    "team": _team,
    "text": str,
    "guid": str,
    "name": str,
}
ITEM_READERS: Readers = {**READERS, "flag": _flag_of_item}
