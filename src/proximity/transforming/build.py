"""`dbt build` in this process: models, seeds and data tests, in the order of their dependencies.

Unit tests of models prove logic, not data: they belong to the test suite and are left out here.
"""

from collections.abc import Callable
from typing import Any

from proximity.settings import Settings, environment_set
from proximity.transforming.environment import dbt_environment
from proximity.transforming.results import DbtFailedError, DbtSummary, summarise
from proximity.transforming.running import run_dbt
from proximity.transforming.views import VIEWS, are_views_current, record_views

Progress = Callable[[int, int], None]

#: Nobody reads dbt's JSON artefacts and its log here, because what fails is said by name; writing them takes as long as
#: many models. A log of few lines is no cheaper: dbt makes a line of every event before it looks at its level.
QUIET = ["--quiet", "--no-use-colors", "--no-version-check", "--no-write-json"]
QUIET += ["--log-level", "none", "--log-level-file", "none"]


def build_marts(settings: Settings, *, full_refresh: bool = False, on_progress: Progress | None = None) -> DbtSummary:
    """Build and test every model on what is staged; views that are as the last build left them are only tested. Tables
    to which another version of Proximity gave other columns are no base for new rows: then all are built anew.

    `on_progress` is called with the number of nodes done and to do.

    Raises:
        DbtFailedError: a model could not be built, a test failed, or the project cannot be read.
        WarehouseError: the database is to blame (PostgreSQL), or somebody else is building.
    """
    result = _build(settings, full_refresh, on_progress)
    summary = summarise(result)
    if not full_refresh and any(node.is_of_another_version for node in summary.failures):
        return build_marts(settings, full_refresh=True, on_progress=on_progress)
    if summary.failures:
        raise DbtFailedError("\n".join(map(str, summary.failures)))
    if not result.success:
        raise DbtFailedError(str(result.exception or "dbt stopped without saying why."))
    record_views(settings)
    return summary


def _build(settings: Settings, full_refresh: bool, on_progress: Progress | None) -> Any:
    left_out = ["resource_type:unit_test", *([VIEWS] if not full_refresh and are_views_current(settings) else [])]
    # Else the tests of a view would be left out with it.
    arguments = ["build", "--exclude", *left_out, "--indirect-selection", "empty"]
    if full_refresh:
        arguments.append("--full-refresh")
    with environment_set(dbt_environment(settings)):
        return run_dbt(settings, [*arguments, *QUIET], [_NodeCounter(on_progress)] if on_progress else [])


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
