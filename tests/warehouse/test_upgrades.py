"""A newer version that reads more brings an older warehouse up to date in place: no row is lost, and only rounds are
read again whose files hold what is new. A warehouse of a newer version is refused."""

from pathlib import Path

import polars as pl
import pytest
from soak.digest import CLOCKS
from tests.loading.engines import Street
from tests.loading.house import House
from tests.reference.building import COLUMN_LINES, round_file, section
from tests.reference.real_files import small_file
from tests.warehouse.versions import Version

from proximity import __version__
from proximity.loading import load, preparing
from proximity.loading.parquet import EMPTY_FILE
from proximity.orchestration.pending import pending_spans
from proximity.reporting import read_status
from proximity.staging import PARQUET_TABLES, STAGING_TABLES
from proximity.warehouse import OutdatedWarehouseError, WarehouseError, open_warehouse
from proximity.warehouse.schema import schema_version

#: A section, the last column of another one, a header key, and a section with a list that is kept as Parquet.
NEW = frozenset({"skill_snapshot", "weapon_accuracy.headshots", "sv_fps", "view_tracks", "view_samples"})
#: Server → a round whose file holds it all, one that has the section of the new column, and one that has none of it.
ROUNDS = {
    "all": small_file("v611-all").read_bytes().replace(b"# round=1\n", b"# round=1\n# sv_fps=20\n"),
    "column": small_file("v601").read_bytes(),
    "nothing": small_file("v42").read_bytes(),
}
NAME = "2026-11-22-150000-supply-round-1_engagements.txt"


class PowerCutError(BaseException):
    """Not an Exception, so that nothing can handle it by accident."""


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Version:
    return Version(tmp_path_factory.mktemp("older"), without=NEW)


@pytest.fixture(scope="module")
def template(street: Street, older: Version, tmp_path_factory: pytest.TempPathFactory) -> House:
    house = street.house(tmp_path_factory.mktemp("template"))
    for server, content in ROUNDS.items():
        house.put(f"{server}/{NAME}", content)
    older.load(house.settings)
    return house


@pytest.fixture
def house(street: Street, template: House, tmp_path: Path) -> House:
    """Three rounds that the older version has loaded."""
    return street.copy(template, tmp_path / "house")


@pytest.fixture(scope="module")
def fresh(street: Street, tmp_path_factory: pytest.TempPathFactory) -> dict[str, pl.DataFrame]:
    """What today's version makes of the same files."""
    house = street.house(tmp_path_factory.mktemp("fresh"))
    for server, content in ROUNDS.items():
        house.put(f"{server}/{NAME}", content)
    house.load()
    return rows(house)


def rows(house: House) -> dict[str, pl.DataFrame]:
    """All staging tables; when a round was read, and by which version, is left out."""
    frames = {table: house.rows(table).drop(*CLOCKS, "revision", strict=False) for table in STAGING_TABLES}
    return {table: frame.select(sorted(frame.columns)).sort(pl.all()) for table, frame in frames.items()}


def differing(found: dict[str, pl.DataFrame], expected: dict[str, pl.DataFrame]) -> list[str]:
    return [table for table, frame in expected.items() if not found[table].equals(frame)]


def loaded_at(house: House) -> dict[str, object]:
    return dict(house.query("SELECT server_name, loaded_at FROM staging.rounds"))


def test_what_is_new_is_added_and_only_rounds_that_hold_it_are_read_again(
    house: House, fresh: dict[str, pl.DataFrame]
) -> None:
    with house.beside_a_load() as before:
        times = dict(before.query("SELECT server_name, loaded_at FROM staging.rounds"))
        texts = before.query("SELECT DISTINCT section FROM staging.unknown_section_lines")
    assert ("SKILL_SNAPSHOT",) in texts
    summary = house.load()
    assert (len(summary.loaded), summary.files_unchanged) == (2, 1)
    assert differing(rows(house), fresh) == []
    assert {server for server, time in loaded_at(house).items() if time == times[server]} == {"nothing"}
    assert house.discrepancies() == []
    assert house.load().files_unchanged == 3


def test_rows_of_rounds_whose_files_are_gone_stay_and_what_is_new_is_null_in_them(
    house: House, fresh: dict[str, pl.DataFrame]
) -> None:
    for server in ROUNDS:
        (house.raw / server / NAME).unlink()
    with house.beside_a_load() as before:
        counts = {table: before.query(f"SELECT count(*) FROM staging.{table}") for table in ("engagements", "rounds")}
    assert house.load().loaded == []
    assert counts == {table: house.query(f"SELECT count(*) FROM staging.{table}") for table in counts}
    assert house.rows("weapon_accuracy")["headshots"].null_count() == house.rows("weapon_accuracy").height > 0
    assert house.discrepancies() == []
    with open_warehouse(house.settings, read_only=True) as warehouse:
        notes = {path: note for path, note in read_status(warehouse).notes if "read again" in note}
    assert notes.keys() == {f"all/{NAME}", f"column/{NAME}"}
    house.put(f"all/{NAME}", ROUNDS["all"])
    house.put(f"column/{NAME}", ROUNDS["column"])
    assert len(house.load().loaded) == 2
    assert differing(rows(house), fresh) == []


