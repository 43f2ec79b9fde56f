"""What follows from the format table is in the checkout as the table says (`make generate`)."""

from pathlib import Path

import pytest

from proximity.format import HEADER_KEYS, ROOT_TABLES, TABLES
from proximity.staging.generate import generated_files

GENERATED = generated_files()


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.name)
def test_a_generated_file_is_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == GENERATED[path], "run `make generate`"


def test_the_page_names_every_column_and_header_key() -> None:
    (page,) = [text for path, text in GENERATED.items() if path.name == "format.md"]
    columns = {column.name for table in TABLES.values() for column in table.columns}
    assert {name for name in columns | set(HEADER_KEYS) | set(TABLES) if f"`{name}`" not in page} == set()


def test_the_page_of_our_tracker_names_what_it_writes_and_nothing_else() -> None:
    (page,) = [text for path, text in GENERATED.items() if path.name == "OUTPUT_FORMAT.md"]
    headings = [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]
    ours = {section for section, table in ROOT_TABLES.items() if table.proximity_presence != "never"}
    assert [headings[0], headings[-1]] == ["Banner and header", "The end line"]
    assert set(headings[1:-1]) == ours
    # Behind the fence only what the community's readers do not know.
    behind = headings[headings.index("CARRIER_EVENTS") + 1 : -1]
    assert behind == [section for section, table in ROOT_TABLES.items() if table.presence == "never"]
    assert {name for name in HEADER_KEYS if f"`{name}`" not in page} == set()
