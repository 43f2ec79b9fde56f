"""Which round a file is of, and what the server is called."""

from datetime import date

import pytest
from tests.loading.house import NAME, START, House, another_round, long_file, name_of

from proximity.loading.identity import round_id, start_of

OTHER_NAME = "2026-11-23-090000-radar-round-2_engagements.txt"


def test_the_id_is_the_same_on_every_machine() -> None:
    assert round_id("eu1", "supply", "unix:1795357086") == "aad9aeae0d5b39c3"


def test_the_id_does_not_depend_on_the_case_of_the_map() -> None:
    assert round_id("eu1", "Supply", "x") == round_id("eu1", "SUPPLY", "x") == round_id("eu1", "supply", "x")


def test_server_map_and_start_each_make_another_round() -> None:
    ids = {round_id(*parts) for parts in [("a", "m", "s"), ("b", "m", "s"), ("a", "n", "s"), ("a", "m", "t")]}
    assert len(ids) == 4


def test_parts_cannot_run_into_each_other() -> None:
    assert round_id("a\0b", "c", "s") != round_id("a", "b\0c", "s")
    assert round_id("ab", "c", "s") != round_id("a", "bc", "s")


def test_the_start_is_the_headers_else_the_stamp_in_the_file_name() -> None:
    assert start_of(1795357086, "2026-11-22-150000") == "unix:1795357086"
    assert start_of(0, "2026-11-22-150000") == start_of(None, "2026-11-22-150000") == "stamp:2026-11-22-150000"


def ids(house: House) -> list[str]:
    house.load()
    return [found for (found,) in house.query("SELECT DISTINCT round_id FROM staging.round_files ORDER BY 1")]


def test_files_of_one_round_share_an_id_whatever_number_and_case_they_write(house: House) -> None:
    house.put(NAME, long_file())
    house.put(OTHER_NAME, long_file().replace(b"# round=1", b"# round=2"))
    house.put(name_of(1), long_file().replace(b"# map=supply", b"# map=SuPPly"))
    assert len(ids(house)) == 1


@pytest.mark.parametrize(
    "change",
    [(b"# map=supply", b"# map=radar"), (START, b"round_start_unix=1795357087"), (b"# round=1", b"# server=x")],
)
def test_another_map_start_or_server_is_another_round(house: House, change: tuple[bytes, bytes]) -> None:
    house.put(NAME, long_file())
    house.put(OTHER_NAME, long_file().replace(*change))
    assert len(ids(house)) == 2


def test_without_a_start_in_the_header_the_stamp_tells_rounds_apart(house: House) -> None:
    unknown = long_file().replace(START, b"round_start_unix=0")
    house.put(NAME, unknown)
    house.put(OTHER_NAME, unknown + b"\n")
    house.put(f"copy/{NAME}", unknown + b"\n\n")
    assert len(ids(house)) == 3  # two stamps, and the first of them on another server


@pytest.mark.parametrize("map_line", [b"", b"# map=\n"])
def test_without_a_map_in_the_header_the_one_in_the_file_name_counts(house: House, map_line: bytes) -> None:
    house.put(NAME, long_file().replace(b"# map=supply\n", map_line))
    house.put(OTHER_NAME, long_file().replace(b"# map=supply\n", map_line) + b"\n")
    house.load()
    assert house.query("SELECT map, file_map FROM staging.rounds ORDER BY 2") == [(None, "radar"), (None, "supply")]


def test_the_server_is_the_headers_else_the_first_folder_else_default(house: House) -> None:
    expected = {}
    for path, header, server in [
        (NAME, b"", "default"),
        (f"eu1/{NAME}", b"", "eu1"),
        (f"eu2/2026/11/{NAME}", b"", "eu2"),
        (f"eu3/{NAME}", b"# server=Our Server\n", "Our Server"),
        (f"eu4/{NAME}", b"# server=\n", "eu4"),
        (name_of(1), b"# server= =a= \n", " =a= "),
    ]:
        tail = path.encode()  # the same bytes twice would be a copy
        house.put(path, long_file().replace(b"# map=supply\n", b"# map=supply\n" + header) + tail)
        expected[path] = server
    house.load()
    assert dict(house.query("SELECT file_path, server_name FROM staging.rounds")) == expected


def test_header_values_of_a_wrong_type_are_rejects_and_null(house: House) -> None:
    content = long_file().replace(b"# test_mode=0", b"# test_mode=maybe").replace(b"# round=1", b"# round=one")
    house.put(NAME, content.replace(START, b"round_start_unix=99999999999999999999"))
    house.load()
    assert house.query('SELECT "round", round_start_unix, test_mode FROM staging.rounds') == [(None, None, None)]
    assert house.query("SELECT section, reason, text FROM staging.rejected_lines ORDER BY line_number") == [
        ("", "integer_expected:round", "# round=one"),
        ("", "integer_expected:round_start_unix", "# round_start_unix=99999999999999999999"),
        ("", "flag_expected:test_mode", "# test_mode=maybe"),
    ]
    assert house.discrepancies() == []


def test_days_limit_a_load_to_files_whose_name_has_one_of_them(house: House) -> None:
    house.put(NAME, long_file())
    house.put(OTHER_NAME, another_round(2))
    house.put("README.md", b"hello")
    summary = house.load(days=[date(2026, 11, 23)])
    assert [path for (path,) in house.query("SELECT file_path FROM staging.rounds")] == [OTHER_NAME]
    assert [file.path for file in summary.refused] == ["README.md"]
    assert len(house.load().loaded) == 1
    assert house.load(days=[]).files_found == 1
