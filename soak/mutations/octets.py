"""Damage to bytes, blind to the grammar: of one line, or of a whole file.

Does not belong here: anything that knows a separator.
"""

from random import Random

from soak.judging.grammar import Items
from soak.mutations.damage import Damage

OCTETS = [bytes([value]) for value in range(256)]
#: Sequences that break readers more often than chance would find them.
SEQUENCES = (
    b"\x00", b"\r", b"\r\r", b"\xff", b"\xc3", b"\xe2\x82", b"\xf0\x9f\x98", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"#",
    b"# ", b"\x1a", b"\x0b", b"\x0c", b"\xc2\x85", b"\xe2\x80\xa8", b"a" * 5000, b"0" * 5000, b"|" * 300, b";" * 300,
    b"," * 300, b"\xff" * 100, b"\\", b'"', b"'", b"-", b"+", b".", b" ",
)  # fmt: skip


def octets_damaged(_: Items | None, line: bytes, random: Random) -> Damage:
    """Bytes of a line are replaced, added, removed, repeated or change places; line ends are left alone."""
    damaged = _damaged(line, random)
    return Damage(damaged.replace(b"\n", b""))


def content_damaged(content: bytes, random: Random) -> bytes:
    """The same for a whole file, line ends included."""
    return _damaged(content, random)


def _damaged(text: bytes, random: Random) -> bytes:
    at = random.randrange(len(text) + 1)
    length = random.choice((1, 1, 1, 2, 5, 40))
    here, before, after = text[at : at + 1], text[:at], text[at + 1 :]
    ways = (
        lambda: before + random.choice(OCTETS) + after,
        lambda: before + random.choice(OCTETS) + here + after,
        lambda: before + text[at + length :],
        lambda: text[: at + length] + here + after,
        lambda: before + random.choice(SEQUENCES) + here + after,
        lambda: before + bytes(value ^ (1 << random.randrange(8)) for value in here) + after,
        lambda: _blocks_swapped(text, random),
    )
    return random.choice(ways)()


def _blocks_swapped(text: bytes, random: Random) -> bytes:
    first, middle, second, end = sorted(random.randrange(len(text) + 1) for _ in range(4))
    return text[:first] + text[middle:second] + text[first:middle] + text[second:end] + text[end:]
