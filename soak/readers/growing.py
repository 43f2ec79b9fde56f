"""What arrives between two rebuilds: a round that grows, so that all of its rows are replaced, sometimes a new one, and
sometimes the same file once more under another server's folder, which takes that round away and makes it another one.

Does not belong here: loading it.
"""

import re
from pathlib import Path

from soak.histories.contents import small_round
from soak.site import Site

RECORDED = Path(__file__).parents[2] / "raw" / "sample" / "2026-11-22-140729-box2-round-1_engagements.txt"
NEW_ROUND = "2026-11-22-{minutes:02}{seconds:02}00-supply-round-1_engagements.txt"
NEW_EVERY = 5
#: Rebuilds since a round was new → folder of the server that it is taken for: of two names of the same bytes the
#: smaller one counts.
SERVERS = {0: "us", 2: "au"}
TRACKERS = ("v42", "v611-all", "v40")
SECTION = re.compile(rb"\n(?=# [A-Z_]+\n)")
MINUTE = 60_000_000_000
FIRST_AT = 1_795_000_000_000_000_000


def arrive(site: Site, number: int) -> None:
    """Put there what arrives before rebuild `number`, from 0."""
    at = FIRST_AT + number * MINUTE
    site.put(f"eu/{RECORDED.name}", grown(number), at)
    evening, since = divmod(number, NEW_EVERY)
    if since in SERVERS:
        site.put(f"{SERVERS[since]}/{_new_name(evening)}", _new_round(evening), at)


def _new_name(evening: int) -> str:
    hours, minutes = divmod(evening, 60)
    return NEW_ROUND.format(minutes=15 + hours, seconds=minutes)


def _new_round(evening: int) -> bytes:
    # Another start is another round.
    start = b"# round_start_unix=%d1" % (evening + 1)
    return small_round(TRACKERS[evening % len(TRACKERS)]).replace(b"# round_start_unix=1", start)


def grown(number: int) -> bytes:
    """The recorded round after some of its lines: more of each section with every number, and never fewer bytes."""
    banner, *sections = SECTION.split(RECORDED.read_bytes())
    return b"\n".join([banner, *(_beginning(section, 10 + number) for section in sections)]) + b"\n"


def _beginning(section: bytes, row_count: int) -> bytes:
    lines = [line for line in section.split(b"\n") if line]
    rows = [line for line in lines if not line.startswith(b"#")]
    # A comment, so that it grows when all of its rows are there.
    marks = [b"# row %d" % number for number in range(len(rows), row_count)]
    return b"\n".join([line for line in lines if line.startswith(b"#")] + rows[:row_count] + marks)
