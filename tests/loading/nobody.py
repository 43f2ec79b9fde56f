"""What a user without rights or room sees, in a process of its own: permissions do not hold for the super-user.

Run with a folder that may be filled; prints one JSON object, scenario → outcome.
Does not belong here: what the outcome should be.
"""

import json
import os
import resource
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.loading.house import NAME, House, another_round, long_file, name_of

from proximity.loading.discovery import RawFolderError
from proximity.warehouse import WarehouseError

NOBODY = 65534


def outcome(house: House, **options: Any) -> dict[str, Any]:
    try:
        summary = house.load(**options)
    except (WarehouseError, RawFolderError) as error:
        return {"error": type(error).__name__, "message": str(error)}
    return {"loaded": len(summary.loaded), "refused": {file.path: file.reason for file in summary.refused}}


def prepared(folder: Path) -> House:
    house = House(folder)
    house.put(NAME, long_file())
    return house


def locked_file_and_folder(folder: Path) -> dict[str, Any]:
    house = prepared(folder)
    house.put("closed/" + name_of(1), another_round(1))
    house.put(name_of(2), another_round(2)).chmod(0)
    (house.raw / "closed").chmod(0)
    first = outcome(house)
    (house.raw / "closed").chmod(0o700)
    (house.raw / name_of(2)).chmod(0o600)
    return {"first": first, "then": outcome(house)}


def full_refresh_with_a_locked_file(folder: Path) -> dict[str, Any]:
    house = prepared(folder)
    house.load()
    (house.raw / NAME).chmod(0)
    return outcome(house, full_refresh=True)


def locked_raw_folder(folder: Path) -> dict[str, Any]:
    house = prepared(folder)
    house.raw.chmod(0)
    return outcome(house)


def locked_parent_of_the_raw_folder(folder: Path) -> dict[str, Any]:
    house = prepared(folder / "above" / "house")
    (folder / "above").chmod(0)
    return outcome(house)


def read_only_data_folder(folder: Path) -> dict[str, Any]:
    house = prepared(folder)
    house.settings.data_dir.mkdir()
    house.settings.data_dir.chmod(0o500)
    return outcome(house)


def read_only_samples(folder: Path) -> dict[str, Any]:
    house = prepared(folder)
    house.samples_dir.mkdir(parents=True)
    house.samples_dir.chmod(0o500)
    first = outcome(house)
    house.samples_dir.chmod(0o700)
    return {"first": first, "then": outcome(house)}


def data_folder_that_becomes_read_only(folder: Path) -> dict[str, Any]:
    house = prepared(folder)
    house.load()
    before = house.digest()
    house.put(name_of(1), another_round(1))
    folders = [house.settings.data_dir, house.samples_dir, *house.samples_dir.glob("**/")]
    for each in folders:
        each.chmod(0o500)
    first = outcome(house)
    is_unchanged = house.digest() == before
    for each in folders:
        each.chmod(0o700)
    then = outcome(house)
    undisturbed = prepared(folder / "undisturbed")
    undisturbed.put(name_of(1), another_round(1))
    undisturbed.load()
    return {
        "first": first,
        "is_unchanged": is_unchanged,
        "then": then,
        "is_right": house.digest() == undisturbed.digest(),
    }


def locked_warehouse_file(folder: Path) -> dict[str, Any]:
    house = prepared(folder)
    house.load()
    house.settings.warehouse_path.chmod(0)
    return outcome(house)


def reading_a_warehouse_that_may_not_be_written(folder: Path) -> dict[str, Any]:
    house = prepared(folder)
    house.load()
    house.settings.warehouse_path.chmod(0o400)
    house.settings.data_dir.chmod(0o500)
    return {"rounds": house.query("SELECT count(*) FROM staging.rounds")[0][0]}


def full_disk(folder: Path) -> dict[str, Any]:
    house = prepared(folder)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
    first = outcome(house)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    return {"first": first, "then": outcome(house), "discrepancies": len(house.discrepancies())}


SCENARIOS = [
    full_disk,
    locked_file_and_folder,
    full_refresh_with_a_locked_file,
    locked_raw_folder,
    locked_parent_of_the_raw_folder,
    read_only_data_folder,
    read_only_samples,
    data_folder_that_becomes_read_only,
    locked_warehouse_file,
    reading_a_warehouse_that_may_not_be_written,
]


def main() -> None:
    # Once with all rights: later, the interpreter's own folders may be closed to what is imported on demand.
    with tempfile.TemporaryDirectory() as folder:
        outcome(prepared(Path(folder)))
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    below = Path(sys.argv[1])
    json.dump({scenario.__name__: scenario(below / scenario.__name__) for scenario in SCENARIOS}, sys.stdout)


if __name__ == "__main__":
    main()
