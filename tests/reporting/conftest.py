"""The sample rounds with their marts on either engine; on PostgreSQL bootstrapped, and built as `proximity`.

Does not belong here: expectations.
"""

from collections.abc import Iterator

import pytest
from tests.loading.engines import ENGINES
from tests.loading.house import House
from tests.postgres.bootstrapped import Database
from tests.reference.real_files import SAMPLE

from postgres_server import bootstrap, own_server
from proximity.publishing import publish_marts
from proximity.transforming import build_marts


@pytest.fixture(scope="session")
def bootstrapped() -> Iterator[Database]:
    """On a server of its own: roles belong to a whole server, and other tests need theirs."""
    with own_server() as server, server.database() as admin:
        bootstrap(admin)
        yield Database(server, admin)


@pytest.fixture(scope="session", params=ENGINES)
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> House:
    """The rounds of the sample, built and published."""
    url = request.getfixturevalue("bootstrapped").owner if request.param == "postgres" else None
    house = House(tmp_path_factory.mktemp(f"sample-{request.param}"), url)
    for path in sorted(SAMPLE.iterdir()):
        house.put(f"sample/{path.name}", path.read_bytes())
    house.load()
    build_marts(house.settings)
    publish_marts(house.settings)
    return house
