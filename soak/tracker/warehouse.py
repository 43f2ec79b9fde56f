"""Simulated rounds in a warehouse: what its marts say, against what their truth and the reference call for.

Does not belong here: what the marts should hold (`reference.marts`), how they are built.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from proximity.warehouse import Warehouse
from soak.tracker.reference.marts import Row, expected_cells, expected_marts, name_of_map
from soak.tracker.reference.written import Rows
from soak.tracker.rounds import Played

#: Mart → section and columns that it sums over the rounds of a map.
CELLS = {
    "agg_kill_heatmap": ("KILL_HEATMAP", ("axis_kills", "allies_kills")),
    "agg_movement_heatmap": ("MOVEMENT_HEATMAP", ("traversal", "combat", "escape")),
}


def wrong_marts(warehouse: Warehouse, path: str, played: Played, sections: Rows) -> list[str]:
    """In what the marts of a file's round differ from what its truth, and `sections` of the reference, call for."""
    found = warehouse.query("SELECT round_id FROM staging.rounds WHERE file_path = $1", [path])
    if len(found) != 1:
        return [f"{len(found)} rounds are loaded from the file"]
    expected = expected_marts(played.truth, sections)
    return [problem for mart, rows in expected.items() for problem in _wrong(warehouse, mart, found[0][0], rows)]


def wrong_cells(warehouse: Warehouse, rounds: Sequence[tuple[Played, Rows]]) -> list[str]:
    """In what the heatmaps differ from the sums over all rounds of each map; the warehouse has no other rounds."""
    of_map: dict[str, list[Rows]] = defaultdict(list)
    for played, sections in rounds:
        of_map[name_of_map(played.truth)].append(sections)
    wrong = []
    for mart, (section, columns) in CELLS.items():
        for map_name, maps_sections in of_map.items():
            cells = warehouse.query(
                f"SELECT grid_x, grid_y, {', '.join(columns)} FROM marts.{mart} WHERE map_name = $1", [map_name]
            )
            found = Counter(
                {
                    (column, x, y): count
                    for x, y, *counts in cells
                    for column, count in zip(columns, counts, strict=True)
                }
            )
            wanted = expected_cells(maps_sections, section, columns)
            if wanted != +found:
                wrong.append(f"{mart} of {map_name}: expected {wanted - found}, found {found - wanted}")
    return wrong


def _wrong(warehouse: Warehouse, mart: str, round_id: str, rows: list[Row]) -> list[str]:
    columns = list(rows[0]) if rows else ["round_id"]
    found = Counter(warehouse.query(f"SELECT {', '.join(columns)} FROM marts.{mart} WHERE round_id = $1", [round_id]))
    wanted = Counter(tuple(None if row[column] == "" else row[column] for column in columns) for row in rows)
    missing, surplus = wanted - found, found - wanted
    return [f"{mart}: {columns}: expected {missing}, found {surplus}"] if missing or surplus else []
