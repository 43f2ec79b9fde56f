"""Runs dbt inside this process, with what the engine needs around it.

Does not belong here: which command, with which environment, and what its result means.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from dbt.cli.main import dbtRunner

from proximity.settings import Settings
from proximity.transforming.results import DbtFailedError

Callback = Callable[[Any], None]

#: Commands that change the database, or that have to see one state of it. The others neither wait for a build nor keep
#: one waiting.
IN_ONE_TRANSACTION = {"build", "run", "seed", "test", "run-operation", "retry"}


def run_dbt(settings: Settings, arguments: Sequence[str], callbacks: Sequence[Callback] = ()) -> Any:
    """The result of a dbt command, as `dbtRunner` returns it. On PostgreSQL it is all seen at once, and nothing of it
    if anything failed.

    Raises:
        DbtFailedError: a foreign key does not hold; nothing was changed.
        WarehouseError: the database is to blame, or somebody else is building.
    """
    runner = dbtRunner(callbacks=list(callbacks))
    with _rare_garbage_collection():
        if settings.target == "duckdb":
            return _run_on_duckdb(runner, list(arguments))
        if IN_ONE_TRANSACTION.isdisjoint(arguments):
            return runner.invoke(list(arguments))
        return _run_in_one_transaction(settings, runner, list(arguments))


def _run_on_duckdb(runner: dbtRunner, arguments: list[str]) -> Any:
    # Here and below, because a process that works on one engine need not load the other.
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    try:
        return runner.invoke(arguments)
    finally:
        # dbt keeps its connection for the life of the process, and with it the lock on the file.
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]


def _run_in_one_transaction(settings: Settings, runner: dbtRunner, arguments: list[str]) -> Any:
    import psycopg2

    from proximity.transforming.postgres import dbt_in_one_transaction

    with dbt_in_one_transaction(settings) as transaction:
        result = runner.invoke(arguments)
        if transaction.trouble:
            raise transaction.trouble
        if result.success:
            try:
                transaction.commit()
            except psycopg2.IntegrityError as error:
                raise DbtFailedError(f"A foreign key of the marts does not hold. {error}") from error
        return result


@contextmanager
def _rare_garbage_collection() -> Iterator[None]:
    """dbt keeps millions of small objects alive; looking through them again and again takes a tenth of its time."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
