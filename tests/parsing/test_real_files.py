"""Every real round file, against a reader and a count that share no code with the parser."""

from collections.abc import Callable

import polars as pl
import pytest
from tests.reference.comparing import assert_every_line_accounted_for, assert_same_values
from tests.reference.real_files import label, real_files, small_file

from proximity.format import TABLES
from proximity.parsing import ParsedRounds, RoundText, parse_rounds

FILES = real_files()


@pytest.fixture(scope="module")
def contents() -> list[bytes]:
    return [path.read_bytes() for path in FILES]


@pytest.fixture(scope="module")
def parsed(contents: list[bytes]) -> ParsedRounds:
    return parse_rounds([RoundText(path.name, content) for path, content in zip(FILES, contents, strict=True)])


def each_file(test: Callable[..., None]) -> Callable[..., None]:
    return pytest.mark.parametrize("index", range(len(FILES)), ids=[label(path) for path in FILES])(test)


@each_file
def test_every_value_is_the_plain_readers(index: int, contents: list[bytes], parsed: ParsedRounds) -> None:
    assert_same_values(parsed, contents[index], index)


@each_file
def test_rows_and_rejects_add_up_to_the_lines(index: int, contents: list[bytes], parsed: ParsedRounds) -> None:
    assert_every_line_accounted_for(parsed, contents[index], index)


#: Lines of the recorded tracker 3.0 that have to be mended: `^1Ax;is|On,e` is the target, an attacker, the target.
MENDED = [9, 11, 13]


@each_file
def test_no_line_of_a_recorded_file_is_rejected_and_only_these_are_mended(index: int, parsed: ParsedRounds) -> None:
    rejected, mended = (
        frame.filter(pl.col("file_index") == index) for frame in (parsed.rejected_lines, parsed.repaired_lines)
    )
    assert rejected.is_empty()
    if parsed.files["banner_version"][index] == 3:
        assert mended.select("section", "line_number", "reason").rows() == [
            ("ENGAGEMENTS", number, "separator_in_name") for number in MENDED
        ]
        assert mended["text"].str.contains("^1Ax;is|On,e", literal=True).all()
    else:
        assert mended.is_empty()


def test_every_line_of_a_recorded_file_belongs_to_a_known_section(parsed: ParsedRounds) -> None:
    assert parsed.unknown_lines.is_empty()
    assert parsed.sections["is_known"].all()


def test_recorded_files_look_complete_and_are_not_refused(parsed: ParsedRounds) -> None:
    assert parsed.files.height == len(FILES)
    assert parsed.files["truncation_evidence"].null_count() == len(FILES)
    assert parsed.files["refusal"].null_count() == len(FILES)
    assert parsed.rescued_fields.is_empty()


def test_types_and_columns_are_those_of_the_format_table(parsed: ParsedRounds) -> None:
    for name, table in TABLES.items():
        keys = {"file_index": pl.UInt32, "line_number": pl.Int64} | dict.fromkeys(table.item_keys, pl.Int64)
        columns = {column.name: column.type.polars for column in table.stored_columns}
        assert dict(parsed.tables[name].schema) == keys | columns, name


def test_header_keys_are_read_as_they_stand(contents: list[bytes], parsed: ParsedRounds) -> None:
    for index, content in enumerate(contents):
        top = content.split(b"\n# ENGAGEMENTS\n")[0].decode().split("\n")[1:]
        written = [tuple(line.removeprefix("# ").split("=", 1)) for line in top]
        assert parsed.headers.filter(pl.col("file_index") == index).select("key", "value").rows() == written
        assert parsed.files.row(index, named=True)["round"] == int(dict(written)["round"])
    assert parsed.headers["is_known"].all()


def test_the_small_files_cover_both_track_layouts() -> None:
    tracks = {}
    for tracker in ("v3", "v40", "v42", "v5-fork", "v611"):
        parsed = parse_rounds([RoundText(tracker, small_file(tracker).read_bytes())])
        tracks[tracker] = parsed.tables["player_tracks"]["death_type"].drop_nulls().len()
    assert tracks["v40"] == 0 < tracks["v42"]


def test_crlf_line_ends_give_the_same_frames(small_round: bytes) -> None:
    unix = parse_rounds([RoundText("a", small_round)])
    windows = parse_rounds([RoundText("a", small_round.replace(b"\n", b"\r\n"))])
    assert all(windows.tables[name].equals(unix.tables[name]) for name in TABLES)
    assert windows.headers.equals(unix.headers)
    assert windows.sections.equals(unix.sections)
    assert windows.unknown_lines.equals(unix.unknown_lines)
    assert windows.files.drop("byte_size").equals(unix.files.drop("byte_size"))
