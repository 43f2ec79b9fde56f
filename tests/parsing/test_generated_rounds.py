"""Values that a generator writes into a file come back as the same values."""

from collections.abc import Callable

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.building import GUID, engagement, focus, parse, reaction, round_file, section, track

SETTINGS = settings(max_examples=20, deadline=None, derandomize=True)

# Anything but the separators, which the tracker removes from names, line ends, and halves of surrogate pairs.
names = st.text(
    st.characters(exclude_characters=";|,\r\n", exclude_categories=["Cs"]), min_size=1, max_size=20
) | st.sampled_from(["^1Re^7d", "Жуков", "😀", "a\udcffb".encode("utf-8", "replace").decode(), " x ", '"', "#1"])
guids = st.none() | st.sampled_from([GUID, "SLOT3", "WORLD_1022", "OMNIBOT0700000000000000000000000"])
milliseconds = st.integers(-(2**31), 2**31 - 1)
counts = st.integers(0, 10**6)
decimals = st.integers(-(10**6), 10**6).map(lambda tenths: tenths / 10)
flags = st.booleans()
teams = st.sampled_from(["AXIS", "ALLIES", "SPEC"])
words = st.sampled_from(["killed", "escaped", "round_end", "sample", "MEDIC"])
optional = st.none() | milliseconds

points = st.tuples(
    milliseconds, decimals, decimals, decimals, st.integers(-999, 999), decimals, st.integers(0, 55),
    st.integers(0, 2), flags, words,
)  # fmt: skip
tracks = st.tuples(guids, st.none() | names, teams, words, milliseconds, milliseconds, optional, words)
positions = st.tuples(milliseconds, decimals, decimals, decimals, words)
weapons = st.lists(st.tuples(st.integers(0, 55), counts), min_size=1, max_size=4)
attackers = st.tuples(
    guids, names, teams, counts, counts, milliseconds, milliseconds, flags, weapons
)  # fmt: skip


def written(value: object) -> str:
    """A value as the tracker writes it."""
    if isinstance(value, bool):
        return "01"[value]
    if isinstance(value, float):
        return f"{value:.1f}"
    return "" if value is None else str(value)


def joined(values: tuple, separator: str = ",") -> str:
    return separator.join(map(written, values))


def values_of(rows: pl.DataFrame, *, without: tuple[str, ...] = ("file_index", "line_number")) -> list[tuple]:
    return rows.drop(without).rows()


def numbered(lists: list[list[tuple]]) -> list[tuple]:
    return [(number, *item) for items in lists for number, item in enumerate(items, start=1)]


def as_stored(item: tuple) -> tuple:
    """Decimals of samples are stored in 32 bits."""
    return tuple(float(np.float32(value)) if isinstance(value, float) else value for value in item)


@SETTINGS
@given(rows=st.lists(st.tuples(tracks, st.lists(points, max_size=6)), max_size=8))
def test_tracks_and_their_paths_come_back(rows: list[tuple[tuple, list[tuple]]]) -> None:
    lines = []
    for life, path in rows:
        fields = dict(zip(["guid", "name", "team", "class", "spawn_time", "death_time"], life[:6], strict=True))
        fields |= {"first_move_time": life[6], "death_type": life[7]}
        items = [joined(point) for point in path]
        lines.append(track(path=items, **{name: written(value) for name, value in fields.items()}))
    parsed = parse(round_file(section("PLAYER_TRACKS", *lines)))
    assert parsed.rejected_lines.is_empty()
    assert values_of(parsed.tables["player_tracks"]) == [(*life, len(path)) for life, path in rows]
    paths = [[as_stored(point) for point in path] for _, path in rows]
    assert values_of(parsed.tables["track_samples"]) == numbered(paths)


@SETTINGS
@given(
    rows=st.lists(
        st.tuples(st.lists(attackers, max_size=3), st.lists(positions, max_size=4), st.lists(guids, max_size=3)),
        max_size=6,
    )
)
def test_engagements_and_their_lists_come_back(rows: list[tuple[list, list, list]]) -> None:
    # One participant without GUID cannot be told from no participants; the tracker always writes at least two.
    rows = [(a, p, guids if any(guids) or len(guids) > 1 else []) for a, p, guids in rows]
    lines = []
    for hitters, places, guids_ in rows:
        items = [joined(hitter[:-1]) + "," + "".join(f"{w}:{n};" for w, n in hitter[-1]) for hitter in hitters]
        lines.append(
            engagement(
                attackers=items,
                positions=[joined(place) for place in places],
                crossfire_participants=joined(tuple(guids_)),
            )
        )
    parsed = parse(round_file(section("ENGAGEMENTS", *lines)))
    assert parsed.rejected_lines.is_empty()
    assert parsed.tables["engagements"].height == len(rows)
    found = {name: values_of(parsed.tables[name]) for name in parsed.tables if name.startswith("engagement_")}
    assert found == {
        "engagement_attackers": numbered([[hitter[:-1] for hitter in row[0]] for row in rows]),
        "engagement_positions": numbered([row[1] for row in rows]),
        "engagement_crossfire_participants": numbered([[(guid,) for guid in row[2]] for row in rows]),
        "engagement_attacker_weapons": [
            (attacker, number, weapon, count)
            for row in rows
            for attacker, hitter in enumerate(row[0], start=1)
            for number, (weapon, count) in enumerate(hitter[-1], start=1)
        ],
    }


def test_the_flat_sections_come_back() -> None:
    check_flat("KILL_HEATMAP", st.tuples(milliseconds, milliseconds, counts, counts), lambda row: joined(row, ";"))
    check_flat("MOVEMENT_HEATMAP", st.tuples(*[milliseconds] * 5), lambda row: joined(row, ";"))
    focused = ("guid", "name", "team", "objective", "avg_distance", "time_within_radius_ms", "samples")
    check_flat(
        "OBJECTIVE_FOCUS",
        st.tuples(guids, names, teams, st.none() | words, decimals, counts, counts),
        lambda row: focus(**dict(zip(focused, map(written, row), strict=True))),
    )
    reacted = "engagement_id target_guid target_name target_team target_class outcome num_attackers return_fire_ms "
    reacted += "dodge_reaction_ms support_reaction_ms start_time end_time duration"
    check_flat(
        "REACTION_METRICS",
        st.tuples(counts, guids, names, teams, words, words, counts, *[optional] * 3, *[milliseconds] * 3),
        lambda row: reaction(**dict(zip(reacted.split(), map(written, row), strict=True))),
    )


def check_flat(name: str, values: st.SearchStrategy[tuple], line_of: Callable[[tuple], str]) -> None:
    @settings(SETTINGS, max_examples=8)
    @given(rows=st.lists(values, max_size=20))
    def check(rows: list[tuple]) -> None:
        parsed = parse(round_file(section(name, *map(line_of, rows))))
        assert parsed.rejected_lines.is_empty()
        assert values_of(parsed.tables[name.lower()]) == rows

    check()
