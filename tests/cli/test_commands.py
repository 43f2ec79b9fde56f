"""The commands as their user meets them: a child process, its output, its exit code, the files it leaves."""

import csv
import io
import re
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.cli.workplace import DONE, FAILED, FILES_REFUSED, SAMPLE, USAGE, Workplace
from tests.publishing.comparing import differences

from proximity.reporting.repairs_page import PAGE, updated_page
from proximity.settings import Settings
from proximity.warehouse import open_warehouse

#: The statements that the page about repairs shows.
EXAMPLES = re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """The sample, a file that is refused, and one with a line that is rejected and an unknown section; built once."""
    place = Workplace(tmp_path_factory.mktemp("built"))
    shutil.copytree(SAMPLE, place.raw / "sample")
    (place.raw / "notes.txt").write_text("not a round\n")
    damaged = place.raw / "other" / "2026-11-23-100000-box-round-1_engagements.txt"
    damaged.parent.mkdir()
    text = (
        next(SAMPLE.glob("*-box2-*")).read_text().replace("# KILL_HEATMAP\n", "# KILL_HEATMAP\n\x1b[31mnonsense;<b>\n")
    )
    damaged.write_text(text.replace("# map=box2", "# map=box") + "\n# TOMORROWS_SECTION\n# a;b\n1;2\n")
    place.build = place.run("build")  # type: ignore[attr-defined]
    return place


def test_build_says_what_is_there_and_what_to_type_next(built: Workplace) -> None:
    result = built.build  # type: ignore[attr-defined]
    rounds = len(list(SAMPLE.iterdir())) + 1
    assert f"{rounds}    rounds" in result.stdout
    for word in ("players", "engagements", "crossfires", "escapes", "rejected lines", "Warehouse", "Next"):
        assert word in result.stdout, result.stdout


def test_the_summary_counts_what_the_marts_hold(built: Workplace) -> None:
    result = built.build  # type: ignore[attr-defined]
    for table, word in (
        ("fct_engagements", "engagements"),
        ("fct_crossfires", "crossfires"),
        ("fct_escapes", "escapes"),
    ):
        ((count,),) = built.query(f"SELECT count(*) FROM marts.{table}")
        assert count > 0
        assert f"{count:,}    {word}" in result.stdout, result.stdout


def test_a_refused_file_is_named_with_its_cure_and_tells_by_the_exit_code(built: Workplace) -> None:
    result = built.build  # type: ignore[attr-defined]
    assert result.returncode == FILES_REFUSED, result.stderr
    assert "notes.txt: wrong_name" in result.stderr
    assert "Cure:" in result.stderr


def test_status_shows_refused_files_rejects_and_sections_kept_as_text(built: Workplace) -> None:
    result = built.run("status")
    assert result.returncode == FILES_REFUSED
    assert "notes.txt" in result.stdout
    assert "KILL_HEATMAP" in result.stdout
    assert "field_count" in result.stdout
    assert "Sections kept as text" in result.stdout
    assert "TOMORROWS_SECTION" in result.stdout


def test_rejects_name_file_line_and_reason_and_cannot_drive_the_terminal(built: Workplace) -> None:
    result = built.run("rejects")
    assert result.returncode == DONE, result.stderr
    assert "other/2026-11-23-100000-box-round-1_engagements.txt:" in result.stdout
    assert "field_count" in result.stdout
    assert "nonsense;<b>" in result.stdout
    assert "\x1b" not in result.stdout


def test_rejects_of_one_round_are_only_its_own(built: Workplace) -> None:
    ((damaged,),) = built.query("SELECT DISTINCT round_id FROM staging.rejected_lines")
    ((sound,),) = built.query("SELECT min(round_id) FROM staging.rounds WHERE server_name = 'sample'")
    assert "1 rejected lines" in built.run("rejects", "--round", damaged).stdout
    assert "0 rejected lines" in built.run("rejects", "--round", sound).stdout
    unknown = built.run("rejects", "--round", "no-such-round")
    assert unknown.returncode == FAILED
    assert "no round no-such-round" in unknown.stderr


def test_repairs_are_counted_by_section_and_reason_with_what_they_mean(built: Workplace) -> None:
    result = built.run("repairs")
    assert result.returncode == DONE, result.stderr
    for reason, section, count in built.query(
        "SELECT reason, section_name, count(*) FROM marts.fct_repairs GROUP BY ALL"
    ):
        group = result.stdout.split(f"{section or 'The round'}\n")[1]
        assert re.search(rf"^ +{count:,}  \w+  {reason}$", group, re.MULTILINE), result.stdout
    ((excluded,),) = built.query("SELECT count(*) FROM marts.fct_repairs WHERE action = 'excluded'")
    assert f"{excluded:,} excluded" in result.stdout.splitlines()[-1]


def test_repairs_of_one_round_are_only_its_own(built: Workplace) -> None:
    round_id, count = built.query("SELECT round_id, count(*) FROM marts.fct_repairs GROUP BY 1 ORDER BY 2")[0]
    last = built.run("repairs", "--round", round_id).stdout.splitlines()[-1]
    assert sum(int(part.split()[0].replace(",", "")) for part in last.split(", ")) == count
    unknown = built.run("repairs", "--round", "no-such-round")
    assert unknown.returncode == FAILED
    assert "no round no-such-round" in unknown.stderr


def test_the_summary_says_how_many_rows_have_receipts(built: Workplace) -> None:
    ((repaired, excluded),) = built.query("""
        SELECT count(DISTINCT (round_id, line_number)) FILTER (action = 'repaired'),
               count(DISTINCT (round_id, line_number)) FILTER (action = 'excluded')
        FROM marts.fct_repairs
        WHERE line_number IS NOT NULL
    """)
    assert repaired > 0
    result = built.build  # type: ignore[attr-defined]
    assert re.search(rf"{repaired:,} +repaired rows +{excluded:,} kept out of rates", result.stdout), result.stdout


