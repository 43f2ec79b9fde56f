"""Makes dbt do all its work through the one connection of a build.

dbt opens a connection a thread and commits after every node. Here all of them are the same connection; what dbt takes
for a commit is a savepoint, so that a node that fails is undone alone and the others can still tell what they think.
Does not belong here: the decision to commit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import psycopg2
from dbt.adapters.contracts.connection import Connection, ConnectionState
from dbt.adapters.postgres.connections import PostgresConnectionManager
from dbt.adapters.postgres.impl import PostgresAdapter

from proximity.settings import Settings
from proximity.transforming.postgres.transaction import BuildTransaction, build_transaction


class SharedConnections(PostgresConnectionManager):
    """dbt's way to connections, all of which lead to one transaction. The profile allows one thread, so that there is
    never more than one that works."""

    transaction: ClassVar[BuildTransaction]

    @classmethod
    def open(cls, connection: Connection) -> Connection:
        """Hand out the one connection."""
        connection.handle = cls.transaction.connection
        connection.state = ConnectionState.OPEN
        return connection

    @classmethod
    def _rollback_handle(cls, connection: Connection) -> None:
        cls.transaction.undo()

    @classmethod
    def close(cls, connection: Connection) -> Connection:
        """The connection stays open. What dbt left unfinished in a transaction of its own is undone; what it did
        without one (hooks) counts."""
        if connection.state == ConnectionState.OPEN:
            if connection.transaction_open:
                cls.transaction.undo()
            elif not cls.transaction.connection.closed:
                cls.transaction.keep()
            connection.transaction_open = False
            connection.state = ConnectionState.CLOSED
        return connection

    def add_commit_query(self) -> None:
        """What dbt does when it commits."""
        self.transaction.keep()

    def rollback_if_open(self) -> None:
        """What dbt does after an error, also where it did not begin a transaction of its own."""
        self.transaction.undo()
        self.get_thread_connection().transaction_open = False

    def cancel(self, connection: Connection) -> None:
        """Stop what is running."""
        self.transaction.connection.cancel()

    @contextmanager
    def exception_handler(self, sql: str) -> Iterator[None]:
        """Take note of errors before dbt turns them into words."""
        with super().exception_handler(sql):
            try:
                yield
            except psycopg2.Error as error:
                self.transaction.note(error)
                raise


@contextmanager
def dbt_in_one_transaction(settings: Settings) -> Iterator[BuildTransaction]:
    """While it lasts, dbt works in this transaction, in this process. It is committed by whoever asks for it.

    Raises:
        WarehouseError: the database is out of reach, or somebody else is building.
    """
    before: Any = PostgresAdapter.ConnectionManager
    with build_transaction(settings) as transaction:
        SharedConnections.transaction = transaction
        PostgresAdapter.ConnectionManager = SharedConnections
        try:
            yield transaction
        finally:
            PostgresAdapter.ConnectionManager = before
