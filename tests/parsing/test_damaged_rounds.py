"""Real files with bytes changed at random: nothing raises, nothing is lost, nothing is misread.

What the parser accepts must be what the plain reader reads; what it rejects must not be a line as it was recorded.
"""

from random import Random

import polars as pl
from bench.plain_reader import COLUMNS, read_round
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from tests.reference.building import COLUMN_LINES, NINE_COLUMN_TRACKS
from tests.reference.comparing import assert_every_line_accounted_for
from tests.reference.real_files import small_file

from proximity.format import TABLES
from proximity.parsing import ParsedRounds, RoundText, parse_rounds

ORIGINALS = [small_file(tracker).read_bytes() for tracker in ("v3", "v40", "v42", "v611")]
HEALTHY_LINES = {line for content in ORIGINALS for line in content.decode().split("\n")}
# Separators and digits far more often than chance would have them: they are what the format is made of.
INSERTS = [b";", b"|", b",", b":", b"\n", b"\n\n", b"\r\n", b"#", b"# ", b"\n# X\n", b"-", b".", b"0", b"9", b"A"]
INSERTS += [b" ", b"\x00", b"\xff", b"\xe2\x82", "Ж".encode(), b'"', b"nan", b"inf", b"e5", b"99999999999", b"_", b"+"]
MUTANTS_A_BATCH = 25


def mutant(random: Random) -> bytes:
    content = random.choice(ORIGINALS)
    for _ in range(random.randint(1, 6)):
        content = random.choice([replaced, inserted, deleted, doubled, cut])(content, random)
    # The banner decides whether the file is read at all; that is tested elsewhere.
    return b"# PROXIMITY_TRACKER_V4\n" + content.partition(b"\n")[2]


def position(content: bytes, random: Random) -> int:
    """Near a separator in half of the cases, else anywhere."""
    place = random.randrange(len(content) + 1)
    if random.random() < 0.5:
        found = content.find(random.choice([b";", b"|", b",", b":", b"\n", b"# "]), place)
        place = found if found >= 0 else place
    return place


def replaced(content: bytes, random: Random) -> bytes:
    at = position(content, random)
    return content[:at] + random.choice(INSERTS) + content[at + 1 :]


def inserted(content: bytes, random: Random) -> bytes:
    at = position(content, random)
    return content[:at] + random.choice(INSERTS) + content[at:]


def deleted(content: bytes, random: Random) -> bytes:
    at = position(content, random)
    return content[:at] + content[at + random.choice([1, 1, 1, 2, 5, 60, 900]) :]


def doubled(content: bytes, random: Random) -> bytes:
    start, length = position(content, random), random.choice([1, 1, 10, 300])
    return content[: start + length] + content[start:]


def cut(content: bytes, random: Random) -> bytes:
    return content[: position(content, random)] if random.random() < 0.2 else content


@settings(max_examples=10, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_damage_never_raises_loses_a_line_or_changes_a_value(seed: int) -> None:
    check_damage(seed)


def check_damage(seed: int) -> None:
    random = Random(seed)
    contents = [mutant(random) for _ in range(MUTANTS_A_BATCH)]
    parsed = parse_rounds([RoundText("x", content) for content in contents])
    for index, content in enumerate(contents):
        assert_every_line_accounted_for(parsed, content, index)
    reads = [read_round(content) for content in contents]
    assert_accepted_lines_are_read_right(parsed, reads)
    assert_healthy_lines_are_accepted(parsed, reads)


def assert_accepted_lines_are_read_right(parsed: ParsedRounds, reads: list[dict[str, list[tuple]]]) -> None:
    for name, columns in COLUMNS.items():
        root = next(table for table in TABLES.values() if table.section == TABLES[name].section and not table.parent)
        accepted = set(parsed.tables[root.name].select("file_index", "line_number").iter_rows())
        names = ["file_index", *columns]
        keys = [column for column in names if column == "file_index" or column.endswith("_number")]
        expected = [
            (index, *row) for index, read in enumerate(reads) for row in read[name] if (index, row[0]) in accepted
        ]
        found = parsed.tables[name].select(names).sort(keys)
        assert_frame_equal(
            found, pl.DataFrame(expected, schema=found.schema, orient="row").sort(keys), check_exact=True
        )


def assert_healthy_lines_are_accepted(parsed: ParsedRounds, reads: list[dict[str, list[tuple]]]) -> None:
    """Where the column line is as recorded: another one calls for other lines."""
    written = [*COLUMN_LINES.items(), ("PLAYER_TRACKS", NINE_COLUMN_TRACKS)]
    is_undamaged = pl.struct("section", "column_line").is_in(
        [{"section": name, "column_line": line} for name, line in written]
    )
    sections = parsed.sections.filter(is_undamaged).select("file_index", "section")
    rejected = parsed.rejected_lines.join(sections, on=["file_index", "section"])
    for index, section, line, reason, text in rejected.iter_rows():
        readable = any(row[0] == line for table in reads[index].values() for row in table)
        assert not (readable and text in HEALTHY_LINES), (section, reason, text)


@settings(max_examples=3, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_damaged_files_are_parsed_the_same_every_time(seed: int) -> None:
    random = Random(seed)
    texts = [RoundText("x", mutant(random)) for _ in range(MUTANTS_A_BATCH)]
    first, second = parse_rounds(texts), parse_rounds(texts)
    assert all(first.tables[name].equals(second.tables[name]) for name in COLUMNS)
    assert first.rejected_lines.equals(second.rejected_lines)
    assert first.sections.equals(second.sections)
    assert first.files.equals(second.files)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(content=st.binary(max_size=400), lines=st.text(st.sampled_from("# A_;|,:0-.\r\n"), max_size=400))
def test_any_bytes_below_a_banner_are_read_without_raising(content: bytes, lines: str) -> None:
    banner = b"# PROXIMITY_TRACKER_V6\n"
    tracks = b"# ENGAGEMENTS\n" + lines.encode() + b"\n# PLAYER_TRACKS\n"
    contents = [banner + content, banner + tracks + content, banner + tracks + lines.encode(), content]
    parsed = parse_rounds([RoundText("x", text) for text in contents])
    for index, text in enumerate(contents):
        if parsed.files["refusal"][index] is None:
            assert_every_line_accounted_for(parsed, text, index)
