"""Two warehouses may share a raw folder and a data folder: the samples belong to the warehouse file."""

from pathlib import Path

import pytest
from tests.loading.house import NAME, House, another_round, long_file, name_of

from proximity.settings import Settings


def beside(house: House, name: str) -> House:
    """A second house that shares everything with the first but the warehouse file."""
    other = House(house.raw.parent)
    other.settings = house.settings.model_copy(update={"duckdb_path": house.settings.data_dir / name})
    return other


def test_each_keeps_its_own_samples(house: House) -> None:
    other = beside(house, "other.duckdb")
    third = beside(house, "other.db")
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
