"""Loads on a disk without room, in a process of its own that has such a disk for itself.

Run with a folder on a small file system; prints one JSON object, bytes that were free → outcome.
Does not belong here: what the outcome should be.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from soak.digest import differences
from soak.kills.evening import Expected, prepared, undisturbed, visible
from soak.site import Site

from proximity.warehouse import WarehouseError

#: From no room at all to nearly enough.
FREE_BYTES = [0, 20_480, 40_960, 81_920, 327_680]


def leave_free(folder: Path, free: int) -> Path:
    """Fill the file system with a file until only so much is free."""
    ballast = folder / "ballast"
    status = os.statvfs(folder)
    ballast.write_bytes(b"\0" * max(0, status.f_bavail * status.f_frsize - free))
    return ballast


def outcome(site: Site, expected: Expected, free: int) -> dict[str, Any]:
    ballast = leave_free(site.folder.parent, free)
    try:
        site.load()
        message = ""
    except WarehouseError as error:
        message = str(error)
    ballast.unlink()
    is_whole = visible(site, read_only=True) in expected.states
    before = site.discrepancies()
    site.load()
    return {
        "message": message,
        "is_whole": is_whole,
        "wrong": [*before, *differences(expected.digest, site.digest()), *site.discrepancies()],
    }


def main() -> None:
    folder = Path(sys.argv[1])
    template = prepared(folder / "template")
    expected = undisturbed(template.copy_to(folder / "undisturbed"))
    json.dump({free: outcome(template.copy_to(folder / str(free)), expected, free) for free in FREE_BYTES}, sys.stdout)


if __name__ == "__main__":
    main()
