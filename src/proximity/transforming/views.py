"""Which views need no rebuilding: those that the last build left, while neither they nor the dbt project have changed.

A view holds no rows, so that building it again gives nothing; with contracts and descriptions it costs dbt as much as a
table, and half of the models are views.
Does not belong here: running dbt.
"""

import hashlib
from importlib.metadata import version
from pathlib import Path

from proximity.settings import DBT_PROJECT_DIR, Settings
from proximity.warehouse import WarehouseError, open_warehouse

#: dbt's selection of the models that can be left out.
VIEWS = "resource_type:model,config.materialized:view"
#: What the models are made of.
SOURCES = ("*.sql", "*.yml", "*.csv")
PACKAGES = ("proximity", "dbt-core", "dbt-duckdb", "dbt-postgres")
WRITTEN_VIEWS = (
    "SELECT schemaname, viewname, definition FROM pg_catalog.pg_views"
    " WHERE schemaname IN ('staging', 'intermediate', 'marts') ORDER BY schemaname, viewname"
)


def are_views_current(settings: Settings) -> bool:
    """True if every view in the warehouse is as the last complete build of this very project left it."""
    try:
        return _record(settings).read_text(encoding="ascii") == _fingerprint(settings)
    except (OSError, WarehouseError):
        return False


def record_views(settings: Settings) -> None:
    """Remember the views after a complete build."""
    record = _record(settings)
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(_fingerprint(settings), encoding="ascii")


def _record(settings: Settings) -> Path:
    return settings.dbt_target_dir / "views.sha256"


def _fingerprint(settings: Settings, project: Path = DBT_PROJECT_DIR) -> str:
    """A hash of the project and of all views that the warehouse has, whoever wrote them."""
    with open_warehouse(settings, read_only=True) as warehouse:
        views = warehouse.query(WRITTEN_VIEWS)
    digest = hashlib.sha256(repr(([version(name) for name in PACKAGES], settings.target, views)).encode())
    for path in sorted(path for pattern in SOURCES for path in project.rglob(pattern)):
        digest.update(path.relative_to(project).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
