"""A build on PostgreSQL is seen whole or not at all, keeps nobody waiting, and writes only what changed.

Does not belong here: what a server does to a build (`test_faults`), many readers for a long time (`soak.readers`).
"""

import psycopg
import pytest
from tests.dbt.dbt_command import dbt
from tests.dbt.postgres.looking import Marts
from tests.dbt.rounds import remove_round
from tests.loading.house import House, another_round, name_of

from proximity.transforming import DbtFailedError, build_marts
from proximity.transforming.postgres import lock
from proximity.warehouse import WarehouseError


def test_readers_see_the_old_marts_until_all_of_the_new_ones_are_there(house: House, marts: Marts) -> None:
    before = marts.glance()
    seen = []
    build_marts(house.settings, on_progress=lambda done, total: seen.append(marts.glance()))
    assert len(seen) > 100
    assert set(seen) == {before}
    assert marts.glance() != before


def test_a_failed_test_leaves_all_marts_as_they_were(house: House, marts: Marts) -> None:
    before = marts.digests()
    # Of the new round only, whose facts are built before it is noticed.
    house.change(
        "DELETE FROM staging.player_tracks WHERE line_number % 2 = 0"
        " AND round_id NOT IN (SELECT round_id FROM marts.dim_rounds)"
    )
    with pytest.raises(DbtFailedError, match="rows_of_a_section_are_rows_of_its_fact"):
        build_marts(house.settings)
    assert marts.digests() == before
    house.load(full_refresh=True)
    build_marts(house.settings)
    assert marts.digests() != before


def test_what_is_loaded_beside_a_build_is_for_the_next_one(house: House, marts: Marts) -> None:
    house.put(name_of(2), another_round(2))
    loads = iter([house.load])
    rounds = [len(house.query("SELECT round_id FROM marts.dim_rounds"))]
    build_marts(house.settings, on_progress=lambda done, total: next(loads, lambda: None)())
    rounds.append(len(house.query("SELECT round_id FROM marts.dim_rounds")))
    build_marts(house.settings)
    rounds.append(len(house.query("SELECT round_id FROM marts.dim_rounds")))
    assert rounds == [rounds[0], rounds[0] + 1, rounds[0] + 2]


def test_a_build_without_news_writes_nothing(settled: House) -> None:
    marts = Marts(settled)
    before = marts.places()
    build_marts(settled.settings)
    assert marts.places() == before


def test_a_new_round_rewrites_no_row_of_another_one(house: House, marts: Marts) -> None:
    query = "SELECT life_key, ctid::text FROM marts.fct_lives ORDER BY life_key"
    before = set(house.query(query))
    build_marts(house.settings)
    assert before < set(house.query(query))


def test_two_builds_are_kept_apart(house: House, marts: Marts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "TIME_TO_WAIT", "100ms")
    with psycopg.connect(marts.url, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [lock.BUILDER])
        with pytest.raises(WarehouseError, match=rf"another process \(session {other.info.backend_pid} of postgres"):
            build_marts(house.settings)


def test_a_table_of_other_columns_is_made_anew(settled: House) -> None:
    marts = Marts(settled)
    before = marts.digests()
    settled.change("ALTER TABLE marts.fct_lives DROP COLUMN end_type_reason CASCADE")
    settled.change("ALTER TABLE marts.dim_players ADD COLUMN former text")
    settled.change("ALTER TABLE intermediate.int_lives_bounded DROP COLUMN is_cut CASCADE")
    build_marts(settled.settings)
    assert marts.digests() == before


def test_marts_that_nobody_knows_the_revisions_of_are_built_anew(settled: House) -> None:
    marts = Marts(settled)
    before = marts.digests()
    settled.change("DROP TABLE intermediate.built_rounds")
    build_marts(settled.settings)
    assert marts.digests() == before


def test_a_reference_that_would_lead_nowhere_keeps_the_old_marts(settled: House) -> None:
    marts = Marts(settled)
    before = marts.digests()
    settled.change(
        "CREATE TABLE marts.notes"
        " (round_id text REFERENCES marts.dim_rounds (round_id) DEFERRABLE INITIALLY DEFERRED, note text)"
    )
    settled.change("INSERT INTO marts.notes SELECT round_id, 'well played' FROM marts.dim_rounds")
    remove_round(settled, settled.query("SELECT max(round_id) FROM staging.rounds")[0][0])
    with pytest.raises(DbtFailedError, match="notes"):
        build_marts(settled.settings)
    settled.change("DROP TABLE marts.notes")
    assert marts.digests() == before


def test_a_view_that_is_built_alone_leaves_the_views_that_read_it(house: House) -> None:
    query = "SELECT viewname, definition FROM pg_views WHERE schemaname = 'intermediate' ORDER BY viewname"
    before = house.query(query)
    result = dbt(house, "run", "--select", "stg_rounds")
    assert result.returncode == 0, result.stdout
    assert house.query(query) == before
    house.change("DROP VIEW intermediate.stg_rounds CASCADE")
    build_marts(house.settings)
    assert house.query(query) == before
