"""The game file system: `fs_homepath/fs_game` on the disk, behind the engine's file handles.

Writes are buffered as stdio buffers them, so that a kill loses what a kill loses.
Does not belong here: files that a module opens through Lua's own `io`.
"""

import os
from pathlib import Path
from typing import BinaryIO

from proximity.simulator.host.errors import EngineError, ServerKilledError

FS_READ, FS_WRITE, FS_APPEND, FS_APPEND_SYNC = range(4)
FIRST_HANDLE, LAST_HANDLE = 2, 64
STDIO_BUFFER_BYTES = 4096
LONGEST_PATH_BYTES = 255
REFUSED_SUFFIXES = (".pk3", ".so", ".dll", ".dylib")


class Handle:
    """One open file. `pending` has not reached the operating system yet."""

    def __init__(self, file: BinaryIO, mode: int) -> None:
        self.file = file
        self.mode = mode
        self.pending = bytearray()

    def write(self, data: bytes) -> None:
        """Append to the buffer; whole buffers go to the operating system, as glibc does it."""
        self.pending += data
        if self.mode == FS_APPEND_SYNC:
            self.flush()
        elif len(self.pending) >= STDIO_BUFFER_BYTES:
            whole = len(self.pending) // STDIO_BUFFER_BYTES * STDIO_BUFFER_BYTES
            self.file.write(self.pending[:whole])
            del self.pending[:whole]

    def flush(self) -> None:
        """Hand everything to the operating system, where it survives a kill."""
        if self.pending:
            self.file.write(self.pending)
            self.pending.clear()


class FileSystem:
    """`root` is fs_homepath/fs_game. What ends a real server raises EngineError.

    `calls_before_kill`: so many calls that change a file still succeed, the next one kills the server; None: never.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.calls_before_kill: int | None = None
        self._handles: dict[int, Handle] = {}

    def path_of(self, name: str) -> Path | None:
        """Where a game file lies; None for names that the engine refuses."""
        relative = name.replace("\\", "/").lstrip("/")
        if not relative or ".." in relative or "::" in relative:
            return None
        path = self.root / os.fsdecode(relative.encode("latin-1"))
        return path if len(os.fsencode(path)) <= LONGEST_PATH_BYTES else None

    def open(self, name: str, mode: int) -> tuple[int, int]:
        """Handle and length: (0, -1) on failure; the length is 0 for every way of writing."""
        if mode not in (FS_READ, FS_WRITE, FS_APPEND, FS_APPEND_SYNC):
            raise EngineError(f"FS_FOpenFileByMode: bad mode {mode}")
        self._refuse_executables(name, mode != FS_READ)
        path = self.path_of(name)
        if path is None:
            return 0, -1
        return self._open_to_read(path) if mode == FS_READ else self._open_to_write(path, mode)

    def write(self, data: str, count: int, number: int) -> int:
        """Write `count` bytes of `data`; the count, or 0 for handle 0."""
        if number == 0:
            return 0
        if count > len(data):
            raise EngineError(f"FS_Write: {count} bytes of a string of {len(data)} is foreign memory")
        handle = self._handle(number)
        self._count_down()
        handle.write(data[:count].encode("latin-1"))
        return count

    def read(self, number: int, count: int) -> str:
        """Text up to the first NUL."""
        return self._handle(number).file.read(count).split(b"\0")[0].decode("latin-1")

    def close(self, number: int) -> None:
        """Flush and close; nothing for handle 0."""
        if number == 0:
            return
        handle = self._handle(number)
        self._count_down()
        handle.flush()
        handle.file.close()
        del self._handles[number]

    def rename(self, old: str, new: str) -> None:
        """Replace `new` by `old`; nothing happens if the source or the target's folder is missing."""
        for name in (old, new):
            self._refuse_executables(name, is_write=True)
        source, target = self.path_of(old), self.path_of(new)
        if source is not None and target is not None and source.exists() and target.parent.is_dir():
            self._count_down()
            source.replace(target)

    def names(self, folder: str, extension: str) -> str:
        """Names in a folder that end in `extension`, one a line, sorted; each cut at 63 bytes."""
        path = self.path_of(folder)
        if path is None or not path.is_dir():
            return ""
        names = sorted(os.fsencode(entry.name)[:63].decode("latin-1") for entry in path.iterdir() if entry.is_file())
        return "\n".join(name for name in names if name.endswith(extension))

    def on_disk(self) -> dict[str, bytes]:
        """What a kill at this moment would leave: every file below `root`, by its game name."""
        files = (path for path in self.root.rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in sorted(files)}

    def close_all(self) -> None:
        """The process exits in order: everything is flushed."""
        for number in list(self._handles):
            self.close(number)

    def drop_all(self) -> None:
        """The process died: what is buffered is lost."""
        for handle in self._handles.values():
            handle.file.close()
        self._handles.clear()

    def _open_to_read(self, path: Path) -> tuple[int, int]:
        if "etkey" in path.name or not path.is_file():
            return 0, -1
        return self._keep(Handle(path.open("rb"), FS_READ)), path.stat().st_size

    def _open_to_write(self, path: Path, mode: int) -> tuple[int, int]:
        self._count_down()
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
            file = path.open("wb" if mode == FS_WRITE else "ab", buffering=0)
        except OSError:
            return 0, -1
        return self._keep(Handle(file, mode)), 0

    def _keep(self, handle: Handle) -> int:
        for number in range(FIRST_HANDLE, LAST_HANDLE + 1):
            if number not in self._handles:
                self._handles[number] = handle
                return number
        raise EngineError("FS_HandleForFile: none free")

    def _handle(self, number: int) -> Handle:
        handle = self._handles.get(number)
        if handle is None:
            raise EngineError(f"file handle {number} is not open")
        return handle

    def _refuse_executables(self, name: str, is_write: bool) -> None:
        if is_write and name.lower().endswith(REFUSED_SUFFIXES):
            raise EngineError(f"not allowed to write {name}")

    def _count_down(self) -> None:
        if self.calls_before_kill is None:
            return
        if self.calls_before_kill <= 0:
            raise ServerKilledError("killed before a file was changed")
        self.calls_before_kill -= 1
