"""`dbt build` in this process: models, seeds and data tests, in the order of their dependencies.

Unit tests of models prove logic, not data: they belong to the test suite and are left out here.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

from proximity.settings import DBT_PROJECT_DIR, Settings
from proximity.transforming.environment import dbt_environment_set
from proximity.transforming.views import VIEWS, are_views_current, record_views

Progress = Callable[[int, int], None]

GOOD = {"success", "pass", "no-op"}
#: Skipped because something before failed; that is what is worth naming.
NOT_REACHED = {"skipped"}
TESTS = ("test.", "unit_test.")


class DbtFailedError(RuntimeError):
    """dbt could not build the marts; the message names the nodes and what they said."""


@dataclass(frozen=True)
class DbtNode:
    """One model, seed or test: its name, dbt's status, dbt's message and the seconds it took."""

    name: str
    status: str
    message: str
    seconds: float


@dataclass
class DbtSummary:
    """What dbt did: numbers of models (seeds included) and tests, and the nodes that warned."""

    models: int = 0
    tests: int = 0
    warnings: list[DbtNode] = field(default_factory=list)
    failures: list[DbtNode] = field(default_factory=list)


def build_marts(settings: Settings, *, full_refresh: bool = False, on_progress: Progress | None = None) -> DbtSummary:
    """Build and test every model on what is staged; views that are as the last build left them are only tested.

    `on_progress` is called with the number of nodes done and to do.

    Raises:
        DbtFailedError: a model could not be built, a test failed, or the project cannot be read.
    """
    left_out = ["resource_type:unit_test", *([VIEWS] if not full_refresh and are_views_current(settings) else [])]
    # Else the tests of a view would be left out with it.
    arguments = ["build", "--exclude", *left_out, "--indirect-selection", "empty"]
    if full_refresh:
        arguments.append("--full-refresh")
    result = _invoke(settings, arguments, on_progress)
    summary = _summarise(result)
    if summary.failures:
        raise DbtFailedError("\n".join(_say(node) for node in summary.failures))
    if not result.success:
        raise DbtFailedError(str(result.exception or "dbt stopped without saying why."))
    record_views(settings)
    return summary


def _invoke(settings: Settings, arguments: list[str], on_progress: Progress | None) -> Any:
    folders = ["--project-dir", str(DBT_PROJECT_DIR), "--profiles-dir", str(DBT_PROJECT_DIR)]
    # Nobody reads dbt's JSON artefacts here, and writing them takes as long as many models.
    quiet = ["--quiet", "--no-use-colors", "--log-level", "none", "--no-version-check", "--no-write-json"]
    callbacks: list[Callable[[Any], None]] = [_NodeCounter(on_progress)] if on_progress else []
    with dbt_environment_set(settings), _rare_garbage_collection():
        try:
            return dbtRunner(callbacks=callbacks).invoke([*arguments, *folders, *quiet])
        finally:
            # dbt keeps its connection for the life of the process, and with it the lock on the file.
            DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]


@contextmanager
def _rare_garbage_collection() -> Iterator[None]:
    """dbt keeps millions of small objects alive; looking through them again and again takes a tenth of its time."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class _NodeCounter:
    """Counts dbt's events: which nodes there are comes with the first, every finished one advances."""

    def __init__(self, on_progress: Progress) -> None:
        self._on_progress = on_progress
        self._done = 0
        self._total = 0

    def __call__(self, event: Any) -> None:
        if event.info.name == "NodeStart":
            self._total = max(self._total, getattr(event.data, "total", 0))
        elif event.info.name == "NodeFinished":
            self._done += 1
            self._on_progress(self._done, max(self._total, self._done))


def _summarise(result: Any) -> DbtSummary:
    summary = DbtSummary()
    for run in getattr(result.result, "results", None) or []:
        node = DbtNode(run.node.name, str(run.status), str(run.message or ""), run.execution_time)
        if run.node.unique_id.startswith(TESTS):
            summary.tests += 1
        else:
            summary.models += 1
        if node.status == "warn":
            summary.warnings.append(node)
        elif node.status not in GOOD | NOT_REACHED:
            summary.failures.append(node)
    return summary


def _say(node: DbtNode) -> str:
    if "out of sync" in node.message:
        return f"{node.name}: another version of Proximity gave it other columns. Run `proximity build --full-refresh`."
    return f"{node.name}: {node.status}. {node.message}"
