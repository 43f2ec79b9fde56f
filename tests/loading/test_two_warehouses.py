"""Two warehouses may share a raw folder and a data folder: the samples belong to the DuckDB file, or the database."""

from pathlib import Path

import pytest
from tests.loading.engines import Street
from tests.loading.house import NAME, House, another_round, long_file, name_of

from proximity.settings import Settings


def beside(street: Street, house: House, name: str) -> House:
    """A second house that shares everything with the first but the warehouse."""
    other = street.house(house.folder)
    if other.settings.target == "duckdb":
        other.settings = house.settings.model_copy(update={"duckdb_path": house.settings.data_dir / name})
    return other


def test_each_keeps_its_own_samples(street: Street, house: House) -> None:
    other = beside(street, house, "other.duckdb")
    third = beside(street, house, "other.db")
    house.put(NAME, long_file())
    house.load()
    before = house.digest()
    for each in (other, third):
        each.load()
    house.put(name_of(1), another_round(1))
    other.load()
    assert house.digest() == before
    assert house.discrepancies() == other.discrepancies() == third.discrepancies() == []
    house.load()
    assert house.tables() == other.tables() != third.tables()
    third.load()
    assert third.tables() == house.tables()


@pytest.mark.parametrize(
    ("duckdb_path", "samples"),
    [
        (None, "/d/samples"),
        ("/d/warehouse.duckdb", "/d/samples"),
        ("/e/warehouse.duckdb", "/e/samples"),
        ("/d/other.duckdb", "/d/other.duckdb.samples"),
        ("/d/other", "/d/other.samples"),
    ],
)
def test_the_samples_lie_beside_the_warehouse_file(duckdb_path: str | None, samples: str) -> None:
    settings = Settings(data_dir=Path("/d"), duckdb_path=duckdb_path, _env_file=None)  # type: ignore[arg-type, call-arg]
    assert settings.samples_dir == Path(samples)


@pytest.mark.parametrize(
    ("url", "samples"),
    [
        ("postgresql://me:secret@db.example.org:5433/proximity", "/d/postgres/db.example.org-5433-proximity/samples"),
        ("postgresql://db.example.org/proximity?sslmode=require", "/d/postgres/db.example.org-proximity/samples"),
        ("postgresql:///proximity?host=/run/postgresql", "/d/postgres/run-postgresql-proximity/samples"),
        ("postgres://[::1]:5432/a%2Fb", "/d/postgres/1-5432-a-b/samples"),
    ],
)
def test_the_samples_of_a_database_lie_in_a_folder_named_after_it_without_user_and_password(
    url: str, samples: str
) -> None:
    settings = Settings(data_dir=Path("/d"), target="postgres", postgres_url=url, _env_file=None)  # type: ignore[arg-type, call-arg]
    assert settings.samples_dir == Path(samples)
