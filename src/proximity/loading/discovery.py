"""Finds what lies below the raw folder, without opening anything.

Does not belong here: reading and judging contents.
"""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from proximity.format import RoundFileName, other_file_of, parse_file_name
from proximity.loading.limits import oversized_file

DEFAULT_SERVER = "default"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


_NOT_LISTED = (
    "The raw folder {raw_dir} cannot be listed ({why}). Give the user that runs the pipeline read permission, or name "
    "another folder with --raw or PROXIMITY_RAW_DIR."
)


class RawFolderError(OSError):
    """The raw folder itself cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class FoundFile:
    """Something below the raw folder that is not hidden. `path` is relative to the raw folder, with `/`, and readable;
    `refusal` says why it will not be opened."""

    path: str
    absolute: Path
    byte_size: int | None = None
    modified_at: datetime | None = None
    refusal: str | None = None

    @property
    def file_name(self) -> str:
        """The name without folders."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def parsed_name(self) -> RoundFileName | None:
        """What the name states; None if it is not a round file's."""
        return parse_file_name(self.file_name)

    @property
    def day(self) -> date | None:
        """The day in the name, by which files are processed."""
        return self.parsed_name.day if self.parsed_name else None

    @property
    def server_folder(self) -> str:
        """The first folder below the raw folder, which names the server unless the file does."""
        return self.path.split("/", 1)[0] if "/" in self.path else DEFAULT_SERVER


def discover(raw_dir: Path) -> list[FoundFile]:
    """Everything below `raw_dir` that could be meant as a round file, sorted by path.

    Hidden files and folders are passed over: transfer tools keep their partial files there. Folders behind links are
    not entered, so no link can lead out of the raw folder or in circles.

    Raises:
        RawFolderError: the folder is missing, is no folder, or may not be listed.
    """
    try:
        is_folder = stat.S_ISDIR(raw_dir.stat().st_mode)
    except PermissionError as error:
        raise RawFolderError(_NOT_LISTED.format(raw_dir=raw_dir, why=error.strerror)) from error
    except OSError as error:
        raise RawFolderError(
            f"The raw folder {raw_dir} does not exist ({error.strerror}). Create it and copy round files into it, or "
            "name another one with --raw or PROXIMITY_RAW_DIR."
        ) from error
    if not is_folder:
        raise RawFolderError(f"{raw_dir} is not a folder. Name the folder that holds the round files.")
    return sorted(_walk(raw_dir), key=lambda found: found.path)


def _walk(raw_dir: Path) -> Iterator[FoundFile]:
    for folder, names, files in os.walk(raw_dir, onerror=_cannot_list(raw_dir)):
        names[:] = sorted(name for name in names if not name.startswith("."))
        entries = [Path(folder, name) for name in files if not name.startswith(".")]
        entries += [path for name in names if _needs_verdict(path := Path(folder, name))]
        for path in entries:
            yield look_at(path, readable(path.relative_to(raw_dir)))


def _needs_verdict(folder: Path) -> bool:
    """Folders are only mentioned if somebody may have expected them to be read."""
    return folder.is_symlink() or parse_file_name(folder.name) is not None or not os.access(folder, os.R_OK | os.X_OK)


def _cannot_list(raw_dir: Path) -> Callable[[OSError], None]:
    def handle(error: OSError) -> None:
        # A folder below it that cannot be listed gets its own verdict.
        if error.filename and Path(error.filename) == raw_dir:
            raise RawFolderError(_NOT_LISTED.format(raw_dir=raw_dir, why=error.strerror)) from error

    return handle


def readable(path: Path) -> str:
    """The path as text that every table can hold: bytes that are not UTF-8 are written like `\\xe9`."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def look_at(path: Path, relative: str) -> FoundFile:
    """What lies at `path` now; `relative` is its readable path below the raw folder."""
    try:
        status = path.stat()
    except PermissionError:
        return FoundFile(relative, path, refusal="no_permission")
    except OSError:
        return FoundFile(relative, path, refusal="broken_link")
    return FoundFile(relative, path, status.st_size, _instant(status.st_mtime_ns), _refusal(path, status))


def _refusal(path: Path, status: os.stat_result) -> str | None:
    if stat.S_ISDIR(status.st_mode):
        return _refusal_of_folder(path)
    if not stat.S_ISREG(status.st_mode):
        return "not_a_regular_file"
    if parse_file_name(path.name) is None:
        return other_file_of(path.name) or "wrong_name"
    if not os.access(path, os.R_OK):
        return "no_permission"
    return oversized_file(status.st_size)


def _refusal_of_folder(path: Path) -> str:
    if not os.access(path, os.R_OK | os.X_OK):
        return "no_permission"
    return "is_a_linked_folder" if path.is_symlink() else "is_a_directory"


def _instant(nanoseconds: int) -> datetime:
    # Whole microseconds, because that is what the ledger can hold and compare.
    return EPOCH + timedelta(microseconds=nanoseconds // 1000)
