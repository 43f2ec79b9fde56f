"""The game file system: `fs_homepath/fs_game` on the disk, behind the engine's file handles.

Writes are buffered as stdio buffers them, so that a kill loses what a kill loses.
Does not belong here: files that a module opens through Lua's own `io`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

FS_READ, FS_WRITE, FS_APPEND, FS_APPEND_SYNC = range(4)
MAX_HANDLES = 64
STDIO_BUFFER_BYTES = 4096


class Handle:
    """One open file. `pending` has not reached the operating system yet."""

    def __init__(self, file: BinaryIO, is_sync: bool):
        self.file = file
        self.is_sync = is_sync
        self.pending = bytearray()

    def write(self, data: bytes) -> None:
        """Write through the buffer: whole buffers go to the file when it overflows, as in glibc."""
        self.pending += data
        if self.is_sync:
            self.flush()
        elif len(self.pending) >= STDIO_BUFFER_BYTES:
            whole = len(self.pending) // STDIO_BUFFER_BYTES * STDIO_BUFFER_BYTES
            self.file.write(self.pending[:whole])
            del self.pending[:whole]

    def flush(self) -> None:
        """Hand everything to the operating system, where it survives a kill."""
        self.file.write(self.pending)
        self.pending.clear()


class FileSystem:
    """`root` is fs_homepath/fs_game. `end_server(kind, text)` raises the engine's errors."""

    def __init__(self, root: Path, end_server: Callable[[str, str], None]):
        self.root = root
        self._end_server = end_server
        self._handles: dict[int, Handle] = {}

    def path_of(self, name: str) -> Path | None:
        """Where a game file lies; None for names that the engine refuses."""
        relative = name.replace("\\", "/").lstrip("/")
        if not relative or ".." in relative or "::" in relative:
            return None
        return self.root / relative.encode("latin-1").decode("utf-8", "surrogateescape")

    def open(self, name: str, mode: int) -> tuple[int, int]:
        """Handle and length: (0, -1) on failure; the length is 0 for every way of writing."""
        path = self.path_of(name)
        if path is None or (mode == FS_READ and not path.is_file()):
            return 0, -1
        number = next((n for n in range(2, MAX_HANDLES) if n not in self._handles), None)
        if number is None:
            self._end_server("EngineError", "FS_HandleForFile: none free")
            return 0, -1
        try:
            if mode == FS_READ:
                self._handles[number] = Handle(path.open("rb"), is_sync=False)
                return number, path.stat().st_size
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
            file = path.open("wb" if mode == FS_WRITE else "ab", buffering=0)
        except OSError:
            return 0, -1
        self._handles[number] = Handle(file, is_sync=mode == FS_APPEND_SYNC)
        return number, 0

    def write(self, data: str, count: int, number: int) -> int:
        """Write `count` bytes of `data`; 0 for handle 0."""
        if number == 0:
            return 0
        handle = self._handles.get(number)
        if handle is None:
            self._end_server("EngineError", f"FS_Write: handle {number} is not open")
            return 0
        handle.write(data[:count].encode("latin-1"))
        return count

    def read(self, number: int, count: int) -> str:
        """Text up to the first NUL."""
        handle = self._handles.get(number)
        if handle is None:
            self._end_server("EngineError", f"FS_Read: handle {number} is not open")
            return ""
        return handle.file.read(count).split(b"\0")[0].decode("latin-1")

    def close(self, number: int) -> None:
        """Flush and close; nothing for handle 0."""
        handle = self._handles.pop(number, None)
        if handle is not None:
            handle.flush() if handle.file.writable() else None
            handle.file.close()

    def rename(self, old: str, new: str) -> None:
        """Replace `new` by `old`; nothing if the source is missing."""
        source, target = self.path_of(old), self.path_of(new)
        if source is not None and target is not None and source.exists() and target.parent.is_dir():
            source.replace(target)

    def names(self, folder: str, extension: str) -> str:
        """Names in a folder that end in `extension`, one a line, sorted."""
        path = self.path_of(folder)
        if path is None or not path.is_dir():
            return ""
        return "\n".join(sorted(entry.name for entry in path.iterdir() if entry.name.endswith(extension)))

    def drop(self) -> None:
        """The process died: what is buffered is lost."""
        for handle in self._handles.values():
            handle.file.close()
        self._handles.clear()

    def close_all(self) -> None:
        """The process exits in order."""
        for number in list(self._handles):
            self.close(number)
