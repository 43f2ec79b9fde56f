"""The format table describes what the format document and real files say, and what the parser can read."""

import re
from itertools import product
from pathlib import Path

import pytest
from bench.plain_sections import SECTIONS, column_names, widths_of
from tests.reference.building import COLUMN_LINES, NINE_COLUMN_TRACKS
from tests.reference.real_files import label, real_files

from proximity.format import CAPABILITIES, HEADER_KEYS, ROOT_TABLES, TABLES, VALUE_TYPES, Table
from proximity.format.output_page import written_sections
from proximity.format.tables import PROXIMITY_MEANINGS

FILES = real_files()
LISTS = [table for table in TABLES.values() if table.parent]
COLUMN_LINE = re.compile(rb"^# ([A-Z_]+)\r?\n# ([a-z][a-z0-9_]*(?:;[a-z][a-z0-9_]*)+)\r?$", re.MULTILINE)


def column_lines(table: Table) -> set[str]:
    """The column lines that a table's layouts call for, in every spelling."""
    spellings = [
        product(*[(column.name, *column.other_names) for column in columns]) for columns in table.layouts.values()
    ]
    return {";".join(names) for layout in spellings for names in layout}


def test_all_sections_have_the_columns_of_the_format_document() -> None:
    expected = {name: {line} for name, line in COLUMN_LINES.items()}
    expected["PLAYER_TRACKS"] |= {NINE_COLUMN_TRACKS}
    expected |= {name: {";".join(column_names(name)[:width]) for width in widths_of(name)} for name in SECTIONS}
    expected["TEAM_COHESION"] |= {COLUMN_LINES["TEAM_COHESION"].replace("time", "sample_time", 1)}
    expected["CROSSFIRE_OPPORTUNITIES"] |= {COLUMN_LINES["CROSSFIRE_OPPORTUNITIES"].replace("time", "event_time", 1)}
    assert {section: column_lines(table) for section, table in ROOT_TABLES.items()} == expected
    assert len(ROOT_TABLES) == 35


@pytest.mark.parametrize("path", FILES, ids=label)
def test_column_lines_of_real_files_are_layouts_of_the_table(path: Path) -> None:
    found = {name.decode(): line.decode() for name, line in COLUMN_LINE.findall(path.read_bytes())}
    known = {name: line for name, line in found.items() if name in ROOT_TABLES}
    assert {"ENGAGEMENTS", "KILL_HEATMAP", "MOVEMENT_HEATMAP"} <= set(known)
    for name, line in known.items():
        assert line in column_lines(ROOT_TABLES[name])


@pytest.mark.parametrize("path", FILES, ids=label)
def test_header_keys_of_real_files_are_in_the_table(path: Path) -> None:
    top = path.read_bytes().split(b"\n# ENGAGEMENTS", 1)[0].decode().split("\n")[1:]
    banner = int(path.read_bytes().split(b"\n", 1)[0].rsplit(b"V", 1)[1])
    for line in top:
        assert HEADER_KEYS[line.removeprefix("# ").split("=", 1)[0]].since_banner <= banner


def test_track_layouts_differ_by_the_death_type() -> None:
    layouts = TABLES["player_tracks"].layouts
    names = {width: [column.name for column in columns] for width, columns in layouts.items()}
    assert list(names) == [9, 10]
    assert [name for name in names[10] if name not in names[9]] == ["death_type"]
    assert names[10].index("death_type") == 7


def test_every_layout_is_as_wide_as_its_key() -> None:
    for table in TABLES.values():
        assert {width: len(columns) for width, columns in table.layouts.items()} == {w: w for w in table.layouts}


def test_every_list_column_has_a_child_table_and_every_child_a_list_column() -> None:
    lists = {(table.name, column.name) for table in TABLES.values() for column in table.columns if column.is_list}
    assert lists == {(table.parent, table.source_column) for table in LISTS}
    assert {table.name for table in LISTS if TABLES[table.parent].section != table.section} == set()


def test_children_are_found_by_their_list_column() -> None:
    assert {name: child.name for name, child in TABLES["engagements"].children.items()} == {
        "crossfire_participants": "engagement_crossfire_participants",
        "positions": "engagement_positions",
        "attackers": "engagement_attackers",
    }
    assert list(TABLES["engagement_attackers"].children) == ["weapons"]
    assert TABLES["kill_heatmap"].children == {}


@pytest.mark.parametrize("table", LISTS, ids=lambda table: table.name)
def test_items_of_lists_hold_no_number_that_may_be_missing(table: Table) -> None:
    """Missing and unreadable numbers look the same to the reader of list items."""
    assert [column.name for column in table.columns if column.is_nullable and column.type.is_number] == []
    assert [column.name for column in table.columns if column.is_nullable and column.type.allowed] == []


@pytest.mark.parametrize("table", [table for table in LISTS if len(table.columns) > 1], ids=lambda table: table.name)
def test_the_last_field_of_an_item_may_not_be_missing(table: Table) -> None:
    """An item that is a field short is recognised by its empty last field."""
    assert not table.columns[-1].is_nullable
    assert table.field_separator


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_separators_are_single_characters_that_differ_at_every_level(table: Table) -> None:
    assert bool(table.item_separator) == bool(table.parent)
    assert table.item_separator != table.field_separator
    assert all(len(separator) <= 1 for separator in table.separators)
    for name, child in table.children.items():
        assert table.field_separator not in child.separators or name == table.columns[-1].name
        assert not table.item_separator or table.item_separator not in child.separators


def test_only_engagements_hold_the_column_separator_in_their_last_field() -> None:
    assert [table.name for table in TABLES.values() if table.last_field_holds_separator] == ["engagements"]


