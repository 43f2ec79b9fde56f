"""Houses that take long to build, and copies of them that dbt knows already.

Does not belong here: what is in them.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path

from postgres_server.server import DatabaseServer
from tests.loading.engines import database_of, template_of
from tests.loading.house import House


class KeptHouse:
    """`house` stays as `build` left it; dbt is called in copies only. They are where it was built: elsewhere dbt would
    parse the whole project again, which takes seconds."""

    def __init__(
        self, folder: Path, build: Callable[[House], None], server: DatabaseServer | None = None, options: str = ""
    ) -> None:
        self._folder, self._server, self._kept = folder, server, ExitStack()
        with server.database(options=options) if server else nullcontext() as url:
            built = House(folder, url)
            build(built)
            self._database = database_of(built)
            kept = self._kept.enter_context(server.database(options=template_of(built))) if server else None
            self.house = built.copy_to(folder.with_name(f"{folder.name}-kept"), kept)
        shutil.rmtree(folder)

    @contextmanager
    def copied(self) -> Iterator[House]:
        """A copy that may be changed, and is gone afterwards; one at a time."""
        database = self._server.database if self._server else nullcontext
        options = {"name": self._database, "options": template_of(self.house)} if self._server else {}
        with database(**options) as url:
            try:
                yield self.house.copy_to(self._folder, url)
            finally:
                shutil.rmtree(self._folder)

    def close(self) -> None:
        """Drop its database."""
        self._kept.close()
