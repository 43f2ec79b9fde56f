"""Reads the bytes of found files, and notices when they cannot be trusted yet.

Does not belong here: what the bytes mean.
"""

import hashlib
from dataclasses import dataclass

from proximity.loading.discovery import FoundFile, look_at
from proximity.loading.limits import oversized_lines
from proximity.parsing import RoundText, has_section, refusal_of


@dataclass(frozen=True)
class ReadFile:
    """A found file with its bytes, which are empty if it is refused, and their SHA-256, which is None if they were not
    read."""

    found: FoundFile
    content: bytes = b""
    sha256: str | None = None
    refusal: str | None = None

    @property
    def text(self) -> RoundText:
        """What the parser takes."""
        return RoundText(self.found.file_name, self.content)


def read_file(found: FoundFile) -> ReadFile:
    """Read one file. Never raises for what lies on disk: the refusal says what was wrong."""
    if found.refusal is not None:
        return ReadFile(found, refusal=found.refusal)
    try:
        content = found.absolute.read_bytes()
    except PermissionError:
        return ReadFile(found, refusal="no_permission")
    except OSError as error:
        return ReadFile(found, refusal=f"unreadable: {error.strerror}")
    after = look_at(found.absolute, found.path)
    if (after.byte_size, after.modified_at) != (found.byte_size, found.modified_at):
        return ReadFile(found, refusal="still_growing")
    sha256 = hashlib.sha256(content).hexdigest()
    text = RoundText(found.file_name, content)
    refusal = refusal_of(text) or oversized_lines(content) or (None if has_section(text) else "no_section")
    # What is refused is not needed any more, and may be large.
    return ReadFile(found, b"" if refusal else content, sha256, refusal)
