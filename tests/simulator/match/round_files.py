"""Reading round files plainly, without the parser: sections as lists of split rows."""

import re
from pathlib import Path

SECTION = re.compile(r"# ([A-Z][A-Z0-9_]*)")


def read_sections(path: Path) -> dict[str, list[list[str]]]:
    """Rows by section, split at semicolons."""
    sections: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    for line in path.read_bytes().decode("latin-1").split("\n"):
        if start := SECTION.fullmatch(line):
            rows = sections.setdefault(start[1], [])
        elif line and not line.startswith("#"):
            rows.append(line.split(";"))
    return sections
