"""A figure: two numbers measured in the same run, their ratio, and what was promised.

Does not belong here: how numbers are measured and how they are printed.
"""

import operator
from dataclasses import asdict, dataclass
from typing import Any, Literal

COMPARISONS = {">=": operator.ge, "<=": operator.le}


@dataclass(frozen=True)
class Number:
    """A measured number, what it is, and its unit."""

    name: str
    value: float
    unit: str


@dataclass(frozen=True)
class Target:
    """A limit for the ratio of a figure, or for its first number (in that number's unit)."""

    comparison: Literal[">=", "<="]
    limit: float
    of: Literal["ratio", "number"] = "ratio"


@dataclass(frozen=True)
class Figure:
    """`number` measured against `reference`, on what `scale` says; without a target only for comparison."""

    name: str
    scale: str
    number: Number
    reference: Number
    target: Target | None = None

    @property
    def ratio(self) -> float:
        """`number` ÷ `reference`."""
        return self.number.value / self.reference.value

    @property
    def is_reached(self) -> bool | None:
        """Whether the target is reached; None if there is none."""
        if self.target is None:
            return None
        judged = self.ratio if self.target.of == "ratio" else self.number.value
        return bool(COMPARISONS[self.target.comparison](judged, self.target.limit))

    def as_json(self) -> dict[str, Any]:
        """Everything, for `results.json`."""
        return asdict(self) | {"ratio": self.ratio, "is_reached": self.is_reached}
