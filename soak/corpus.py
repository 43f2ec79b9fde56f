"""The real files that the trials damage.

Every file comes twice: whole, and short, with a few lines a section and a few items a list, so that a mutation meets
the grammar rather than the thousandth point of a path. What is left is as it was recorded.
Does not belong here: damage.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from soak.judging.grammar import SECTIONS, Items

PROJECT_ROOT = Path(__file__).parents[1]
FOLDERS = (PROJECT_ROOT / "tests" / "data" / "rounds", PROJECT_ROOT / "raw" / "sample")
SECTION_LINE = re.compile(rb"# ([A-Z][A-Z0-9_]*)")
LINES_A_SECTION = 10
ITEMS_A_LIST = 4


@dataclass(frozen=True)
class RealFile:
    """One file: `label` says where it comes from, `sections` to which section each line belongs."""

    label: str
    lines: tuple[bytes, ...]
    sections: tuple[str, ...]

    @property
    def content(self) -> bytes:
        """The bytes, with the last line finished."""
        return b"\n".join(self.lines) + b"\n"


def whole_files() -> list[RealFile]:
    """The small files as they were recorded.

    Raises:
        FileNotFoundError: there are none, so that a trial would try nothing.
    """
    paths = [path for folder in FOLDERS for path in sorted(folder.rglob("*_engagements.txt"))]
    if not paths:
        raise FileNotFoundError(f"no round files below {', '.join(map(str, FOLDERS))}")
    return [_real_file(_label(path), path.read_bytes().split(b"\n")[:-1]) for path in paths]


def short_files(whole: list[RealFile]) -> list[RealFile]:
    """The same files with few lines and short lists."""
    return [_real_file(f"{file.label}, short", list(_few_lines(file))) for file in whole]


def _label(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _real_file(label: str, lines: list[bytes]) -> RealFile:
    section, sections = "", []
    for number, line in enumerate(lines):
        start = SECTION_LINE.fullmatch(line) if number else None
        section = start[1].decode() if start else section
        sections.append(section)
    return RealFile(label, tuple(lines), tuple(sections))


def _few_lines(file: RealFile) -> Iterator[bytes]:
    seen: Counter[str] = Counter()
    for line, section in zip(file.lines, file.sections, strict=True):
        if not line or line.startswith(b"#"):
            yield line
        elif seen[section] < LINES_A_SECTION:
            seen[section] += 1
            yield _shortened(SECTIONS[section], line) if section in SECTIONS else line


def _shortened(section: Items, line: bytes) -> bytes:
    separator = section.field_separator.encode()
    fields = line.split(separator, len(section.fields) - 1)
    if len(fields) not in section.widths:
        return line
    layout = section.layout(len(fields))
    names = [column.name for column in layout]
    for name, child in section.lists.items():
        position, between = names.index(name), child.separator.encode()
        items = fields[position].split(between)
        if len(items) > ITEMS_A_LIST and not child.terminator:
            fields[position] = between.join([*items[: ITEMS_A_LIST - 1], items[-1]])
            for counter, column in enumerate(layout):
                fields[counter] = b"%d" % ITEMS_A_LIST if column.counts == name else fields[counter]
    return separator.join(fields)
