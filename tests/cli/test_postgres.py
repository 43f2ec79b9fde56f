"""The same commands on PostgreSQL, which a user asks for by two variables."""

import shutil
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from postgres_server.server import DatabaseServer
from tests.cli.workplace import DONE, FAILED, SAMPLE, Workplace

TARGET = "PROXIMITY_TARGET"
URL = "PROXIMITY_POSTGRES_URL"


def workplace(folder: Path) -> Workplace:
    place = Workplace(folder)
    for path in SAMPLE.glob("*-box-*"):
        shutil.copy(path, place.raw)
    return place


def test_the_commands_do_and_say_what_they_do_and_say_on_duckdb(postgres: DatabaseServer, tmp_path: Path) -> None:
    on_duckdb, on_postgres = workplace(tmp_path / "duckdb"), workplace(tmp_path / "postgres")
    with postgres.database(name="evenings") as url:
        settings = {TARGET: "postgres", URL: url}
        for arguments in (["build"], ["status"], ["rejects"], ["repairs"], ["export", "fct_engagements"]):
            expected, found = on_duckdb.run(*arguments), on_postgres.run(*arguments, **settings)
            assert found.returncode == expected.returncode == DONE, found.stderr
            assert without_places(found.stdout) == without_places(expected.stdout)
            assert password_of(url) not in found.stdout + found.stderr
            if arguments == ["build"]:
                assert "Warehouse  evenings on 127.0.0.1:" in found.stdout
        for table in ("fct_lives", "staging.track_samples"):
            files = [tmp_path / f"{table}-{engine}.parquet" for engine in ("duckdb", "postgres")]
            parquet = ("export", table, "--format", "parquet", "--output")
            assert on_duckdb.run(*parquet, str(files[0])).returncode == DONE
            assert on_postgres.run(*parquet, str(files[1]), **settings).returncode == DONE
            assert pl.read_parquet_schema(files[0]) == pl.read_parquet_schema(files[1])
            assert_frame_equal(pl.read_parquet(files[0]), pl.read_parquet(files[1]), check_exact=True)


def password_of(url: str) -> str:
    return url.split("@")[0].rsplit(":", 1)[1]


def without_places(text: str) -> list[str]:
    """The lines but for where things lie, and when they were loaded."""
    places = ("Warehouse", "Samples", "Readers", "Last load", "last load")
    return [" ".join(line.split()) for line in text.splitlines() if not line.strip().startswith(places)]


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", "PROXIMITY_POSTGRES_URL"),
        ("mysql://somebody:secret@here/db", "postgresql://user:password@host:port/db"),
        ("postgresql://somebody:secret@127.0.0.1:1/nowhere", "nowhere on 127.0.0.1:1"),
    ],
)
def test_a_database_that_cannot_be_used_is_named_with_the_cure(tmp_path: Path, url: str, says: str) -> None:
    result = workplace(tmp_path).run("build", **{TARGET: "postgres", URL: url})
    assert result.returncode == FAILED
    assert says in result.stderr
    assert "secret" not in result.stdout + result.stderr
