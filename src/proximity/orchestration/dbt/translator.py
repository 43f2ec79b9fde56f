"""How a node of the dbt project is shown as an asset.

Does not belong here: anything about one particular model; that is written in the YAML beside it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator

from proximity.orchestration.layers import DBT_LAYERS, OWNERS, SEEDS

Node = Mapping[str, Any]


class Translator(DagsterDbtTranslator):
    """Keys are what one would type in SQL: schema and table. Sources are the staging tables that the loader fills."""

    def get_asset_key(self, dbt_resource_props: Node) -> dg.AssetKey:
        """Schema and table."""
        return dg.AssetKey([dbt_resource_props["schema"], dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: Node) -> str:
        """The layer, which is the folder."""
        if dbt_resource_props["resource_type"] == "seed":
            return SEEDS
        folder = _folder(dbt_resource_props)
        return DBT_LAYERS.get(folder, folder)

    def get_owners(self, dbt_resource_props: Node) -> Sequence[str]:
        """The same for every model."""
        return OWNERS

    def get_description(self, dbt_resource_props: Node) -> str:
        """As in the YAML, with the SQL below it."""
        sql = dbt_resource_props.get("raw_code")
        description = dbt_resource_props["description"]
        return f"{description}\n\n```sql\n{sql.strip()}\n```" if sql else description


def _folder(node: Node) -> str:
    """`models/marts/dim_maps.sql` lies in `marts`."""
    return str(node["fqn"][1])
