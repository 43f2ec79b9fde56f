"""The asset graph: the same as last time, without orphans, and described."""

import dagster as dg
import pytest
from tests.orchestration.asset_graph import SNAPSHOT, graph_text

from proximity.staging import STAGING_TABLES


@pytest.fixture
def graph(definitions: dg.Definitions):
    return definitions.resolve_asset_graph()


def test_the_graph_is_the_one_that_was_agreed_on(definitions: dg.Definitions) -> None:
    renew = "If the difference is meant: python -m tests.orchestration.asset_graph"
    assert graph_text(definitions) == SNAPSHOT.read_text(encoding="utf-8"), renew


def test_every_asset_has_a_neighbour_and_comes_from_the_raw_files(graph) -> None:
    roots = {key for key in graph.get_all_asset_keys() if not graph.get(key).parent_keys}
    names = ("contract_versions", "format_sections", "map_aliases", "player_aliases", "repair_reasons", "weapons")
    seeds = {dg.AssetKey(["intermediate", name]) for name in names}
    assert roots == {dg.AssetKey(["raw", "round_files"]), *seeds}
    assert [key for key in roots if not graph.get(key).child_keys] == []


def test_only_bookkeeping_what_is_for_people_and_sections_without_a_view_are_ends(graph) -> None:
    ends = {key for key in graph.get_all_asset_keys() if not graph.get(key).child_keys}
    bookkeeping = {name for name, table in STAGING_TABLES.items() if not table.section}
    strays = {key for key in ends if key.path[0] not in ("published", "pictures") and key.path[1] not in bookkeeping}
    # Sections of later trackers are loaded before there are models of them: a section is an end only if it has no
    # staging view.
    models = {key.path[1] for key in graph.get_all_asset_keys()}
    loaded_only = {name for name in STAGING_TABLES if f"stg_{name}" not in models}
    views = {"stg_engagement_attacker_weapons"}
    assert {key.path[1] for key in strays} <= views | loaded_only


def test_every_asset_says_what_it_is_and_whose(graph) -> None:
    nodes = [graph.get(key) for key in graph.get_all_asset_keys()]
    incomplete = [
        n.key.to_user_string() for n in nodes if not (n.description and n.group_name and n.owners and n.kinds)
    ]
    assert incomplete == []
    assert {n.group_name for n in nodes} >= {
        "raw",
        "staging",
        "samples",
        "staging_views",
        "intermediate",
        "marts",
        "published",
        "pictures",
    }
    assert "default" not in {n.group_name for n in nodes}


def test_every_column_of_a_table_is_typed_and_described(graph) -> None:
    for key in graph.get_all_asset_keys():
        if key.path[0] not in ("staging", "marts"):
            continue
        schema = graph.get(key).metadata["dagster/column_schema"]
        assert schema.columns, key
        assert [column.name for column in schema.columns if not (column.description and column.type != "?")] == [], key


def test_dbt_reads_the_very_assets_that_the_loader_writes(graph) -> None:
    read = {
        parent
        for key in graph.get_all_asset_keys()
        if key.path[-1].startswith("stg_")
        for parent in graph.get(key).parent_keys
    }
    written = {dg.AssetKey(["staging", table]) for table in STAGING_TABLES}
    assert read
    assert read <= written


def test_whoever_opens_the_warehouse_is_in_its_pool(definitions: dg.Definitions) -> None:
    job = definitions.resolve_job_def("build_everything")
    pools = {node.name: node.definition.pool for node in job.nodes}
    assert set(pools.values()) == {"duckdb"}, pools
    assert len(pools) == 6
