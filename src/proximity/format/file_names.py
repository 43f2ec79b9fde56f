"""How round files are named: `YYYY-MM-DD-HHMMSS-<map>-round-<N>_engagements.txt` (format document, section 2).

Also how other files of the same tracker are named (sections 9 and 10), which lie in the same folders.
Belongs here: reading a name. Does not belong here: finding files.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

# The map may contain hyphens, so the name is anchored from both ends and the map is what remains.
ROUND_FILE_NAME = re.compile(
    r"(?P<stamp>\d{4}-\d{2}-\d{2}-\d{6})-(?P<map>.*)-round-(?P<round>\d{1,9})_engagements\.txt", re.ASCII
)
#: Part of the name behind the round number → what such a file is. Engagements of tracker 1.0 have a round file's name.
OTHER_FILES = {
    "positions": "older_format: positions of tracker 1.0",
    "combat": "older_format: combat events of tracker 1.0",
    "heatmap": "older_format: heatmap of tracker 1.0",
    "proximity": "older_format: tracker 2.0",
    "lifecycle": "not_an_input: log of the tracker's test mode",
}
OTHER_FILE_NAME = re.compile(rf"\d{{4}}-\d{{2}}-\d{{2}}-\d{{6}}-.*-round-\d+_({'|'.join(OTHER_FILES)})\.txt", re.ASCII)
ROUND_FILE_SUFFIX = "_engagements.txt"


@dataclass(frozen=True)
class RoundFileName:
    """What a file name states. `stamp` is the server's local time at the end of the round, without a zone."""

    stamp: datetime
    map_name: str
    round_number: int

    @property
    def day(self) -> date:
        """The day under which the file is processed and its samples are stored."""
        return self.stamp.date()


def parse_file_name(name: str) -> RoundFileName | None:
    """Read a file name without folders; None if it is not a round file's name."""
    match = ROUND_FILE_NAME.fullmatch(name)
    if match is None:
        return None
    try:
        stamp = datetime.strptime(match["stamp"], "%Y-%m-%d-%H%M%S")
    except ValueError:
        return None
    return RoundFileName(stamp, match["map"], int(match["round"]))


def other_file_of(name: str) -> str | None:
    """What a file of the same tracker is that is no round file, as a reason to refuse it; None if it is none."""
    match = OTHER_FILE_NAME.fullmatch(name)
    return OTHER_FILES[match[1]] if match else None
