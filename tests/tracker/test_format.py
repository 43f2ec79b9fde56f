"""The tracker writes the sections, columns, keys and capabilities that the format table says, in its order."""

import pytest
from lupa import lua54
from soak.tracker.played import MODULE

from proximity.format import CAPABILITIES, HEADER_KEYS
from proximity.format.output_page import written_sections

SOURCES = MODULE.parent / "src"


@pytest.fixture
def lua() -> lua54.LuaRuntime:
    """Finds the tracker's modules by name, as the released file does."""
    runtime = lua54.LuaRuntime()
    runtime.globals().package.path = f"{SOURCES}/?.lua"
    return runtime


def test_sections_and_columns_are_those_of_the_format_table(lua: lua54.LuaRuntime) -> None:
    sections = [dict(section) for section in lua.require("sections")[0].SECTIONS.values()]
    expected = [(table.section, ";".join(column.name for column in table.columns)) for table in written_sections()]
    assert [(section["name"], section["columns"]) for section in sections] == expected


def test_the_headings_without_rows_are_those_of_the_format_table(lua: lua54.LuaRuntime) -> None:
    sections = [dict(section) for section in lua.require("sections")[0].SECTIONS.values()]
    expected = [table.section for table in written_sections() if table.proximity_presence != "with_rows"]
    assert [section["name"] for section in sections if section.get("always")] == expected


def test_keys_and_capabilities_are_those_of_the_format_table(lua: lua54.LuaRuntime) -> None:
    header = lua.require("header")[0]
    lines = header.text(lua.table()).splitlines()
    assert [line.removeprefix("# ").removesuffix("=") for line in lines[1:]] == list(HEADER_KEYS)
    declared = header.capabilities(lua.table()).split(",")
    assert [item.split(":")[0] for item in declared] == list(CAPABILITIES)
