"""A full refresh reads every raw file anew, and never throws away what it could not read again."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.loading.engines import Street
from tests.loading.house import NAME, House, another_round, long_file, name_of, short_file

from proximity.warehouse import WarehouseError


@pytest.fixture(scope="module")
def template(street: Street, tmp_path_factory: pytest.TempPathFactory) -> House:
    house = street.house(tmp_path_factory.mktemp("template"))
    house.put(NAME, long_file())
    house.put(f"eu1/{name_of(1)}", another_round(1))
    house.put(name_of(2), another_round(1))
    house.load()
    return house


@pytest.fixture
def loaded(street: Street, template: House, tmp_path: Path) -> House:
    """Two rounds, one of which has a copy."""
    return street.copy(template, tmp_path / "loaded")


def test_it_gives_the_same_warehouse(loaded: House) -> None:
    before = loaded.digest()
    summary = loaded.load(full_refresh=True)
    assert len(summary.loaded) == 2
    assert loaded.digest() == before


def test_it_works_where_nothing_is_yet(house: House) -> None:
    house.put(NAME, long_file())
    assert len(house.load(full_refresh=True).loaded) == 1


def refuses(house: House, path: str) -> None:
    before = house.digest()
    with pytest.raises(WarehouseError, match=rf"would lose 1 rounds .*the first of them {path}\. Put the files back"):
        house.load(full_refresh=True)
    assert house.digest() == before


def test_it_refuses_to_lose_a_round_whose_raw_file_is_gone(loaded: House) -> None:
    (loaded.raw / NAME).unlink()
    refuses(loaded, NAME)


def test_it_refuses_to_lose_the_longer_revision_of_a_file_that_was_cut_since(loaded: House) -> None:
    loaded.put(NAME, short_file())
    refuses(loaded, NAME)
    loaded.load()
    refuses(loaded, NAME)


def test_it_refuses_to_lose_a_round_whose_file_cannot_be_read_now(loaded: House) -> None:
    (loaded.raw / NAME).unlink()
    (loaded.raw / NAME).mkdir()
    refuses(loaded, NAME)


def test_a_copy_of_the_raw_file_is_enough(loaded: House) -> None:
    (loaded.raw / f"eu1/{name_of(1)}").unlink()
    summary = loaded.load(full_refresh=True)
    assert len(summary.loaded) == 2


def test_a_file_that_was_moved_gets_the_server_of_its_new_folder(loaded: House) -> None:
    (loaded.raw / "eu2").mkdir()
    shutil.move(loaded.raw / NAME, loaded.raw / "eu2" / NAME)
    loaded.load()
    loaded.load(full_refresh=True)
    assert loaded.query("SELECT server_name FROM staging.rounds ORDER BY 1") == [("eu1",), ("eu2",)]


def test_a_file_that_grew_since_is_no_loss(loaded: House) -> None:
    loaded.put(NAME, long_file() + b"\n")
    assert len(loaded.load(full_refresh=True).loaded) == 2


def test_it_cannot_be_limited_to_days(loaded: House) -> None:
    with pytest.raises(ValueError, match="cannot be limited to days"):
        loaded.load(full_refresh=True, days=[date(2026, 11, 22)])


def test_it_takes_the_tables_of_another_version(loaded: House) -> None:
    before = loaded.digest()
    loaded.change("ALTER TABLE staging.kill_heatmap ADD COLUMN gibs BIGINT")
    with pytest.raises(WarehouseError, match=r"staging\.kill_heatmap was written by another version .*--full-refresh"):
        loaded.load()
    loaded.load(full_refresh=True)
    assert loaded.digest() == before


def test_tables_that_do_not_say_where_their_rounds_come_from_are_not_dropped(loaded: House) -> None:
    loaded.change("ALTER TABLE staging.rounds RENAME COLUMN file_path TO path")
    with pytest.raises(WarehouseError, match="Move the warehouse away"):
        loaded.load(full_refresh=True)
    with loaded.beside_a_load() as reader:
        assert reader.query("SELECT count(*) FROM staging.rounds") == [(2,)]


def test_views_of_dbt_survive_it(loaded: House) -> None:
    loaded.change("CREATE SCHEMA marts; CREATE VIEW marts.rounds AS SELECT round_id FROM staging.rounds")
    loaded.load(full_refresh=True)
    assert loaded.query("SELECT count(*) FROM marts.rounds") == [(2,)]
