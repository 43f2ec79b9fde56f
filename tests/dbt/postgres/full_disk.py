"""Builds on a server whose disk has no room, in a process of its own that has such a disk for itself.

Run with a folder on a small file system; prints one JSON object, bytes that were free → outcome.
Does not belong here: what the outcome should be.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from postgres_server.server import PostgresServer
from tests.dbt.postgres.looking import Marts
from tests.loading.full_disk import leave_free
from tests.loading.house import House, another_round, name_of

from postgres_server import own_server
from proximity.transforming import build_marts
from proximity.warehouse import WarehouseError

#: From no room at all to room for half of a build.
FREE_BYTES = [0, 2_000_000]
#: Else the server needs more room for what it has to remember than for the rest.
SMALL = {"max_wal_size": "32MB", "min_wal_size": "32MB", "wal_recycle": "off"}


def outcome(server: PostgresServer, disk: Path, house: House, free: int) -> dict[str, Any]:
    marts = Marts(house)
    before = marts.digests()
    ballast = leave_free(disk, free)
    message = ""
    try:
        build_marts(house.settings, full_refresh=True)
    except WarehouseError as error:
        message = str(error)
    ballast.unlink()
    # Without room for its own journal a server gives up.
    server.restart("immediate")
    is_kept = marts.digests() == before
    build_marts(house.settings, full_refresh=True)
    return {"message": message, "is_kept": is_kept, "is_finished": marts.digests() != before}


def main() -> None:
    disk = Path(sys.argv[1])
    outcomes = {}
    with tempfile.TemporaryDirectory() as work:
        # The server belongs on the small disk, the rest does not.
        tempfile.tempdir = str(disk)
        with own_server(**SMALL) as server, server.database() as url:
            house = House(Path(work), url)
            load_another_round(house, 1)
            build_marts(house.settings)
            for number, free in enumerate(FREE_BYTES, start=2):
                load_another_round(house, number)
                outcomes[free] = outcome(server, disk, house, free)
    json.dump(outcomes, sys.stdout)


def load_another_round(house: House, number: int) -> None:
    house.put(name_of(number), another_round(number))
    house.load()


if __name__ == "__main__":
    main()
