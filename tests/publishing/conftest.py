"""A small warehouse whose marts are changed by hand: publishing knows nothing of what marts mean.

Does not belong here: real marts, which the tests of the commands publish.
"""

from pathlib import Path

import duckdb
import pytest
from tests.publishing.comparing import differences

from proximity.publishing import Publication, publish_marts
from proximity.settings import Settings

MARTS = """
    CREATE SCHEMA staging;
    CREATE TABLE staging.shots AS
    SELECT 'round ' || r AS round_id, r * i AS weapon_id FROM range(3) a (r), range(4) b (i);
    CREATE SCHEMA marts;
    CREATE TABLE marts.dim_players (player_id VARCHAR NOT NULL, player_name VARCHAR, last_seen_at TIMESTAMPTZ);
    INSERT INTO marts.dim_players VALUES ('A', '^1Žan', '2026-11-22 20:00:00+00'), ('B', NULL, NULL);
    CREATE TABLE marts.fct_kills (round_id VARCHAR NOT NULL, killed_ms BIGINT, distance_units DOUBLE);
    INSERT INTO marts.fct_kills SELECT 'round ' || r, i, i / 3 FROM range(10) a (r), range(5) b (i);
    CREATE VIEW marts.fct_shots AS SELECT * FROM staging.shots;
    COMMENT ON TABLE marts.fct_kills IS 'One row per kill; it''s all there.';
    COMMENT ON COLUMN marts.fct_kills.killed_ms IS 'Time of the kill.';
    COMMENT ON VIEW marts.fct_shots IS 'One row per shot.';
"""


class Shop:
    """A warehouse in a folder of its own, and what is published of it."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(
            raw_dir=folder / "raw",
            data_dir=folder / "data's folder",
            target="duckdb",
            duckdb_path=None,
            postgres_url=None,
            _env_file=None,  # type: ignore[call-arg]
        )
        self.warehouse = self.settings.warehouse_path
        assert self.settings.published_path
        self.link = self.settings.published_path

    def change(self, sql: str) -> None:
        """Change the warehouse as a build would."""
        self.warehouse.parent.mkdir(parents=True, exist_ok=True)
        with duckdb.connect(str(self.warehouse)) as connection:
            connection.execute(sql)

    def publish(self) -> Publication:
        """Publish the marts as they are."""
        publication = publish_marts(self.settings)
        assert publication
        return publication

    def files(self) -> list[str]:
        """Names of everything beside the warehouse."""
        return sorted(path.name for path in self.link.parent.iterdir() if path != self.warehouse)

    def differences(self) -> list[str]:
        """Tables that are not the same in the file that readers open."""
        return differences(self.warehouse, self.link)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """A warehouse with marts; nothing is published yet."""
    shop = Shop(tmp_path)
    shop.change(MARTS)
    return shop