def test_the_page_about_repairs_counts_the_sample_as_it_is(built: Workplace) -> None:
    page = PAGE.read_text(encoding="utf-8")
    settings = Settings(data_dir=built.data, target="duckdb", duckdb_path=None, _env_file=None)  # type: ignore[call-arg]
    with open_warehouse(settings, read_only=True) as warehouse:
        assert updated_page(page, warehouse) == page, "run `make repairs-page`"


@pytest.mark.parametrize("query", EXAMPLES, ids=range(len(EXAMPLES)))
def test_the_examples_of_the_page_about_repairs_run(built: Workplace, query: str) -> None:
    built.query(query)


def test_export_writes_csv_to_standard_output(built: Workplace) -> None:
    result = built.run("export", "dim_rounds", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert {row["round_id"] for row in rows} == {row[0] for row in built.query("SELECT round_id FROM marts.dim_rounds")}


def test_export_writes_parquet_to_a_file(built: Workplace, tmp_path: Path) -> None:
    path = tmp_path / "it's lives.parquet"
    result = built.run("export", "fct_lives", "--format", "parquet", "--output", str(path))
    assert result.returncode == DONE, result.stderr
    ((count,),) = built.query("SELECT count(*) FROM marts.fct_lives")
    assert pl.read_parquet(path).height == count


@pytest.mark.parametrize("table", ["nope", "fct_lives; DROP TABLE x", "information_schema.tables", "../x"])
def test_export_of_an_unknown_table_names_the_cure(built: Workplace, table: str) -> None:
    result = built.run("export", table)
    assert result.returncode == FAILED
    assert "export --list" in result.stderr
    assert not result.stdout


def test_readers_get_the_marts_in_a_file_of_their_own(built: Workplace) -> None:
    link = built.data / "proximity.duckdb"
    assert differences(built.data / "warehouse.duckdb", link) == []
    assert "Readers    " in built.build.stdout  # type: ignore[attr-defined]
    assert link.resolve().name in {path.name for path in built.data.glob("proximity.*.duckdb")}


def test_building_again_changes_nothing(built: Workplace) -> None:
    query = "SELECT round_id, revision, loaded_at FROM staging.rounds ORDER BY 1"
    before, published = built.query(query), (built.data / "proximity.duckdb").resolve()
    result = built.run("build")
    assert result.returncode == FILES_REFUSED
    assert "0 rounds loaded" in result.stdout
    assert built.query(query) == before
    assert (built.data / "proximity.duckdb").resolve() == published


def test_marts_of_the_sample_reconcile_with_the_files(built: Workplace) -> None:
    pairs = built.query("""
        SELECT (SELECT sum(axis_kills) FROM marts.agg_kill_heatmap), (SELECT sum(axis_kills) FROM staging.kill_heatmap),
               (SELECT sum(traversal) FROM marts.agg_movement_heatmap),
               (SELECT sum(traversal) FROM staging.movement_heatmap)
    """)
    assert pairs[0][0] == pairs[0][1] > 0
    assert pairs[0][2] == pairs[0][3] > 0


def test_a_missing_raw_folder_is_said_with_the_cure(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    result = place.run("build", "--raw", str(tmp_path / "nowhere"))
    assert result.returncode == FAILED
    assert "does not exist" in result.stderr
    assert "--raw" in result.stderr


def test_an_empty_raw_folder_is_said_with_the_cure(tmp_path: Path) -> None:
    result = Workplace(tmp_path).run("build")
    assert result.returncode == FAILED
    assert "it is empty" in result.stderr


def test_only_bad_files_are_each_named(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    name = "2026-11-22-140130-box-round-1_engagements.txt"
    (place.raw / name).write_bytes(b"\x00\xff\x00garbage")
    (place.raw / name.replace("14", "15", 1)).write_bytes(b"")
    result = place.run("build")
    assert result.returncode == FAILED
    assert "not_a_round_file" in result.stderr
    assert "empty_file" in result.stderr


def test_before_the_first_build_the_readers_say_so(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    for arguments in (["status"], ["rejects"], ["repairs"], ["export", "dim_maps"]):
        result = place.run(*arguments)
        assert result.returncode == FAILED
        assert "proximity build" in result.stderr


def test_an_unknown_option_is_a_usage_error(tmp_path: Path) -> None:
    assert Workplace(tmp_path).run("build", "--nope").returncode == USAGE


def test_simulate_writes_round_files_and_says_how_many(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    arguments = ("--rounds", "2", "--out", str(tmp_path / "played"), "--minutes", "0.2", "--players", "6")
    done = place.run("simulate", *arguments, "--truth", str(tmp_path / "truth.json"))
    assert done.returncode == DONE, done.stderr
    assert len(list((tmp_path / "played").glob("*_engagements.txt"))) == 2
    assert "2 rounds in" in done.stderr
    assert (tmp_path / "truth.json").stat().st_size > 0


@pytest.mark.parametrize(
    ("wish", "answer"),
    [
        (("--map", "nowhere"), "There is no map 'nowhere'. Choose from:"),
        (("--players", "12", "--community", "8"), "cannot fill two teams of 6"),
    ],
)
def test_simulate_says_what_it_cannot_do(tmp_path: Path, wish: tuple[str, ...], answer: str) -> None:
    done = Workplace(tmp_path).run("simulate", "--rounds", "1", "--out", str(tmp_path / "played"), *wish)
    assert done.returncode == FAILED
    assert answer in done.stderr
    assert "Traceback" not in done.stderr
