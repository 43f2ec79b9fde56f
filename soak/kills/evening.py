"""The load that is killed: a warehouse with two rounds, and an evening of files on top of it.

Belongs here: what lies there before and after. Does not belong here: killing.
"""

import time
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from proximity.loading import load
from proximity.warehouse.duckdb import open_duckdb
from soak.digest import Digest, RoundRows, rows_of_rounds
from soak.histories.contents import small_round
from soak.site import Site

AT = 1_795_000_000_000_000_000
NAME = "2026-11-22-{stamp}-supply-round-1_engagements.txt"
#: So small that an evening has several transactions.
BATCH_FILES = 3


def _another(tracker: str, number: int) -> bytes:
    data = small_round(tracker).replace(b"# round_start_unix=1", b"# round_start_unix=%d1" % number)
    return data + b"# file %d\n" % number


def _cut(data: bytes) -> bytes:
    return data[: data.index(b"# MOVEMENT_HEATMAP\n")]


#: Loaded before: a round that a longer file will replace, one that an earlier name will move, and what it superseded.
BEFORE = {
    NAME.format(stamp="210000"): _cut(_another("v611-all", 1)),
    "eu1/" + NAME.format(stamp="211000"): _another("v40", 2),
    "eu1/late/" + NAME.format(stamp="211000"): _cut(_another("v40", 2)),
}
#: The evening: the longer file, the earlier name, new rounds, copies, a refused file, a cut one.
EVENING = {
    NAME.format(stamp="210015"): _another("v611-all", 1),
    "eu0/" + NAME.format(stamp="205959"): _another("v40", 2),
    NAME.format(stamp="212000"): _another("v42", 3),
    NAME.format(stamp="213000"): _another("v611-all", 4),
    NAME.format(stamp="214000"): _another("v3", 5),
    "copies/" + NAME.format(stamp="213000"): _another("v611-all", 4),
    NAME.format(stamp="215000"): _cut(_another("v5-fork", 6)),
    "eu1/late/" + NAME.format(stamp="220000"): _another("v5-fork", 6),
    "notes.md": b"hello",
}


@dataclass(frozen=True)
class Expected:
    """`digest`: after an undisturbed run; `states`: all that it commits of the rounds, which is all that may ever be
    seen of them; `seconds`: how long it took."""

    digest: Digest
    states: tuple[RoundRows, ...]
    seconds: float


def prepared(folder: Path) -> Site:
    """A site as it is before the load: the first files loaded, the evening's files lying there."""
    site = Site(folder)
    for path, data in BEFORE.items():
        site.put(path, data, AT)
    site.load()
    for path, data in EVENING.items():
        site.put(path, data, AT)
    return site


def undisturbed(site: Site, *, with_marts: bool = False) -> Expected:
    """Load the evening, and remember every state on the way."""
    states = [visible(site)]
    start = time.perf_counter()
    with patch.object(load, "BATCH_FILES", BATCH_FILES):
        load.load_rounds(site.settings, on_progress=lambda done, total: states.append(visible(site)))
    states.append(visible(site))
    if with_marts:
        site.build_marts()
    seconds = time.perf_counter() - start
    # What is equal to it needs no reconciliation of its own.
    if wrong := site.discrepancies():
        raise AssertionError(f"an undisturbed load: {'; '.join(wrong)}")
    return Expected(site.digest(with_marts=with_marts), tuple(states), seconds)


def visible(site: Site, *, read_only: bool = False) -> RoundRows:
    """What is seen of the rounds at one instant, path points included; a process that writes cannot ask read-only."""
    with open_duckdb(site.settings.warehouse_path, read_only=read_only) as warehouse, warehouse.transaction():
        return rows_of_rounds(warehouse.connection)
