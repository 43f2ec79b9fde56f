"""The last line that our own tracker writes: what must stand above it, so that a cut or damaged file is known as such.

    # END sections=2 rows=37 checksum=1a2b3c4d counts=ENGAGEMENTS:3,PLAYER_TRACKS:34

`counts` names every section in the order of the file. The checksum is the Adler-32 of all bytes before this line; of
the usual ones it is the one that Lua without bit operators can compute while it writes.
Belongs here: reading the line, and the checksum. Does not belong here: comparing it with a file.
"""

import re
import zlib
from dataclasses import dataclass

#: Versions (header `tracker_version_full`) that begin so are of the tracker that writes an end line.
TRACKER_PREFIX = "proximity-"
#: What an end line begins with, whatever became of the rest.
BEGIN = b"# END "
END_LINE = re.compile(
    r"# END sections=(?P<sections>\d{1,9}) rows=(?P<rows>\d{1,9}) checksum=(?P<checksum>[0-9a-f]{8})"
    r" counts=(?P<counts>(?:[A-Z][A-Z0-9_]*:\d{1,9}(?:,(?!$)|$))*)",
    re.ASCII,
)


@dataclass(frozen=True)
class EndLine:
    """What an end line states. `counts`: section → data lines, in the order of the file."""

    section_count: int
    row_count: int
    checksum: int
    counts: dict[str, int]

    @property
    def is_consistent(self) -> bool:
        """False if its totals are not those of its own counts."""
        return (self.section_count, self.row_count) == (len(self.counts), sum(self.counts.values()))


def parse_end_line(line: str) -> EndLine | None:
    """Read an end line without its line end; None if it is none, or no whole one."""
    match = END_LINE.fullmatch(line)
    if match is None:
        return None
    pairs = [item.split(":") for item in match["counts"].split(",") if item]
    counts = {section: int(count) for section, count in pairs}
    return EndLine(int(match["sections"]), int(match["rows"]), int(match["checksum"], 16), counts)


def checksum(content: bytes) -> int:
    """The checksum of everything above an end line, line ends included."""
    return zlib.adler32(content)
