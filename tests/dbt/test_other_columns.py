"""Tables to which another version of Proximity gave other columns are built anew, without anybody asking for it."""

from tests.loading.house import House

from proximity.transforming import build_marts

CROSSFIRES = "SELECT engagement_key, delay_ms, is_kill FROM marts.fct_crossfires ORDER BY engagement_key"


def test_the_next_build_gives_the_columns_of_this_version_to_every_row(built: House) -> None:
    before = built.query(CROSSFIRES)
    assert len(before) > 5
    built.change("ALTER TABLE marts.fct_crossfires RENAME COLUMN delay_ms TO delay")
    build_marts(built.settings)
    assert built.query(CROSSFIRES) == before
