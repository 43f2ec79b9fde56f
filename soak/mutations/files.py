"""Damages files: many lines of each, one kind of damage a line, and remembers which.

Does not belong here: the kinds of damage, and what must become of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from soak.corpus import RealFile
from soak.judging.grammar import SECTIONS, Items
from soak.judging.lines import verdict
from soak.mutations.damage import Damage
from soak.mutations.fields import FIELD_DAMAGE
from soak.mutations.items import item_damaged
from soak.mutations.layout import LAYOUT_DAMAGE
from soak.mutations.octets import content_damaged, octets_damaged

SHARE_OF_LINES = 0.35
SHARE_OF_FILES_WITH_DAMAGED_LAYOUT = 0.25

LineDamage = Callable[[Items, bytes, Random], Damage | None]


@dataclass
class DamagedFile:
    """`mutations`: line number → what was done to it; `visible`: lines that must not become rows as they are;
    `layout`: what was done to the file as a whole, after which line numbers mean nothing any more."""

    label: str
    content: bytes
    mutations: dict[int, str] = field(default_factory=dict)
    visible: set[int] = field(default_factory=set)
    layout: str = ""

    @property
    def count(self) -> int:
        """How many lines were damaged; damage to the layout counts as one."""
        return len(self.mutations) + bool(self.layout)


def damaged_file(file: RealFile, random: Random) -> DamagedFile:
    """One file with about a third of its data lines damaged, and sometimes its layout too."""
    lines, damaged = list(file.lines), DamagedFile(file.label, b"")
    for at, section in enumerate(file.sections):
        line = lines[at]
        if line and not line.startswith(b"#") and section in SECTIONS and random.random() < SHARE_OF_LINES:
            _damage_line(damaged, lines, at, section, random)
    if random.random() < SHARE_OF_FILES_WITH_DAMAGED_LAYOUT:
        _damage_layout(damaged, lines, random)
    else:
        damaged.content = b"\n".join(lines) + b"\n"
    return damaged


def _damage_line(damaged: DamagedFile, lines: list[bytes], at: int, section_name: str, random: Random) -> None:
    section = SECTIONS[section_name]
    kind = _kind(section, random)
    damage = kind(section, lines[at], random)
    if damage is None or damage.line == lines[at]:
        return
    # What is done to a line that was broken before (names of tracker 3.0) may mend it.
    was_sound = verdict(section_name, lines[at].decode("utf-8", "replace"), None) is not None
    lines[at] = damage.line
    damaged.mutations[at + 1] = kind.__name__
    if damage.is_visible and was_sound:
        damaged.visible.add(at + 1)


def _kind(section: Items, random: Random) -> LineDamage:
    chance = random.random()
    if chance < 0.15:
        return octets_damaged
    return item_damaged if section.lists and chance < 0.6 else random.choice(FIELD_DAMAGE)


def _damage_layout(damaged: DamagedFile, lines: list[bytes], random: Random) -> None:
    if random.random() < 0.3:
        damaged.layout = content_damaged.__name__
        damaged.content = content_damaged(b"\n".join(lines) + b"\n", random)
        return
    kind = random.choice(LAYOUT_DAMAGE)
    damaged.layout = kind.__name__
    damaged.content = b"\n".join(kind(lines, random)) + b"\n"
