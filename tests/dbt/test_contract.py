"""The contract with readers: a column that they rely on cannot be renamed, retyped or dropped without a new version.

Does not belong here: what is in the columns.
"""

import csv
import shutil
from pathlib import Path

import pytest
from tests.loading.house import House

from proximity.settings import DBT_PROJECT_DIR
from proximity.transforming.contract import (
    CONTRACT,
    VERSIONS,
    BrokenContractError,
    contract_version,
    mart_columns,
    renewed_contract,
)
from proximity.warehouse import open_warehouse


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the dbt project, to be changed."""
    return shutil.copytree(DBT_PROJECT_DIR, tmp_path / "project", ignore=shutil.ignore_patterns("target", "logs"))


def rewrite(project: Path, mart: str, old: str, new: str) -> None:
    """Change the YAML of a mart."""
    (path,) = project.glob(f"models/*/{mart}.yml")
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def add_version(project: Path) -> None:
    with (project / VERSIONS).open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow([contract_version(project) + 1, "Read kills under another name."])


def test_the_list_of_columns_is_up_to_date_and_no_promise_is_broken() -> None:
    assert (DBT_PROJECT_DIR / CONTRACT).read_text(encoding="utf-8") == renewed_contract(), "run `make generate`"
    assert len(mart_columns()) > 800


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("name: killed_ms\n", "name: died_ms\n"), "fct_kills.killed_ms is gone"),
        (
            ("name: weapon_source\n        data_type: text", "name: weapon_source\n        data_type: bigint"),
            "was text",
        ),
        (("  - name: fct_kills\n", "  - name: fct_frags\n"), "fct_kills.round_id is gone"),
    ],
)
def test_what_readers_rely_on_changes_with_a_new_version_only(
    project: Path, change: tuple[str, str], message: str
) -> None:
    rewrite(project, "fct_kills", *change)
    with pytest.raises(BrokenContractError, match=message) as error:
        renewed_contract(project)
    assert str(VERSIONS) in str(error.value)
    add_version(project)
    text = renewed_contract(project)
    assert f"version {contract_version(project)};" in text.splitlines()[0]
    (project / CONTRACT).write_text(text, encoding="utf-8")
    assert renewed_contract(project) == text


def test_a_new_column_needs_no_new_version(project: Path) -> None:
    new = "      - name: is_headshot\n        data_type: boolean\n"
    rewrite(project, "fct_kills", "      - name: weapon_source\n", f"{new}      - name: weapon_source\n")
    text = renewed_contract(project)
    assert "fct_kills,is_headshot,boolean\n" in text
    assert text.splitlines()[0] == (project / CONTRACT).read_text(encoding="utf-8").splitlines()[0]


def test_the_database_has_the_columns_that_are_promised_and_says_in_which_version(built_once: House) -> None:
    with open_warehouse(built_once.settings, read_only=True) as warehouse:
        names = {name: kind for kind, name in warehouse.catalogue_types.items()}
        found = warehouse.query(
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'marts'"
        )
        versions = warehouse.query("SELECT max(contract_version) FROM marts.dim_contract_versions")
    columns = {(mart, column): names.get(kind, kind).lower() for mart, column, kind in found}
    assert columns == mart_columns()
    assert versions == [(contract_version(),)]
