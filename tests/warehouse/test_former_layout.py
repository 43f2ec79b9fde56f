"""A warehouse of the first release comes to the layout of today with every row, also of rounds whose files are gone."""

from pathlib import Path

import polars as pl
import pytest
from soak.digest import CLOCKS
from tests.loading.house import House

from proximity.loading.parquet import EMPTY_FILE
from proximity.staging import STAGING_TABLES


@pytest.fixture(scope="module")
def engine() -> str:
    """The first release knew no other."""
    return "duckdb"


def rows(house: House) -> dict[str, pl.DataFrame]:
    return {
        table: house.rows(table).drop(*CLOCKS, "revision", strict=False).sort(pl.all())
        for table in STAGING_TABLES
        if table != "outdated_rounds"
    }


def take_back(house: House) -> None:
    """Lay the rows where the first release had them."""
    positions, samples = (house.samples_dir / table for table in ("engagement_positions", "track_samples"))
    house.change("CREATE TABLE staging.former AS SELECT * EXCLUDE (day) FROM staging.engagement_positions")
    for statement in (
        "DROP VIEW staging.engagement_positions",
        "ALTER TABLE staging.former RENAME TO engagement_positions",
        "CREATE VIEW staging.sample_files AS SELECT 1 AS row_count",
        "DROP TABLE staging.engagement_movement",
        "DROP TABLE staging.outdated_rounds",
        "DROP TABLE staging.schema_versions",
        "UPDATE staging.rounds SET revision = revision || repeat('0', 52)",
    ):
        house.bypass(statement)
    (samples / EMPTY_FILE).unlink()
    for file in samples.rglob("*.parquet"):
        place = house.samples_dir / file.relative_to(samples)
        place.parent.mkdir(exist_ok=True)
        file.rename(place)
    for file in positions.rglob("*.parquet"):
        file.unlink()


@pytest.mark.parametrize("is_raw_there", [True, False])
def test_every_row_is_where_it_belongs_today(loaded: House, is_raw_there: bool) -> None:
    before = rows(loaded)
    assert before["engagement_positions"].height > 0
    take_back(loaded)
    if not is_raw_there:
        for file in loaded.raw.rglob("*.txt"):
            file.unlink()
    assert len(loaded.load().loaded) == is_raw_there
    after = rows(loaded)
    assert [table for table, frame in before.items() if not after[table].equals(frame)] == []
    assert loaded.discrepancies() == []
    assert [path for path in loaded.samples_dir.iterdir() if path.name.startswith("day=")] == []


def test_an_adoption_that_dies_in_the_middle_is_done_by_the_next_load(
    loaded: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = rows(loaded)
    take_back(loaded)
    for file in loaded.raw.rglob("*.txt"):
        file.unlink()
    with monkeypatch.context() as patch:
        patch.setattr("proximity.loading.preparing.mark_outdated", None)
        with pytest.raises(TypeError):
            loaded.load()
    loaded.load()
    after = rows(loaded)
    assert [table for table, frame in before.items() if not after[table].equals(frame)] == []
