"""Part 1, continued: what many sections cost. A V6.11 file with every feature on and one of our own tracker, each
against a V4.2 file.

They are of rounds of a few minutes, two recorded and ours simulated; each is repeated to the same number of bytes.
Does not belong here: readers other than the parser (`bench.parser`).
"""

from collections.abc import Callable
from pathlib import Path

import polars as pl

from bench.figures import Figure, Number, Target
from bench.repeating import interleaved_medians
from proximity.parsing import RoundText, parse_rounds

BENCH = Path(__file__).parent
FEW_SECTIONS = BENCH.parent / "raw" / "sample" / "2026-11-22-140729-box2-round-1_engagements.txt"
MANY_SECTIONS = BENCH / "recordings" / "2026-11-22-141105-boxo-round-2_engagements.txt"
OWN_SECTIONS = BENCH.parent / "raw" / "sample" / "2026-01-05-201641-fuel_depot-round-1_engagements.txt"
MEGABYTE = 1_000_000
BATCH_BYTES = 28 * MEGABYTE


def measure(repetitions: int, on_step: Callable[[], None]) -> list[Figure]:
    """Two figures; `on_step` is called `steps(repetitions)` times."""
    few, many, own = map(repeated, (FEW_SECTIONS, MANY_SECTIONS, OWN_SECTIONS))
    works = {
        "few": lambda: parse_rounds(few),
        "many": lambda: parse_rounds(many),
        "own": lambda: parse_rounds(own),
    }
    seconds = interleaved_medians(works, repetitions, on_step)
    reference = Number("V4.2 file", _megabytes(few) / seconds["few"], "MB/s")
    return [
        Figure(
            f"Parser, all sections of {name}",
            f"{section_count(batch[0])} sections against {section_count(few[0])}, {pl.thread_pool_size()} threads",
            Number(file, _megabytes(batch) / seconds[key], "MB/s"),
            reference,
            Target(">=", 0.5),
        )
        for key, name, file, batch in (
            ("many", "V6.11", "V6.11 file", many),
            ("own", "our tracker", "our file", own),
        )
    ]


def steps(repetitions: int) -> int:
    """How often `measure` reports progress."""
    return 3 * (repetitions + 1)


def repeated(path: Path, batch_bytes: int = BATCH_BYTES) -> list[RoundText]:
    """The file so many times that a batch has about `batch_bytes`."""
    text = RoundText(path.name, path.read_bytes())
    return [text] * max(1, round(batch_bytes / len(text.content)))


def section_count(text: RoundText) -> int:
    """Sections with rows.

    Raises:
        AssertionError: a line is rejected or kept as text, so that less would be read than the figure says.
    """
    parsed = parse_rounds([text])
    assert parsed.rejected_lines.is_empty(), "recorded files have no bad lines"
    assert parsed.unknown_lines.is_empty(), "every section is to be read"
    return parsed.sections.filter(pl.col("row_count") > 0).height


def _megabytes(texts: list[RoundText]) -> float:
    return sum(len(text.content) for text in texts) / MEGABYTE
