"""Part 1: the parser against the CSV reader and against plain Python, on files that are nearly all path points.

The speed of a reader is the raw bytes of the files ÷ its time, also for readers that are given another text.
Does not belong here: disks; everything is in memory before the clock starts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from bench.figures import Figure, Number, Target
from bench.plain_reader import read_round
from bench.repeating import interleaved_medians
from bench.tracks import TracksFile, make_tracks_files
from proximity.format import TABLES
from proximity.loading.load import BATCH_FILES
from proximity.parsing import RoundText, parse_rounds

SAMPLES = TABLES["track_samples"]
MEGABYTE = 1_000_000
#: The plain reader is slow and steady: a few files are enough for its speed.
PLAIN_FILES = 4


@dataclass(frozen=True)
class Texts:
    """The same path points three times: raw files in batches, flat text of the same batches, files for plain Python."""

    raw: list[list[RoundText]]
    flat: list[bytes]
    plain: list[bytes]

    @property
    def raw_megabytes(self) -> float:
        """Size of all raw files."""
        return sum(len(text.content) for batch in self.raw for text in batch) / MEGABYTE


def measure(file_count: int, repetitions: int, on_step: Callable[[], None]) -> list[Figure]:
    """The two parser figures; `on_step` is called `steps(repetitions)` times."""
    texts = _texts(list(make_tracks_files(file_count)))
    points = check_same_values(texts)
    seconds = interleaved_medians(
        {
            "csv": lambda: [read_flat(text) for text in texts.flat],
            "parser": lambda: [parse_rounds(batch) for batch in texts.raw],
            "plain": lambda: [read_round(content) for content in texts.plain],
        },
        repetitions,
        on_step,
    )
    return _figures(texts, seconds, points)


def steps(repetitions: int) -> int:
    """How often `measure` reports progress."""
    return 3 * (repetitions + 1)


def read_flat(text: bytes) -> pl.DataFrame:
    """What the parser is measured against: the CSV reader, told the types, on text without any nesting."""
    schema = {
        # The reader takes only "true" and "false" for Boolean; the files have 0 and 1.
        column.name: pl.Int8 if column.type.name == "flag" else column.type.polars
        for column in SAMPLES.columns
    }
    return pl.read_csv(text, has_header=False, schema=schema, quote_char=None)


def check_same_values(texts: Texts) -> int:
    """Prove that both readers give the same values and nothing is rejected; the number of path points.

    Raises:
        AssertionError: they do not, so the figures would mean nothing.
    """
    points = 0
    for flat, batch in zip(texts.flat, texts.raw, strict=True):
        parsed = parse_rounds(batch)
        ours = parsed.tables[SAMPLES.name].select(column.name for column in SAMPLES.columns)
        assert parsed.rejected_lines.is_empty(), "made files have no bad lines"
        assert ours.equals(read_flat(flat).cast({"sprint": pl.Boolean})), "both sides must read the same values"
        points += ours.height
    return points


def _texts(files: Sequence[TracksFile]) -> Texts:
    batches = [files[start : start + BATCH_FILES] for start in range(0, len(files), BATCH_FILES)]
    return Texts(
        raw=[[RoundText(file.file_name, file.content) for file in batch] for batch in batches],
        flat=[b"".join(file.flat for file in batch) for batch in batches],
        plain=[file.content for file in files[:PLAIN_FILES]],
    )


def _figures(texts: Texts, seconds: dict[str, float], points: int) -> list[Figure]:
    plain_megabytes = sum(map(len, texts.plain)) / MEGABYTE
    parser = Number("parse_rounds", texts.raw_megabytes / seconds["parser"], "MB/s")
    csv = Number("pl.read_csv of flat text", texts.raw_megabytes / seconds["csv"], "MB/s")
    plain = Number("plain Python reader", plain_megabytes / seconds["plain"], "MB/s")
    what = f"{points:,} path points, {pl.thread_pool_size()} threads"
    return [
        Figure("Parser, speed of the CSV reader", what, parser, csv, Target(">=", 0.60)),
        Figure("Parser, speed of plain Python", what, parser, plain, Target(">=", 8)),
    ]
