"""Warehouses with small real rounds and their marts, on either engine, each built once for all tests of this folder."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from functools import cached_property
from pathlib import Path

import psycopg
import pytest
from postgres_server.server import DatabaseServer
from tests.dbt.keeping import KeptHouse
from tests.loading.engines import Street, street_on
from tests.loading.house import House
from tests.reference.real_files import PROJECT_ROOT

from proximity.cli.simulate import TRACKER
from proximity.simulator.match.evening import Recipe
from proximity.simulator.rounds import write_rounds
from proximity.transforming import build_marts

#: With enough mishaps for pauses, changes of class and dropped objectives.
SIMULATED = Recipe(seed=2, team_size=6, community=20, bots=2, nameless_bots=1, time_limit_ms=180_000, mishaps=12.0)

FOREIGN_LOCALE = "TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'"


@pytest.fixture(scope="session")
def round_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Path below the raw folder → bytes: real rounds of tracker 6.11 and the old layouts, and simulated ones of the
    present tracker, so that every section has rows."""
    simulated = tmp_path_factory.mktemp("simulated")
    write_rounds(SIMULATED, 2, simulated, TRACKER)
    folders = {"sample": PROJECT_ROOT / "raw" / "sample", "simulated": simulated}
    folders |= {path.name: path for path in sorted((PROJECT_ROOT / "tests" / "data" / "rounds").iterdir())}
    return {
        f"{name}/{path.name}": path.read_bytes()
        for name, folder in folders.items()
        for path in sorted(folder.glob("*_engagements.txt"))
    }


class Houses:
    """One built house an engine, built when it is first asked for. Nothing is changed in it; who wants to gets a copy.

    DuckDB builds all rounds at once. PostgreSQL builds as in life: every other file first and one of them cut, the rest
    and the whole one later.
    """

    def __init__(self, folder: Path, files: dict[str, bytes], server: DatabaseServer) -> None:
        self._folder = folder
        self._files = files
        self._server = server

    @property
    def on_duckdb(self) -> House:
        return self._duckdb.house

    @property
    def on_postgres(self) -> House:
        return self._postgres.house

    def copy_on(self, engine: str) -> AbstractContextManager[House]:
        """A copy that may be changed; one at a time."""
        return (self._duckdb if engine == "duckdb" else self._postgres).copied()

    @cached_property
    def _duckdb(self) -> KeptHouse:
        return KeptHouse(self._folder / "duckdb", self._build)

    @cached_property
    def _postgres(self) -> KeptHouse:
        return KeptHouse(
            self._folder / "postgres", self._build_in_two_steps, self._server, _foreign_locale(self._server)
        )

    def _build_in_two_steps(self, house: House) -> None:
        first = dict(list(self._files.items())[::2])
        longest = max(first, key=lambda path: len(first[path]))
        self._load_and_build(house, first | {longest: first[longest][: len(first[longest]) // 2]})
        self._load_and_build(house, self._files)

    def _build(self, house: House) -> None:
        self._load_and_build(house, self._files)

    def _load_and_build(self, house: House, files: dict[str, bytes]) -> None:
        for path, content in files.items():
            house.put(path, content)
        house.load()
        build_marts(house.settings)

    def close(self) -> None:
        """Drop what was kept on the server."""
        if "_postgres" in self.__dict__:
            self._postgres.close()


@pytest.fixture(scope="session")
def houses(
    postgres: DatabaseServer, tmp_path_factory: pytest.TempPathFactory, round_files: dict[str, bytes]
) -> Iterator[Houses]:
    with closing(Houses(tmp_path_factory.mktemp("houses"), round_files, postgres)) as houses:
        yield houses


def _foreign_locale(server: DatabaseServer) -> str:
    """Options of a database with a locale that sorts "a" before "B" and knows capitals of every alphabet, if the server
    has one: what the marts hold must not depend on it."""
    with psycopg.connect(server.url) as connection:
        found = connection.execute("SELECT count(*) FROM pg_collation WHERE collprovider = 'i'").fetchone()
    return FOREIGN_LOCALE if found != (0,) else ""


@pytest.fixture(scope="session")
def built_once(engine: str, houses: Houses) -> House:
    """All files loaded and the marts built; nothing is changed in it."""
    return houses.on_duckdb if engine == "duckdb" else houses.on_postgres


@pytest.fixture(scope="session")
def street(engine: str, request: pytest.FixtureRequest) -> Iterator[Street]:
    """Where houses on the engine are made."""
    with street_on(request.getfixturevalue("postgres") if engine == "postgres" else None) as street:
        yield street


@pytest.fixture
def built(engine: str, houses: Houses) -> Iterator[House]:
    """The same, and a test may change it."""
    with houses.copy_on(engine) as house:
        yield house
