"""dbt on PostgreSQL: all that it does is one transaction, so that a build is seen whole or not at all.

Belongs here: the connection of a build, and how dbt is made to use it.
Does not belong here: which models are built, SQL of models.
"""

from proximity.transforming.postgres.connections import dbt_in_one_transaction
from proximity.transforming.postgres.transaction import BuildTransaction

__all__ = ["BuildTransaction", "dbt_in_one_transaction"]
