"""What dbt says of its nodes, as objects and words.

Does not belong here: running dbt.
"""

from dataclasses import dataclass, field
from typing import Any

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

    @property
    def is_of_another_version(self) -> bool:
        """True if its table has other columns than the model has now (`on_schema_change: fail`)."""
        return "out of sync" in self.message

    def __str__(self) -> str:
        if self.is_of_another_version:
            return (
                f"{self.name}: another version of Proximity gave it other columns. "
                "Run `proximity build --full-refresh`."
            )
        return f"{self.name}: {self.status}. {self.message}"


@dataclass
class DbtSummary:
    """What dbt did: numbers of models (seeds included) and tests, and the nodes that warned."""

    models: int = 0
    tests: int = 0
    warnings: list[DbtNode] = field(default_factory=list)
    failures: list[DbtNode] = field(default_factory=list)


def summarise(result: Any) -> DbtSummary:
    """The summary of what `dbtRunner` returned."""
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
