"""Hostile text is data: it is stored as it is written and reaches no file system and no query."""

import re
from collections import Counter
from pathlib import Path

import pytest
from tests.loading.house import NAME, House, long_file

from proximity.staging import PARQUET_TABLES

HOSTILE = {
    "path": "../../../../etc/cron.d/x",
    "absolute": "/etc/passwd",
    "quote": "it's",
    "double quote": 'a"b',
    "query": "x'; DROP TABLE staging.rounds; --",
    "markup": "<script>alert(1)</script>",
    "colours": "^1red^7^^x",
    "escape": "\x1b[31mred\x07",
    "tab and bell": "a\tb\x0bc",
    "line separator": "a\u2028b\u2029c\x85d",
    "right to left": "\u202eabc\u2066",
    "emoji": "😀👨‍👩‍👧",
    "combining": "e\u0301" * 20,
    "glob": "*?[a-z]{x,y}**",
    "braces": "{{ env_var('HOME') }} %s {0}",
    "null byte": "a\x00b",
    "long": "x" * 5000,
    "looks like a number": "1e999",
    "looks like null": "NULL",
}
SAFE_FILE = re.compile(r"([a-z_]+)/day=\d{4}-\d\d-\d\d/([0-9a-f]{16}-[0-9a-f]{12}|no-rows)\.parquet")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = House(tmp_path_factory.mktemp("hostile"))
    for number, text in enumerate(HOSTILE.values()):
        content = (
            long_file()
            .replace(b"# map=supply", f"# map={text}".encode())
            .replace(b"AxisTwo", text.replace(";", "").replace(",", "").replace("|", "").encode())
            .replace(b"# round=1", f"# round=1\n# server={text}\n# motto={text}".encode())
        )
        house.put(f"{number}/{NAME}", content)
    summary = house.load()
    assert summary.refused == []
    return house


def folder(name: str) -> str:
    return f"{list(HOSTILE).index(name)}/{NAME}"


def stored(text: str) -> str:
    """PostgreSQL has no NUL: its picture stands for it."""
    return text.replace("\0", "␀")


@pytest.mark.parametrize("name", HOSTILE)
def test_header_values_are_stored_as_written(house: House, name: str) -> None:
    text = stored(HOSTILE[name])
    assert house.query("SELECT map, server_name, server FROM staging.rounds WHERE file_path = $1", folder(name)) == [
        (text, text, text)
    ]
    assert house.query(
        "SELECT value FROM staging.header_values JOIN staging.rounds USING (round_id)"
        " WHERE key = 'motto' AND file_path = $1",
        folder(name),
    ) == [(text,)]


@pytest.mark.parametrize("name", HOSTILE)
def test_names_of_players_are_stored_as_written(house: House, name: str) -> None:
    text = stored(HOSTILE[name].replace(";", "").replace(",", "").replace("|", ""))
    assert house.query(
        "SELECT count(*) > 0 FROM staging.player_tracks JOIN staging.rounds USING (round_id)"
        " WHERE file_path = $1 AND name = $2",
        folder(name),
        text,
    ) == [(True,)]


def test_no_file_appears_outside_the_warehouse_and_the_samples_folder(house: House) -> None:
    data = house.settings.data_dir
    found = {path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file()}
    samples = {f"samples/{path}" for path in house.sample_files()}
    assert found - {"warehouse.duckdb.wal"} == {"warehouse.duckdb", *samples}
    assert {path.name for path in data.parent.iterdir()} == {"raw", "data"}


def test_names_of_sample_files_consist_of_ids_and_days(house: House) -> None:
    tables = [match[1] for path in house.sample_files() if (match := SAFE_FILE.fullmatch(path))]
    assert Counter(tables) == dict.fromkeys(PARQUET_TABLES, len(HOSTILE) + 1)
    assert len(tables) == len(house.sample_files())


def test_everything_adds_up(house: House) -> None:
    assert house.discrepancies() == []


FOLDERS = ["it's", 'a"b', "-rf", "a b", "x;DROP TABLE y", "<b>", "*[a]?", "😀", "\x1b[31m", "a\nb", "$(id)", "%s"]


def test_the_server_folder_may_be_called_anything(tmp_path: Path) -> None:
    house = House(tmp_path)
    for server in FOLDERS:
        house.put(f"{server}/deeper/{NAME}", long_file() + server.encode().hex().encode())
    assert house.load().refused == []
    assert {name for (name,) in house.query("SELECT server_name FROM staging.rounds")} == set(FOLDERS)


DATA_FOLDERS = [
    "with space/it's/quo\"te/üñî日本😀/{x,y}/env=prod/100%/#hash/semi;colon/$HOME/-dash",
    "a[1]b",
    "[!a]",
    "star*",
    "**",
    "br]ace[",
]


@pytest.fixture(scope="module")
def neighbours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with samples below it that a pattern would find that is not escaped."""
    folder = tmp_path_factory.mktemp("neighbours")
    for name in ("a1b", "b", "starry"):
        neighbour = House(folder / name)
        neighbour.put(NAME, long_file())
        neighbour.load()
    return folder


@pytest.mark.parametrize("name", DATA_FOLDERS)
def test_the_data_folder_may_be_called_anything(neighbours: Path, name: str) -> None:
    house = House(neighbours / name)
    house.put(NAME, long_file())
    house.load()
    assert house.discrepancies() == []
    assert house.load().files_unchanged == 1
