"""Runs the dbt project inside this process.

Belongs here: how dbt is called, and what it says translated into results and errors.
Does not belong here: any SQL of models (that is `dbt_project/`), loading, Dagster.
"""

from proximity.transforming.build import build_marts
from proximity.transforming.environment import dbt_environment
from proximity.transforming.results import DbtFailedError, DbtNode, DbtSummary

__all__ = ["DbtFailedError", "DbtNode", "DbtSummary", "build_marts", "dbt_environment"]
