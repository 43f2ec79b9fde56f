"""The marts as a DuckDB file for readers: whole, read-only, never changed once it is there.

DuckDB has one writer, which locks out the readers of other processes. So readers do not open the warehouse: after each
build its marts are published as a file of their own, `proximity.<ns>.duckdb`, and the link `proximity.duckdb` is
switched to it in one step. Whoever has opened an older file keeps reading it.

Belongs here: what is published, the switch, and how to read it. Does not belong here: building marts; PostgreSQL, where
readers connect to the warehouse itself.
"""

from proximity.publishing.publish import Publication, publish_marts
from proximity.publishing.reader import PublishedMarts
from proximity.publishing.shelf import PublicationError

__all__ = ["Publication", "PublicationError", "PublishedMarts", "publish_marts"]
