"""Receipts: every code is described and used, every fact's codes are counted, and no fact loses a row.

Does not belong here: when a row gets a code (the unit tests beside the models).
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.dbt.conftest import Houses
from tests.loading.house import House
from tests.reference.real_files import PROJECT_ROOT

from proximity.settings import DBT_PROJECT_DIR

SEED = DBT_PROJECT_DIR / "seeds" / "repair_reasons.csv"
#: Fact → the staging table of its section.
SECTIONS = {
    "fct_aim_locks": "aim_lock",
    "fct_carrier_kills": "carrier_kills",
    "fct_carrier_returns": "carrier_returns",
    "fct_carries": "carrier_events",
    "fct_comm_events": "comm_events",
    "fct_constructions": "construction_events",
    "fct_crossfire_opportunities": "crossfire_opportunities",
    "fct_escorts": "escort_credit",
    "fct_focus_fires": "focus_fire",
    "fct_hit_regions": "hit_regions",
    "fct_objective_focus": "objective_focus",
    "fct_objective_runs": "objective_runs",
    "fct_shots": "shot_fired",
    "fct_skill_snapshots": "skill_snapshot",
    "fct_spawn_selects": "spawn_select",
    "fct_spawn_timings": "spawn_timing",
    "fct_team_cohesion": "team_cohesion",
    "fct_team_pushes": "team_pushes",
    "fct_trades": "trade_kills",
    "fct_vehicles": "vehicle_progress",
    "fct_weapon_accuracy": "weapon_accuracy",
}


@pytest.fixture(scope="module")
def house(houses: Houses) -> House:
    """Small real rounds of every tracker, with their marts; nothing is changed in it. PostgreSQL has the same rows."""
    return houses.on_duckdb


def reasons() -> list[dict[str, str]]:
    with SEED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def model_texts() -> Iterator[tuple[Path, str]]:
    for path in sorted((DBT_PROJECT_DIR / "models").rglob("*.sql")):
        yield path, path.read_text(encoding="utf-8")


def codes_in_models() -> dict[str, str]:
    """Code → a model that writes it, as a receipt or as an exclusion."""
    found = {}
    for path, text in model_texts():
        calls = re.findall(r"repair_reasons\(\{(.*?)\}\)", text, re.DOTALL)
        verdicts = re.findall(r"case(?:(?!\bcase\b).)*?end as exclusion_reason", text, re.DOTALL)
        codes = [code for call in calls for code in re.findall(r"^\s*'(\w+)':", call, re.MULTILINE)]
        codes += [code for verdict in verdicts for code in re.findall(r"then '(\w+)'", verdict)]
        found |= dict.fromkeys(codes, path.stem)
    return found


def test_every_code_that_a_model_writes_is_described() -> None:
    described = {reason["reason"] for reason in reasons()}
    codes = codes_in_models()
    assert len(codes) > 20
    assert {code: model for code, model in codes.items() if code not in described} == {}


def test_every_described_code_is_written_somewhere() -> None:
    sources = [text for _, text in model_texts()]
    for folder in ("parsing", "statistics"):
        code = sorted((PROJECT_ROOT / "src" / "proximity" / folder).glob("*.py"))
        sources += [path.read_text(encoding="utf-8") for path in code]
    unused = [reason["reason"] for reason in reasons() if not _is_in(reason["reason"], sources)]
    assert unused == []


def _is_in(code: str, sources: list[str]) -> bool:
    return any(f"'{code}'" in text or f'"{code}"' in text for text in sources)


def test_every_reason_is_complete_and_there_once() -> None:
    codes = [reason["reason"] for reason in reasons()]
    assert len(codes) == len(set(codes))
    for reason in reasons():
        assert reason["action"] in {"repaired", "excluded", "flagged"}, reason
        assert reason["place"] in {"parser", "statistics", "dbt"}, reason
        assert reason["description"].endswith("."), reason
        assert reason["undo"].endswith("."), reason


def test_every_code_of_every_fact_has_a_receipt(house: House) -> None:
    columns = house.query(
        "SELECT table_name, column_name FROM information_schema.columns AS codes WHERE table_schema = 'marts'"
        " AND column_name IN ('repair_reasons', 'exclusion_reason') AND EXISTS (FROM information_schema.columns"
        " AS lines WHERE lines.table_name = codes.table_name AND lines.column_name = 'line_number')"
    )
    assert len(columns) > 15
    for table, column in columns:
        codes = f"SELECT round_id, line_number, unnest(string_to_array({column}, ',')) FROM marts.{table}"
        missing = house.query(f"{codes} EXCEPT SELECT round_id, line_number, reason FROM marts.fct_repairs")
        assert missing == [], f"{table}.{column} needs its line in macros/all_receipts.sql"


def test_receipts_are_counted_once(house: House) -> None:
    ((receipts, distinct),) = house.query(
        "SELECT count(*), count(DISTINCT (round_id, section_name, line_number, reason)) FROM marts.fct_repairs"
    )
    assert receipts == distinct > 100
    assert house.query("SELECT sum(row_count) FROM marts.agg_round_repairs") == [(receipts,)]
    lines = "SELECT round_id, section, line_number, reason FROM staging.repaired_lines"
    kept = "SELECT round_id, section_name, line_number, reason FROM marts.fct_repairs"
    assert house.query(f"SELECT count(*) FROM ({lines})")[0][0] > 0
    assert house.query(f"{lines} EXCEPT {kept}") == []


def test_the_rows_of_a_section_are_the_rows_of_its_fact(house: House) -> None:
    for fact, table in SECTIONS.items():
        here, there = (
            f"SELECT round_id, line_number FROM marts.{fact}",
            f"SELECT round_id, line_number FROM staging.{table}",
        )
        assert house.query(f"{here} EXCEPT ALL {there} UNION ALL ({there} EXCEPT ALL {here})") == [], fact
    assert house.query("SELECT count(*) FROM marts.fct_spawn_timings")[0][0] > 0
