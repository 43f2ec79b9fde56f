"""Finds the end line of a file and says what it proves (`proximity.format.end_line`).

Does not belong here: what follows for the file and its sections (`proximity.parsing.completeness`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from proximity.format import EndLine, checksum, parse_end_line
from proximity.format.end_line import BEGIN
from proximity.parsing.texts import RoundText


@dataclass(frozen=True)
class Ending:
    """The end line of a file. `stated`: what it says, None if it cannot be read; `is_checksum_right` of the bytes above
    it; `has_lines_after` if anything but empty lines follows."""

    stated: EndLine | None
    is_checksum_right: bool
    has_lines_after: bool


def ending_of(text: RoundText) -> Ending | None:
    """The last end line of a file; None if it has none."""
    above, mark, rest = text.body.rpartition(b"\n" + BEGIN)
    if not mark:
        return None
    line, _, after = rest.partition(b"\n")
    stated = parse_end_line((BEGIN + line.removesuffix(b"\r")).decode("utf-8", "replace"))
    is_right = stated is not None and _is_right(above + b"\n", stated.checksum)
    return Ending(stated, is_right, bool(after.strip()))


def contradictions(ending: Ending, lines: Mapping[str, int]) -> Iterator[str]:
    """Everything that shows that the file is not what was written; a code that ends in `:SECTION` is about its rows.

    `lines`: section → data lines found.
    """
    if ending.has_lines_after:
        yield "lines_after_end_line"
    if ending.stated is None:
        yield "end_line_unreadable"
        return
    if not ending.stated.is_consistent:
        yield "end_line_contradicts_itself"
    if not ending.is_checksum_right:
        yield "checksum_differs"
    expected = ending.stated.counts
    yield from (
        f"rows_differ_from_end_line:{section}"
        for section in {**expected, **lines}
        if expected.get(section) != lines.get(section)
    )


def _is_right(above: bytes, expected: int) -> bool:
    """Transfer tools turn line ends into CRLF, which damages nothing."""
    if checksum(above) == expected:
        return True
    return b"\r\n" in above and checksum(above.replace(b"\r\n", b"\n")) == expected
