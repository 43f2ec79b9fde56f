"""Parses the contents of a batch, without letting one of them stop the others.

Does not belong here: what the parser rejects by itself, which is never an error.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from proximity.loading.reading import ReadFile
from proximity.parsing import ParsedRounds, parse_rounds

LONGEST_MESSAGE = 200


@dataclass(frozen=True)
class ParsedContents:
    """`reads` are the files that `rounds` was parsed from, by `file_index`; `refusals`: content → reason."""

    reads: list[ReadFile]
    rounds: ParsedRounds
    refusals: dict[str | None, str]


def parse_contents(reads: Sequence[ReadFile]) -> ParsedContents:
    """Parse all files at once; if that raises, which is a bug, find the files that it happens on and leave them out.

    Raises:
        Exception: whatever the parser raised, if no file alone shows it.
    """
    try:
        return ParsedContents(list(reads), parse_rounds([read.text for read in reads]), {})
    except MemoryError:
        raise
    except Exception:
        refusals = {read.sha256: reason for read in reads if (reason := _error_of(read))}
        if not refusals:
            raise
        good = [read for read in reads if read.sha256 not in refusals]
        return ParsedContents(good, parse_rounds([read.text for read in good]), refusals)


def _error_of(read: ReadFile) -> str | None:
    try:
        parse_rounds([read.text])
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 -- whatever it is, it must not stop the other files
        message = (str(error).splitlines() or [""])[0][:LONGEST_MESSAGE]
        return f"parser_error: {type(error).__name__} {message}".rstrip()
    return None
