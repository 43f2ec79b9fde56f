"""The pipeline under the roles of the bootstrap: the owner builds, the loader only loads, the reader sees the marts.

Does not belong here: what the roles may do outside of the pipeline (`test_roles`).
"""

from collections.abc import Iterator

import pytest
from tests.loading.house import NAME, House, another_round, long_file, name_of, short_file
from tests.postgres.bootstrapped import Database, run

from postgres_server import bootstrap, own_server
from proximity.transforming import DbtFailedError, build_marts
from proximity.warehouse import WarehouseError


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """On a server of its own: roles belong to a whole server."""
    with own_server() as server, server.database() as admin:
        bootstrap(admin)
        yield Database(server, admin)


@pytest.fixture(scope="module")
def owners(database: Database, tmp_path_factory: pytest.TempPathFactory) -> House:
    """The house of the owner, who has built one round that is not whole yet."""
    house = House(tmp_path_factory.mktemp("house"), database.owner)
    house.put(NAME, short_file())
    house.load()
    build_marts(house.settings)
    return house


def rounds_that_readers_see(database: Database) -> int:
    return int(run(database.reader, "SELECT count(*) FROM dim_rounds")[0][0])


def test_the_loader_loads_and_the_owner_builds_what_was_loaded(owners: House, database: Database) -> None:
    loaders = House(owners.folder, database.loader)
    owners.put(NAME, long_file())
    owners.put(name_of(1), another_round(1))
    assert rounds_that_readers_see(database) == 1
    summary = loaders.load()
    assert (len(summary.loaded), summary.refused) == (2, [])
    assert rounds_that_readers_see(database) == 1
    build_marts(owners.settings)
    assert rounds_that_readers_see(database) == 2


def test_the_loader_cannot_build(owners: House, database: Database) -> None:
    before = rounds_that_readers_see(database)
    with pytest.raises((DbtFailedError, WarehouseError), match=r"permission denied|does not allow"):
        build_marts(House(owners.folder, database.loader).settings)
    assert rounds_that_readers_see(database) == before


def test_the_loader_cannot_read_everything_anew(owners: House, database: Database) -> None:
    with pytest.raises(WarehouseError, match="does not allow"):
        House(owners.folder, database.loader).load(full_refresh=True)
    assert run(database.admin, "SELECT count(*) > 0 FROM staging.rounds") == [(True,)]


def test_a_bootstrap_after_a_build_changes_nothing_for_readers(owners: House, database: Database) -> None:
    before = rounds_that_readers_see(database)
    bootstrap(database.admin)
    assert rounds_that_readers_see(database) == before


def test_a_full_refresh_of_the_owner_leaves_the_rights_as_they_were(owners: House, database: Database) -> None:
    owners.load(full_refresh=True)
    build_marts(owners.settings, full_refresh=True)
    assert rounds_that_readers_see(database) >= 1
    loaders = House(owners.folder, database.loader)
    owners.put(name_of(2), another_round(2))
    assert len(loaders.load().loaded) == 1
