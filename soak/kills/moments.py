"""The named moments of a load at which it can die: before and after everything that it does to the disk.

Belongs here: finding these moments from outside, by wrapping functions, so that the load itself knows nothing of it.
Does not belong here: starting processes, judging what is left.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from unittest.mock import patch

from proximity.loading import batch, ledger, load, parquet, parsed, preparing, store
from proximity.staging import STAGING_TABLES
from proximity.warehouse import Warehouse
from proximity.warehouse.duckdb import DuckDbWarehouse

#: Name of a step → where its function is looked up.
STEPS: dict[str, tuple[Any, str]] = {
    "discover": (load, "discover"),
    "prepare staging": (preparing, "prepare_staging"),
    "create the views": (DuckDbWarehouse, "show_parquet"),
    "widen the files": (preparing, "widen_files"),
    "mark outdated rounds": (preparing, "mark_outdated"),
    "read a file": (load, "read_file"),
    "parse": (parsed, "parse_rounds"),
    "write rows as Parquet": (store, "write_rows"),
    "write a Parquet file": (parquet.pq, "write_table"),
    "rename a Parquet file": (Path, "replace"),
    "delete moved rounds": (batch, "delete_rounds"),
    "delete replaced rounds": (store, "delete_rounds"),
    "replace rounds": (batch, "replace_rounds"),
    "judge again": (ledger.Ledger, "rejudge"),
    "record": (ledger.Ledger, "record"),
    "finish a batch": (load, "load_batch"),
    "remove stale files": (load, "remove_stale_files"),
    "remove a stale file": (Path, "unlink"),
}
#: Steps on the connection, which is an object of C and can only be stood in for.
ON_THE_CONNECTION = {"begin": "begin", "commit": "commit"}
INSERTED = tuple(name for name, table in STAGING_TABLES.items() if not table.is_view)
SIDES: tuple[Literal["before", "after"], ...] = ("before", "after")


@dataclass(frozen=True)
class Moment:
    """Before or after the `occurrence`-th time (from 1) that a step is taken."""

    step: str
    side: Literal["before", "after"]
    occurrence: int

    def __str__(self) -> str:
        return f"{self.side} {self.step} ({self.occurrence})"


def all_steps() -> list[str]:
    """Every named step, in no order that matters."""
    return [*STEPS, *ON_THE_CONNECTION, *(f"insert into {table}" for table in INSERTED), "close"]


def die() -> None:
    """What SIGKILL leaves behind, and nothing else: no handler, no `finally`, no flush."""
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def armed(moment: Moment, strike: Callable[[], None] = die) -> Iterator[None]:
    """While it lasts, this process dies at the moment, if it comes."""
    trap = _Trap(moment, strike)
    with ExitStack() as patches:
        if moment.step in STEPS:
            owner, name = STEPS[moment.step]
            patches.enter_context(patch.object(owner, name, trap.around(getattr(owner, name))))
        elif moment.step in ON_THE_CONNECTION or moment.step == "close":
            patches.enter_context(patch.object(load, "open_warehouse", trap.around_warehouse(load.open_warehouse)))
        else:
            patches.enter_context(patch.object(Warehouse, "insert", trap.around_insert(Warehouse.insert)))
        yield


class _Trap:
    def __init__(self, moment: Moment, strike: Callable[[], None]) -> None:
        self._moment = moment
        self._strike = strike
        self._count = 0

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function with death before or after it."""

        def trapped(*args: Any, **kwargs: Any) -> Any:
            self._count += 1
            if self._is_now("before"):
                self._strike()
            result = function(*args, **kwargs)
            if self._is_now("after"):
                self._strike()
            return result

        return trapped

    def around_insert(self, function: Callable[..., Any]) -> Callable[..., Any]:
        table, trapped = self._moment.step.removeprefix("insert into "), self.around(function)
        return lambda warehouse, name, frame: (trapped if name == table else function)(warehouse, name, frame)

    def around_warehouse(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @contextmanager
        def opened(*args: Any, **kwargs: Any) -> Iterator[Any]:
            with ExitStack() as stack:
                warehouse = stack.enter_context(function(*args, **kwargs))
                warehouse.connection = _StandIn(warehouse.connection, self, self._moment.step)
                yield warehouse
                close = self.around(stack.close) if self._moment.step == "close" else stack.close
                close()

        return opened

    def _is_now(self, side: str) -> bool:
        return (self._moment.side, self._moment.occurrence) == (side, self._count)


class _StandIn:
    """The connection, with death around one of its methods."""

    def __init__(self, connection: Any, trap: _Trap, step: str) -> None:
        self._connection = connection
        if step in ON_THE_CONNECTION:
            name = ON_THE_CONNECTION[step]
            setattr(self, name, trap.around(getattr(connection, name)))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)
