"""Views are built once; whatever changes them or the project has them built again."""

import shutil
from pathlib import Path

from tests.loading.engines import Street
from tests.loading.house import House

from proximity.settings import DBT_PROJECT_DIR
from proximity.transforming import build_marts, views


def definitions(house: House) -> list[tuple]:
    return house.query(views.WRITTEN_VIEWS)


def test_a_second_build_tests_everything_and_builds_no_view(built: House) -> None:
    before = definitions(built)
    assert views.are_views_current(built.settings)
    second, third = build_marts(built.settings), build_marts(built.settings, full_refresh=True)
    assert second.tests == third.tests > 50
    assert third.models - second.models == len([row for row in before if row[0] != "staging"])
    assert definitions(built) == before


def test_lost_and_foreign_views_are_built_again(built: House) -> None:
    before = definitions(built)
    built.change("DROP VIEW intermediate.stg_kill_heatmap CASCADE")
    built.change("CREATE VIEW intermediate.stg_kill_heatmap AS SELECT 1 AS round_id")
    assert not views.are_views_current(built.settings)
    built.change("DROP VIEW intermediate.stg_movement_heatmap CASCADE")
    build_marts(built.settings)
    assert definitions(built) == before


def test_another_project_or_another_warehouse_has_no_current_views(
    built: House, street: Street, tmp_path: Path
) -> None:
    same = shutil.copytree(DBT_PROJECT_DIR, tmp_path / "project", ignore=shutil.ignore_patterns("target", "logs"))
    fingerprint = views._fingerprint(built.settings)
    assert views._fingerprint(built.settings, same) == fingerprint
    model = same / "models" / "marts" / "fct_shots.sql"
    model.write_text(model.read_text() + "\n")
    assert views._fingerprint(built.settings, same) != fingerprint
    another = street.house(tmp_path / "another")
    shutil.copytree(built.settings.dbt_target_dir, another.settings.dbt_target_dir)
    assert not views.are_views_current(another.settings)
