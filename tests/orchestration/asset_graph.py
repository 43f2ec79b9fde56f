"""The asset graph as text, and the snapshot of it: `python -m tests.orchestration.asset_graph` renews it.

Does not belong here: expectations.
"""

import json
from pathlib import Path
from typing import Any

import dagster as dg

SNAPSHOT = Path(__file__).with_name("asset_graph.json")


def graph_text(definitions: dg.Definitions) -> str:
    """Every asset with its group, kinds, dependencies and checks; one line each, sorted."""
    graph = definitions.resolve_asset_graph()
    checks: dict[dg.AssetKey, list[str]] = {}
    for check in graph.asset_check_keys:
        blocking = " (blocking)" if graph.get_check_spec(check).blocking else ""
        checks.setdefault(check.asset_key, []).append(f"{check.name}{blocking}")
    lines = [
        f"{json.dumps(_text(key))}: {json.dumps(_node(graph.get(key), checks.get(key, [])))}" for key in _sorted(graph)
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _sorted(graph: Any) -> list[dg.AssetKey]:
    return sorted(graph.get_all_asset_keys(), key=_text)


def _node(node: Any, checks: list[str]) -> dict[str, Any]:
    return {
        "group": node.group_name,
        "kinds": sorted(node.kinds),
        "partitioned": node.is_partitioned,
        "deps": sorted(map(_text, node.parent_keys)),
        "checks": sorted(checks),
    }


def _text(key: dg.AssetKey) -> str:
    return key.to_user_string()


if __name__ == "__main__":
    from tempfile import TemporaryDirectory

    from proximity.orchestration.definitions import definitions_of
    from proximity.settings import Settings

    with TemporaryDirectory() as folder:
        SNAPSHOT.write_text(graph_text(definitions_of(Settings(data_dir=Path(folder)))), encoding="utf-8")