def test_item_numbers_identify_an_item_at_every_level() -> None:
    assert TABLES["engagement_attacker_weapons"].item_keys == ("attacker_number", "weapon_number")
    assert TABLES["track_samples"].item_keys == ("sample_number",)
    assert TABLES["engagements"].item_keys == ()


def test_counts_name_a_list_column_of_the_same_table() -> None:
    counts = {(table.name, column.name): column.counts for table in TABLES.values() for column in table.columns}
    assert {key: value for key, value in counts.items() if value} == {
        ("engagements", "num_attackers"): "attackers",
        ("player_tracks", "samples"): "path",
        ("focus_fire", "attacker_count"): "attacker_guids",
        ("view_tracks", "samples"): "views",
    }
    for (table, _), counted in counts.items():
        assert not counted or counted in TABLES[table].children


def test_lists_are_not_stored_and_everything_else_is() -> None:
    for table in TABLES.values():
        stored = [column.name for column in table.stored_columns]
        assert stored == [column.name for column in table.columns if column.name not in table.children]


def test_names_are_unique_and_do_not_collide_with_the_keys() -> None:
    for table in TABLES.values():
        names = [column.name for column in table.columns]
        keys = {"file_index", "line_number", "round_id", "line", "text", "surplus", *table.item_keys}
        assert len(names) == len(set(names))
        assert not keys & set(names)


def test_everything_is_described_in_a_sentence() -> None:
    texts = [table.description for table in TABLES.values()]
    texts += [column.description for table in TABLES.values() for column in table.columns]
    texts += [key.description for key in HEADER_KEYS.values()]
    assert [text for text in texts if not re.fullmatch(r"[^a-z\s].*\.|[a-z_]+[,:].*\.", text)] == []


def test_the_communitys_trackers_write_sections_always_with_rows_or_never() -> None:
    presence = {section: table.presence for section, table in ROOT_TABLES.items()}
    assert {name for name, value in presence.items() if value == "always"} == {
        "ENGAGEMENTS",
        "PLAYER_TRACKS",
        "KILL_HEATMAP",
        "MOVEMENT_HEATMAP",
    }
    assert [name for name, value in presence.items() if value == "never"] == list(ROOT_TABLES)[29:]
    assert set(presence.values()) == {"always", "with_rows", "never"}


def test_our_tracker_writes_no_section_that_no_reader_of_it_knows() -> None:
    presence = {section: table.proximity_presence for section, table in ROOT_TABLES.items()}
    assert set(presence.values()) == {"always", "with_rows", "never", "fence"}
    assert [section for section, value in presence.items() if value == "fence"] == ["CARRIER_EVENTS"]
    for section, table in ROOT_TABLES.items():
        assert "never" not in (table.presence, presence[section]) or table.presence != presence[section]
        assert table.presence != "always" or presence[section] == "always"


def test_meanings_of_our_own_are_of_known_columns_and_say_something_else() -> None:
    known = {(table.name, column.name): column.description for table in TABLES.values() for column in table.columns}
    known |= {("header", key.name): key.description for key in HEADER_KEYS.values()}
    assert PROXIMITY_MEANINGS.keys() - known.keys() == set()
    assert [place for place, meaning in PROXIMITY_MEANINGS.items() if meaning in {"", known[place]}] == []


def test_every_type_is_used_and_numbers_are_told_from_text() -> None:
    used = {column.type.name for table in TABLES.values() for column in table.columns}
    used |= {key.type.name for key in HEADER_KEYS.values()}
    assert used == set(VALUE_TYPES)
    numbers = {name for name, value_type in VALUE_TYPES.items() if value_type.is_number}
    assert numbers == {"int8", "int16", "int32", "int64", "float32", "float64"}
    assert {name for name in numbers if VALUE_TYPES[name].is_decimal} == {"float32", "float64"}


def test_every_flag_of_a_real_header_is_known_in_that_order() -> None:
    declared = [re.search(rb"^# capabilities=(.*?)\r?$", path.read_bytes(), re.MULTILINE) for path in FILES]
    lists = {line[1].decode() for line in declared if line}
    assert lists
    for line in lists:
        flags = [item.split(":")[0] for item in line.split(",")]
        assert flags in (list(CAPABILITIES), list(CAPABILITIES)[:24])


def test_flags_of_our_tracker_stand_behind_the_others_in_alphabetical_order() -> None:
    ours = {table.capability for table in ROOT_TABLES.values() if table.presence == "never"}
    assert list(CAPABILITIES)[24:] == sorted(ours)


def test_a_section_is_switched_by_one_known_flag_or_recorded_from_a_banner_on() -> None:
    flags = {table.section: table.capability for table in TABLES.values() if not table.parent}
    since = {table.section: table.recorded_since for table in TABLES.values() if table.recorded_since}
    assert set(filter(None, flags.values())) | {"crossfire_detection", "escape_detection"} == set(CAPABILITIES)
    assert since == {"PLAYER_TRACKS": "4", "REVIVES": "6", "WEAPON_ACCURACY": "6"}
    assert {name for name, flag in flags.items() if not flag} == {*since, "OBJECTIVE_FOCUS"}


@pytest.mark.parametrize("path", FILES, ids=label)
def test_sections_of_real_files_stand_in_the_order_of_the_table(path: Path) -> None:
    found = re.findall(rb"^# ([A-Z][A-Z0-9_]*)\r?$", path.read_bytes(), re.MULTILINE)
    known = [name.decode() for name in found if name.decode() in ROOT_TABLES]
    is_ours = "ROUND_OUTCOME" in known
    order = [table.section for table in written_sections()] if is_ours else list(ROOT_TABLES)
    assert known == sorted(known, key=order.index)
