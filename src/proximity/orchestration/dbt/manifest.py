"""The parsed dbt project, which Dagster reads its assets from.

Parsing takes seconds and the code location is loaded for every run, so the manifest is kept under a name that says what
it was parsed from. Parsing opens no database.
"""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from proximity.orchestration.dbt.resource import installed_command, target_folder
from proximity.settings import DBT_PROJECT_DIR, Settings

#: What dbt reads of the project, and what it never writes there.
SOURCES = ("*.yml", "models/**/*", "seeds/**/*", "macros/**/*", "tests/**/*")
#: In which dbt keeps the parsed project from one command to the next.
PARSED = "partial_parse.msgpack"


class DbtParseError(RuntimeError):
    """The dbt project cannot be parsed; the message is dbt's."""


def dbt_manifest(settings: Settings) -> Path:
    """Path of the manifest of the project as it lies there; parsed now if nobody did before.

    Raises:
        DbtParseError: dbt cannot read the project.
    """
    path = settings.dbt_target_dir / "manifests" / f"{_fingerprint(settings)}.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _parse(settings, path)
        for other in set(path.parent.glob("*.json")) - {path}:
            other.unlink(missing_ok=True)
    return path


def _fingerprint(settings: Settings) -> str:
    digest = hashlib.sha256(f"{version('dbt-core')} {settings.target} {settings.database_name}".encode())
    for path in sorted(set(_source_files())):
        digest.update(f"\0{path.relative_to(DBT_PROJECT_DIR)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _source_files() -> Iterator[Path]:
    for pattern in SOURCES:
        yield from (path for path in DBT_PROJECT_DIR.glob(pattern) if path.is_file())


def _parse(settings: Settings, destination: Path) -> None:
    """Parse into a folder of its own, then put the result in place whole: several processes may load at once."""
    # Here, because it imports dbt, and a code location with a fresh manifest can do without.
    from proximity.transforming.environment import dbt_environment

    with TemporaryDirectory(dir=destination.parent) as folder:
        environment = os.environ | dbt_environment(settings) | {"DBT_TARGET_PATH": folder, "DBT_LOG_PATH": folder}
        arguments = [
            "parse",
            "--no-version-check",
            "--project-dir",
            str(DBT_PROJECT_DIR),
            "--profiles-dir",
            str(DBT_PROJECT_DIR),
        ]
        done = subprocess.run(
            [installed_command("dbt"), "--no-use-colors", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise DbtParseError(f"dbt cannot parse {DBT_PROJECT_DIR}:\n{done.stdout}{done.stderr}")
        # What runs would parse anew from the same files.
        runs = target_folder(settings)
        runs.mkdir(parents=True, exist_ok=True)
        Path(folder, PARSED).replace(runs / PARSED)
        Path(folder, "manifest.json").replace(destination)
