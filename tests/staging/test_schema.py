"""The staging schema: what everybody may rely on, and that what is generated is up to date."""

from pathlib import Path

import pytest

from proximity.format import HEADER_KEYS, TABLES
from proximity.staging import STAGING_TABLES
from proximity.staging.generate import generated_files

#: The names that DESIGN promises to scripts and BI tools.
PROMISED = {
    "rejected_lines": {"file_name", "section", "line_number", "reason", "text"},
    "round_files": {"file_name", "sha256", "state", "reason", "seen_at"},
    "rounds": {"round_id", "server_name", "file_name", "sha256", "byte_size", "capabilities", *HEADER_KEYS},
}


@pytest.mark.parametrize("name", TABLES)
def test_every_row_of_a_section_can_be_traced_to_its_line(name: str) -> None:
    names = [column.name for column in STAGING_TABLES[name].columns]
    assert names[:2] == ["round_id", "line_number"]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("table", PROMISED)
def test_the_promised_columns_are_there(table: str) -> None:
    assert {column.name for column in STAGING_TABLES[table].columns} >= PROMISED[table]


def test_every_table_and_column_is_described() -> None:
    for table in STAGING_TABLES.values():
        assert table.description.endswith(".")
        assert all(column.description for column in table.columns)


@pytest.mark.parametrize("path", generated_files(), ids=lambda path: path.name)
def test_a_generated_file_is_what_the_format_table_says(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == generated_files()[path], f"{path.name} is out of date: run `make generate`"


def test_generated_files_change_with_the_format_table(monkeypatch: pytest.MonkeyPatch) -> None:
    before = generated_files()
    monkeypatch.delitem(STAGING_TABLES, "kill_heatmap")
    assert [path.name for path, text in generated_files().items() if before[path] != text] == ["_sources.yml"]
