"""What a mutation hands back.

Does not belong here: kinds of mutations.
"""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Damage:
    """The damaged line (with line ends inside it: several lines), and whether the grammar must see it."""

    line: bytes
    is_visible: bool = False


#: Texts that are no number of any kind.
NO_NUMBERS = (
    b"abc", b"1e999", b"nan", b"-nan", b"inf", b"-inf", b"infinity", b"+5", b" 5", b"5 ", b"\t5", b"0x1F", b"1_000",
    b"--5", b"-", b"5-", b"1,5", b"1.2.3", b"None", b"null", b"true", b"\xd9\xa3\xd9\xa4", b"\xef\xbc\x95", b"5\x00",
    b"\x005", b"\xc2\xa05", b"\xff", b"9" * 400, b"1d5", b"$5", b"5%", b".", b"e5", b"\xe2\x88\x925", b'"5"',
)  # fmt: skip
#: Texts that are a decimal and no integer, or an integer that fits nowhere.
NO_INTEGERS = (b"1.5", b"1.0", b"5.", b".5", b"1e3", b"99999999999999999999", b"-9223372036854775809", b"9" * 30)
#: What no flag and no side is.
NO_FLAGS = (b"2", b"-1", b"true", b"x", b"10", b"1.0", b"+1", b" 1")
NO_TEAMS = (b"AXI", b"axis", b"ALLIES ", b" AXIS", b"0", b"AXIS\x00", b"SPECTATOR", b"\xff")


def not_of_type(kind: str, random: Random) -> bytes | None:
    """A text that is not of a type; None if every text is."""
    if kind.startswith("int"):
        return random.choice(random.choice((NO_NUMBERS, NO_INTEGERS)))
    choices = {"float32": NO_NUMBERS, "float64": NO_NUMBERS, "flag": NO_FLAGS, "team": NO_TEAMS}.get(kind)
    return random.choice(choices) if choices else None