@pytest.mark.parametrize("step", ["mark_outdated", "widen_files", "load_batch"])
def test_an_upgrade_that_dies_in_the_middle_is_finished_by_the_next_load(
    house: House, fresh: dict[str, pl.DataFrame], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def die(*_: object) -> None:
        raise PowerCutError

    with monkeypatch.context() as patch:
        patch.setattr(load if step == "load_batch" else preparing, step, die)
        with pytest.raises(PowerCutError):
            house.load()
    house.load()
    assert differing(rows(house), fresh) == []
    assert house.discrepancies() == []


def test_an_older_warehouse_is_recognised_before_anything_is_read_of_it(house: House) -> None:
    with (
        pytest.raises(
            OutdatedWarehouseError, match=r"written by an older version.*Run `proximity build`: it adds what"
        ),
        open_warehouse(house.settings, read_only=True),
    ):
        pass
    # The sensor has a load run, which brings it up to date.
    assert len(pending_spans(house.settings)) == 1


def test_every_version_of_the_schema_is_remembered(house: House) -> None:
    house.load()
    versions = house.query("SELECT version, proximity_version FROM staging.schema_versions ORDER BY version")
    new = 2 + sum(len(STAGING_TABLES[table].columns) for table in NEW & STAGING_TABLES.keys())
    assert versions == [(schema_version() - new, __version__), (schema_version(), __version__)]


def test_a_warehouse_from_before_versions_were_remembered_is_brought_up_to_date(
    house: House, fresh: dict[str, pl.DataFrame]
) -> None:
    house.bypass("DROP TABLE staging.schema_versions")
    house.load()
    assert differing(rows(house), fresh) == []
    assert house.query("SELECT version FROM staging.schema_versions") == [(schema_version(),)]


def test_an_older_version_refuses_a_newer_warehouse_and_leaves_it_as_it_is(house: House, older: Version) -> None:
    house.load()
    before = house.digest()
    said = rf"was written by Proximity {__version__} or newer: its staging schema has version {schema_version()}"
    assert said in older.refused_load(house.settings)
    status = older.status(house.settings)
    assert status.returncode == 1
    assert said in status.stderr
    assert "Install that version, or name another warehouse" in status.stderr
    assert house.digest() == before


def test_a_full_refresh_does_not_take_a_newer_warehouse_back(house: House) -> None:
    house.load()
    house.change(f"UPDATE staging.schema_versions SET version = {schema_version() + 1}, proximity_version = '99.0'")
    with house.beside_a_load() as reader:
        before = reader.query("SELECT count(*) FROM staging.engagements")
    with pytest.raises(WarehouseError, match=r"written by Proximity 99\.0 or newer"):
        house.load(full_refresh=True)
    with house.beside_a_load() as reader:
        assert reader.query("SELECT count(*) FROM staging.engagements") == before


def test_what_the_loader_derives_anew_has_every_round_read_again(street: Street, tmp_path: Path) -> None:
    older = Version(tmp_path / "older", without={"rounds.line_count"})
    house = street.house(tmp_path / "house")
    house.put(f"nothing/{NAME}", ROUNDS["nothing"])
    older.load(house.settings)
    assert len(house.load().loaded) == 1
    assert house.query("SELECT line_count > 0 FROM staging.rounds") == [(True,)]


def test_a_round_that_is_read_again_has_another_revision_so_that_the_marts_follow(house: House) -> None:
    query = "SELECT server_name, revision FROM staging.rounds"
    with house.beside_a_load() as reader:
        before = dict(reader.query(query))
    house.load()
    after = dict(house.query(query))
    assert {server for server in ROUNDS if before[server] != after[server]} == {"all", "column"}


def test_parquet_files_get_the_columns_that_they_lack(house: House) -> None:
    house.load()
    folder = house.samples_dir / "track_samples"
    files = sorted(folder.rglob("*.parquet"))
    before = {file: pl.read_parquet(file, hive_partitioning=False) for file in files}
    for file, frame in before.items():
        frame.drop("stance", "event").write_parquet(file)
    assert house.load().loaded == []
    for file, frame in before.items():
        found = pl.read_parquet(file, hive_partitioning=False)
        assert found.schema == frame.schema
        assert found.drop("stance", "event").equals(frame.drop("stance", "event"))
        assert found["stance"].null_count() == frame.height
    assert house.rows("track_samples")["stance"].null_count() == sum(frame.height for frame in before.values()) > 0
    assert (folder / EMPTY_FILE) in files


def test_text_left_over_of_a_line_is_evidence_too(street: Street, tmp_path: Path) -> None:
    older = Version(tmp_path / "older", without={"movement_heatmap.escape"})
    house = street.house(tmp_path / "house")
    # A column line without the new column, as of a tracker that was built wrongly.
    narrow = COLUMN_LINES["MOVEMENT_HEATMAP"].removesuffix(";escape")
    house.put(f"a/{NAME}", round_file(section("MOVEMENT_HEATMAP", "1;2;3;4;5", columns=narrow)))
    house.put(f"b/{NAME}", round_file(section("KILL_HEATMAP", "1;2;3;4")))
    older.load(house.settings)
    assert len(house.load().loaded) == 1
    assert house.rows("movement_heatmap")["escape"].to_list() == [5]


#: `table.column type` of every column that was ever staged; `make generate` does not write it, on purpose.
EVER_STAGED = (Path(__file__).parent / "ever_staged.txt").read_text(encoding="utf-8").split("\n")[:-1]


def test_columns_are_added_and_never_taken_away_or_changed() -> None:
    """The version of the schema is the number of its columns: that only works while it grows."""
    now = [f"{t.name}.{c.name} {c.sql_type}" for t in STAGING_TABLES.values() for c in t.columns]
    assert set(EVER_STAGED) - set(now) == set()
    assert [line for line in now if line not in set(EVER_STAGED)] == [], "add these lines to ever_staged.txt"
    assert PARQUET_TABLES.keys() < STAGING_TABLES.keys()
