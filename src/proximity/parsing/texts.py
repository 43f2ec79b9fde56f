"""The input of the parser, and which inputs are no round files at all (format document, sections 2, 9 and 10)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

BANNER = re.compile(rb"# PROXIMITY_TRACKER_V(\d{1,3})[ \t]*\r?(?:\n|$)")
OLDEST_READABLE_BANNER = 3
# Not the banner; and with its line end, because a heading that was cut starts nothing.
SECTION_START = re.compile(rb"(?<=\n)# [A-Z][A-Z0-9_]*\r?\n")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# First lines of other files of the same family, which share folders and sometimes the suffix.
OTHER_FAMILY = {
    b"# POSITION_TRACKER_DATA": "positions of tracker 1.0",
    b"# COMBAT_EVENTS_DATA": "combat events of tracker 1.0",
    b"# ENGAGEMENT_ANALYSIS": "engagements of tracker 1.0",
    b"# HEATMAP_DATA": "heatmap of tracker 1.0",
}


@dataclass(frozen=True)
class RoundText:
    """One file to parse: its name without folders, and its bytes as they are on disk."""

    file_name: str
    content: bytes

    @property
    def body(self) -> bytes:
        """The bytes without a byte-order mark, which only transfer tools add."""
        return self.content.removeprefix(BYTE_ORDER_MARK)

    @property
    def banner_version(self) -> int | None:
        """The number in the banner; None if the first line is no banner."""
        match = BANNER.match(self.body)
        return int(match[1]) if match else None

    @property
    def is_finished(self) -> bool:
        """False if the last line has no line end: the file was cut inside it."""
        return self.content.endswith(b"\n")


def refusal_of(text: RoundText) -> str | None:
    """Why a file cannot be read as a round file; None if it can.

    Reasons: `empty_file`, `not_a_round_file`, `older_format: <what it is>`.
    """
    if not text.content or text.content.isspace():
        return "empty_file"
    first_line = text.body[:200].split(b"\n", 1)[0].strip()
    if first_line in OTHER_FAMILY:
        return f"older_format: {OTHER_FAMILY[first_line]}"
    version = text.banner_version
    if version is None:
        return "not_a_round_file"
    if version < OLDEST_READABLE_BANNER:
        return f"older_format: tracker {version}.0"
    return None


def has_section(text: RoundText) -> bool:
    """False if no section starts in the file: it was cut inside its header, and may lack what identifies the round."""
    return SECTION_START.search(text.body) is not None


def describe_texts(texts: Sequence[RoundText]) -> pl.DataFrame:
    """One row a file: `file_index`, `file_name`, `byte_size`, `banner_version`, `is_finished`, `refusal`."""
    rows = [
        (index, text.file_name, len(text.content), text.banner_version, text.is_finished, refusal_of(text))
        for index, text in enumerate(texts)
    ]
    schema = {
        "file_index": pl.UInt32,
        "file_name": pl.String,
        "byte_size": pl.Int64,
        "banner_version": pl.Int64,
        "is_finished": pl.Boolean,
        "refusal": pl.String,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")
