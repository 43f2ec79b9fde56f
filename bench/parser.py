"""Part 1: the parser against the CSV reader and against plain Python, on files that are nearly all path points.

The speed of a reader is the raw bytes of the files ÷ its time, also for readers that are given another text.
Does not belong here: disks; everything is in memory before the clock starts.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from bench.figures import Figure, Number, Target
from bench.plain_reader import read_round
from bench.repeating import Work, interleaved_medians
from bench.tracks import TracksFile, make_tracks_files
from proximity.format import TABLES
from proximity.loading.load import BATCH_FILES
from proximity.parsing import RoundText, parse_rounds

SAMPLES = TABLES["track_samples"]
MEGABYTE = 1_000_000
FLAGS = [column.name for column in SAMPLES.columns if column.type.name == "flag"]
#: The reader takes only "true" and "false" for Boolean; the files have 0 and 1.
FLAT_SCHEMA: dict[str, type[pl.DataType]] = {
    "file_index": pl.UInt32,
    "line_number": pl.Int64,
    "sample_number": pl.Int64,
    **{column.name: column.type.polars for column in SAMPLES.columns},
    **dict.fromkeys(FLAGS, pl.Int8),
}
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
    csv, plain = _works(texts)
    # In two pairs: plain Python would leave the memory of the others in another state each time.
    pairs = [interleaved_medians(pair, repetitions, on_step) for pair in (csv, plain)]
    return _figures(texts, *pairs, points)


def steps(repetitions: int) -> int:
    """How often `measure` reports progress."""
    return 4 * (repetitions + 1)


def _works(texts: Texts) -> tuple[dict[str, Work], dict[str, Work]]:
    def parse() -> None:
        for batch in texts.raw:
            parse_rounds(batch)

    def read_csv() -> None:
        for text in texts.flat:
            read_flat(text)

    def read_plainly() -> None:
        for content in texts.plain:
            read_round(content)

    return {"reference": read_csv, "parser": parse}, {"reference": read_plainly, "parser": parse}


def write_flat(samples: pl.DataFrame) -> bytes:
    """The path points without any nesting: one a line, with the life that it belongs to and its number in it."""
    buffer = io.BytesIO()
    samples.with_columns(pl.col(FLAGS).cast(pl.Int8)).write_csv(buffer, include_header=False, float_precision=1)
    return buffer.getvalue()


def read_flat(text: bytes) -> pl.DataFrame:
    """What the parser is measured against: the CSV reader, told the types, on flat text of the same table."""
    return pl.read_csv(text, has_header=False, schema=FLAT_SCHEMA, quote_char=None)


def check_same_values(texts: Texts) -> int:
    """Prove that both readers give the same table and nothing is rejected; the number of path points.

    Raises:
        AssertionError: they do not, so the figures would mean nothing.
    """
    points = 0
    for flat, batch in zip(texts.flat, texts.raw, strict=True):
        parsed = parse_rounds(batch)
        ours = parsed.tables[SAMPLES.name]
        assert parsed.rejected_lines.is_empty(), "made files have no bad lines"
        assert ours.equals(read_flat(flat).cast(dict.fromkeys(FLAGS, pl.Boolean))), "both sides must read the same"
        points += ours.height
    return points


def _texts(files: Sequence[TracksFile]) -> Texts:
    batches = [files[start : start + BATCH_FILES] for start in range(0, len(files), BATCH_FILES)]
    raw = [[RoundText(file.file_name, file.content) for file in batch] for batch in batches]
    return Texts(
        raw=raw,
        flat=[write_flat(parse_rounds(batch).tables[SAMPLES.name]) for batch in raw],
        plain=[file.content for file in files[:PLAIN_FILES]],
    )


def _figures(texts: Texts, csv: dict[str, float], plain: dict[str, float], points: int) -> list[Figure]:
    plain_megabytes = sum(map(len, texts.plain)) / MEGABYTE
    what = f"{points:,} path points, {pl.thread_pool_size()} threads"
    by_csv = Number("pl.read_csv of flat text", texts.raw_megabytes / csv["reference"], "MB/s")
    by_plain = Number("plain Python reader", plain_megabytes / plain["reference"], "MB/s")
    first, second = (
        Number("parse_rounds", texts.raw_megabytes / seconds["parser"], "MB/s") for seconds in (csv, plain)
    )
    return [
        Figure("Parser, speed of the CSV reader", what, first, by_csv, Target(">=", 0.60)),
        Figure("Parser, speed of plain Python", what, second, by_plain, Target(">=", 8)),
    ]
