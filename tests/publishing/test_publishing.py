"""What is published is what the marts hold, whatever has changed, and nothing is published twice.

Does not belong here: reading (`test_reader`), dying on the way (`test_kills`).
"""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import duckdb
import pytest
from tests.publishing.conftest import Shop

from proximity.publishing import PublicationError
from proximity.publishing.shelf import Shelf

#: The number that DuckDB 1.0 gave its files, and that later ones can still write.
FORMAT_OF_1_0 = 64
CHANGES = {
    "a round more": ("INSERT INTO marts.fct_kills VALUES ('round 10', 1, 0.1)", 1),
    "a round less": ("DELETE FROM marts.fct_kills WHERE round_id = 'round 3'", 1),
    "a value in a round": ("UPDATE marts.fct_kills SET killed_ms = 7 WHERE round_id = 'round 3' AND killed_ms = 1", 1),
    "a value that becomes null": ("UPDATE marts.fct_kills SET distance_units = NULL WHERE round_id = 'round 3'", 1),
    "a row twice": ("INSERT INTO marts.fct_kills SELECT * FROM marts.fct_kills WHERE round_id = 'round 3' LIMIT 1", 1),
    "every round": ("UPDATE marts.fct_kills SET killed_ms = killed_ms + 1", 1),
    "no rounds any more": ("DELETE FROM marts.fct_kills", 1),
    "a table without rounds": ("UPDATE marts.dim_players SET player_name = 'Žan'", 1),
    "rows below a view": ("DELETE FROM staging.shots WHERE round_id = 'round 1'", 1),
    "a column more": ("ALTER TABLE marts.fct_kills ADD COLUMN is_team_kill BOOLEAN DEFAULT true", 1),
    "a column of another type": ("ALTER TABLE marts.fct_kills ALTER COLUMN killed_ms TYPE DOUBLE", 1),
    "a description": ("COMMENT ON COLUMN marts.fct_kills.killed_ms IS 'Another.'", 1),
    "a table less and a table more": ("ALTER TABLE marts.dim_players RENAME TO dim_people", 2),
    "a view that is a table now": ("DROP VIEW marts.fct_shots; CREATE TABLE marts.fct_shots AS FROM staging.shots", 1),
    "everything": (
        "UPDATE marts.fct_kills SET killed_ms = 9; DELETE FROM staging.shots; DELETE FROM marts.dim_players",
        3,
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_changes_is_published(shop: Shop, name: str) -> None:
    first = shop.publish()
    assert shop.differences() == []
    change, changed_tables = CHANGES[name]
    shop.change(change)
    assert shop.differences() != []
    second = shop.publish()
    assert shop.differences() == []
    assert second.changed_tables == changed_tables
    assert second.path != first.path


def test_the_first_file_has_every_mart_as_a_table_with_its_description_and_nothing_else(shop: Shop) -> None:
    assert shop.publish().changed_tables == 3
    with duckdb.connect(str(shop.link), read_only=True) as connection:
        tables = connection.execute("SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL").fetchall()
        assert tables == [("marts", "dim_players"), ("marts", "fct_kills"), ("marts", "fct_shots")]
        assert connection.execute("SELECT count(*) FROM duckdb_views() WHERE NOT internal").fetchall() == [(0,)]


def test_without_news_the_file_stays(shop: Shop) -> None:
    first = shop.publish()
    before = shop.files()
    again = shop.publish()
    assert (again.path, again.changed_tables) == (first.path, 0)
    assert shop.files() == before


def test_the_file_is_opened_by_its_name_as_the_warehouse_is(shop: Shop) -> None:
    """DuckDB calls a database after its file: none may be called like the schema."""
    shop.publish()
    for path in (shop.link, shop.link.resolve(), shop.warehouse):
        with duckdb.connect(str(path), read_only=True) as connection:
            assert connection.execute("SELECT count(*) FROM marts.fct_kills").fetchall() == [(50,)]


def test_the_file_can_be_read_by_every_duckdb_since_1_0(shop: Shop) -> None:
    for number in range(3):
        shop.change(f"UPDATE marts.fct_kills SET killed_ms = {number} WHERE round_id = 'round 1'")
        content = shop.publish().path.read_bytes()
        assert content[8:12] == b"DUCK"
        assert int.from_bytes(content[12:20], "little") == FORMAT_OF_1_0


def test_the_newest_and_the_one_before_are_kept(shop: Shop) -> None:
    paths = []
    for number in range(4):
        shop.change(f"UPDATE marts.fct_kills SET killed_ms = {number} WHERE round_id = 'round 1'")
        paths.append(shop.publish().path.name)
    assert shop.files() == sorted([*paths[-2:], shop.link.name])


def test_a_clock_that_was_set_back_hides_no_publication(shop: Shop) -> None:
    later = int(datetime(2099, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000_000
    with patch("proximity.publishing.shelf.time.time_ns", return_value=later):
        first = shop.publish().path
    shop.change("DELETE FROM marts.fct_kills")
    assert shop.publish().path.name > first.name
    assert shop.differences() == []


def test_the_folder_can_be_moved(shop: Shop) -> None:
    shop.publish()
    elsewhere = shop.link.parent.rename(shop.link.parent.with_name("elsewhere"))
    with duckdb.connect(str(elsewhere / shop.link.name), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM marts.fct_kills").fetchall() == [(50,)]


def test_a_file_that_changes_often_does_not_grow_for_ever(shop: Shop) -> None:
    shop.change(
        "INSERT INTO marts.fct_kills SELECT 'round ' || r, i, random() FROM range(10) a (r), range(20000) b (i)"
    )
    first = shop.publish().path.stat().st_size
    sizes = []
    for number in range(12):
        shop.change(f"UPDATE marts.fct_kills SET distance_units = random() WHERE round_id = 'round {number % 10}'")
        sizes.append(shop.publish().path.stat().st_size)
        assert shop.differences() == []
    assert max(sizes) < 2 * first
    assert sizes[-1] < 1.6 * first


@pytest.mark.parametrize("bytes_kept", [0, 100, 5_000, 300_000])
def test_a_damaged_publication_is_replaced_by_a_whole_one(shop: Shop, bytes_kept: int) -> None:
    path = shop.publish().path
    content = path.read_bytes()
    path.write_bytes(content[:bytes_kept] + b"\xff" * (len(content) - bytes_kept))
    assert shop.publish().path != path
    assert shop.differences() == []


def test_a_lost_publication_is_replaced_by_a_new_one(shop: Shop) -> None:
    shop.publish().path.unlink()
    shop.publish()
    assert shop.differences() == []


def test_a_copy_of_the_folder_that_follows_links_gets_its_link_back(shop: Shop, tmp_path: Path) -> None:
    shop.publish()
    copy = Shop(tmp_path / "copy")
    shutil.copytree(shop.link.parent, copy.link.parent)
    assert not copy.link.is_symlink()
    copy.publish()
    assert copy.link.is_symlink()
    assert copy.differences() == []
    assert len(copy.files()) == 2


def test_a_name_that_is_taken_is_said(shop: Shop) -> None:
    shop.link.mkdir()
    with pytest.raises(PublicationError, match="Is a directory"):
        shop.publish()
    assert shop.files() == [shop.link.name]


def test_without_a_warehouse_or_marts_nothing_is_published(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    with pytest.raises(PublicationError, match="proximity build"):
        shop.publish()
    assert not shop.warehouse.exists()
    shop.change("CREATE SCHEMA marts")
    with pytest.raises(PublicationError, match="proximity build"):
        shop.publish()
    assert shop.files() == []


def test_two_warehouses_of_one_folder_have_publications_of_their_own(shop: Shop) -> None:
    shop.publish()
    other = Shop(shop.link.parent.parent)
    other.settings = shop.settings.model_copy(update={"duckdb_path": shop.warehouse.with_name("other.duckdb")})
    assert other.settings.published_path
    other.warehouse, other.link = other.settings.warehouse_path, other.settings.published_path
    other.change("CREATE SCHEMA marts; CREATE TABLE marts.dim_maps AS SELECT 'supply' AS map_name")
    for _ in range(3):
        other.change("INSERT INTO marts.dim_maps VALUES ('radar')")
        other.publish()
    assert other.differences() == []
    assert shop.differences() == []
    assert Shelf(other.link).newest != Shelf(shop.link).newest
