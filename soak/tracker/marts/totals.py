"""Marts over several rounds: the heatmaps, one row a map and cell.

Does not belong here: marts of one round (`expected`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from soak.tracker.marts.built import Query, differences
from soak.tracker.marts.expected import Row
from soak.tracker.reference.written import Rows

#: Mart → the section of which it is the sum, and what is summed.
HEATMAPS = {
    "agg_kill_heatmap": ("KILL_HEATMAP", ("axis_kills", "allies_kills")),
    "agg_movement_heatmap": ("MOVEMENT_HEATMAP", ("traversal", "combat", "escape")),
}


def wrong_heatmaps(query: Query, rounds: Iterable[tuple[str, Rows]]) -> list[str]:
    """In what the heatmaps differ from the sums of all rounds in the warehouse, given as map and sections."""
    given = list(rounds)
    return [problem for mart in HEATMAPS for problem in differences(query, mart, _expected(mart, given))]


def _expected(mart: str, rounds: Iterable[tuple[str, Rows]]) -> list[Row]:
    section, counts = HEATMAPS[mart]
    totals: dict[tuple[str, int, int], Counter[str]] = defaultdict(Counter)
    played: Counter[str] = Counter()
    for map_name, sections in rounds:
        played[map_name] += 1
        for row in sections[section]:
            cell = totals[map_name, row["grid_x"], row["grid_y"]]
            cell.update({count: row[count] for count in counts} | {"round_count": 1})
    return [
        {
            "map_name": map_name,
            "grid_x": x,
            "grid_y": y,
            **{count: total[count] for count in counts},
            "round_count": total["round_count"],
            "map_round_count": played[map_name],
        }
        for (map_name, x, y), total in totals.items()
    ]
