"""The steps of a history, drawn at random: what arrives when, is cut, grows, is taken away, and when it is loaded.

Belongs here: drawing. Does not belong here: doing it (`soak.histories.play`).
"""

from dataclasses import dataclass
from random import Random
from typing import Literal

from soak.histories.contents import Content

Kind = Literal["put", "put part", "put garbage", "grow while loading", "delete", "touch", "load", "load one day"]
#: When a file grows: before it is read, between the reading and the second look, after both.
MOMENTS = ("before", "between", "after")
GARBAGE = (b"", b"\n \n", b"no round at all\n", b"# PROXIMITY_TRACKER_V2\n# map=x\n# A\n", b"# HEATMAP_DATA\n\x00\xff")
MOST_STEPS = 14
MOST_LOADS = 2


@dataclass(frozen=True)
class Step:
    """One step. `content` is the number of a content of the archive, `place` where it is cut or which garbage it is."""

    kind: Kind
    path: str = ""
    content: int = 0
    place: int = 0
    moment: str = ""

    def __str__(self) -> str:
        parts = [self.kind, self.path, f"at {self.place}" if self.place else "", self.moment]
        return " ".join(part for part in parts if part)


def draw_steps(chance: Random, contents: tuple[Content, ...]) -> list[Step]:
    """A history without its end: nothing in it has to be loaded."""
    steps = [_arrival(chance, contents) for _ in range(chance.randint(4, MOST_STEPS))]
    for _ in range(chance.randint(1, MOST_LOADS)):
        step = _load(chance, contents)
        steps.insert(chance.randint(1, len(steps)), step)
    return steps


def _arrival(chance: Random, contents: tuple[Content, ...]) -> Step:
    number = chance.randrange(len(contents))
    content = contents[number]
    path = chance.choice(content.paths)
    kind: Kind = chance.choices(
        ("put", "put part", "put garbage", "grow while loading", "delete", "touch"), (8, 4, 2, 2, 3, 1)
    )[0]
    if kind in ("put part", "grow while loading"):
        # A part has the name that counts: under another name it would be a round of its own, and rightly so.
        return Step(kind, content.counting_path, number, _cut(chance, content), chance.choice(MOMENTS))
    return Step(kind, path, number, chance.randrange(len(GARBAGE)) if kind == "put garbage" else 0)


def _load(chance: Random, contents: tuple[Content, ...]) -> Step:
    if chance.random() < 0.3:
        return Step("load one day", chance.choice(chance.choice(contents).paths))
    return Step("load")


def _cut(chance: Random, content: Content) -> int:
    """Anywhere; inside the header, at line borders and at section borders more often than they would be hit."""
    if chance.random() < 0.2:
        return chance.randrange(1, content.data.index(b"# ENGAGEMENTS\n") + 1)
    place = chance.randrange(1, len(content.data))
    border = content.data.find(chance.choice((b"\n", b"\n# ")), place)
    return border + 1 if 0 < border < len(content.data) - 1 and chance.random() < 0.5 else place
