"""What is read although its form is odd leaves a trace: in the bookkeeping, and in the status that people look at."""

from pathlib import Path

from tests.loading.house import NAME, House
from tests.reference.building import COLUMN_LINES, round_file, section
from tests.reference.real_files import small_file

from proximity.reporting import read_status
from proximity.warehouse import open_warehouse

CELL = "1;-2;3;4"


def test_everything_odd_is_noted_with_its_file(tmp_path: Path) -> None:
    house = House(tmp_path)
    wider = f"{COLUMN_LINES['MOVEMENT_HEATMAP']};more"
    sections = [
        section("KILL_HEATMAP", CELL),
        section("MOVEMENT_HEATMAP", "5;6;7;8;9;surplus", columns=wider),
        section("KILL_HEATMAP", CELL, CELL),
        section("TOMORROWS_SECTION", "a"),
    ]
    house.put(f"new/{NAME}", round_file(*sections, banner="# PROXIMITY_TRACKER_V7"))
    house.put(f"old/{NAME}", small_file("v3").read_bytes())
    house.put(f"plain/{NAME}", small_file("v601-wider").read_bytes())
    house.load()
    with open_warehouse(house.settings, read_only=True) as warehouse:
        status = read_status(warehouse)
    assert status.notes == [
        (f"new/{NAME}", "KILL_HEATMAP begins 2 times"),
        (f"new/{NAME}", "MOVEMENT_HEATMAP: surplus columns kept as text in 1 lines"),
        (f"new/{NAME}", "unknown tracker generation V7"),
        (f"old/{NAME}", "ENGAGEMENTS: 3 lines mended (separator_in_name)"),
    ]
    assert status.unknown_sections == [("TOMORROWS_SECTION", 1)]
    assert house.query(
        "SELECT line_number, axis_kills FROM staging.kill_heatmap JOIN staging.rounds USING (round_id)"
        " WHERE banner_version = 7 ORDER BY 1"
    ) == [(5, 3), (11, 3), (12, 3)]
    assert house.discrepancies() == []
