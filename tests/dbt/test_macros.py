"""Macros that stand between the models and what engines disagree on: each case gives the same on both.

Belongs here: macros as they are called in models, with one value in and one out.
Does not belong here: models (their unit tests stand beside them).
"""

import json

import pytest
from tests.dbt.conftest import Houses
from tests.dbt.dbt_command import dbt

#: What is said of it → macro call, and what it gives.
CASES: dict[str, tuple[str, object]] = {
    "a half is rounded up": ("{{ rounded('cast(0.25 as double precision)') }}", 0.3),
    "a negative half is rounded up, too": ("{{ rounded('cast(-0.25 as double precision)') }}", -0.2),
    "what is written as a half need not be one": ("{{ rounded('cast(1.005 as double precision)', 2) }}", 1.0),
    "a float becomes the nearest whole number": ("{{ whole('cast(2.5 as double precision)') }}", 3),
    "an unknown float has no nearest whole number": ("{{ whole('cast(null as double precision)') }}", None),
    "whole numbers are divided without losing the rest": ("{{ share('7', '2') }}", 3.5),
    "nothing is no share of nothing": ("{{ share('0', '0') }}", None),
    "a third is the same third": ("{{ share('1', '3') }}", 1 / 3),
    "thousandths add up": ("{{ exact_total('number') }}", 0.6),
    "whole numbers add up": ("{{ total('1') }}", 3),
    "a distance is straight": ("max({{ distance('here', 'there') }})", 3.0**0.5),
    "a distance from nowhere is unknown": ("max({{ distance('nowhere', 'there') }})", None),
    "a distance from beyond all maps is unknown": ("max({{ distance('beyond', 'there') }})", None),
    # As published: 7 of 10, and 3 events.
    "a share has Wilson's lower bound": ("{{ rounded(share_bound('7', '10', 'low'), 4) }}", 0.3968),
    "a share has Wilson's upper bound": ("{{ rounded(share_bound('7', '10', 'high'), 4) }}", 0.8922),
    "none of some may be more than none": ("{{ rounded(share_bound('0', '10', 'high'), 4) }}", 0.2775),
    "none of some is no less than none": ("{{ share_bound('0', '10', 'low') }}", 0.0),
    "all of some is no more than all": ("{{ share_bound('10', '10', 'high') }}", 1.0),
    "none of nothing has no bound": ("{{ share_bound('0', '0', 'low') }}", None),
    "a count has Byar's lower bound": ("{{ rounded(count_bound('3', 'low'), 3) }}", 0.603),
    "a count has Byar's upper bound": ("{{ rounded(count_bound('3', 'high'), 3) }}", 8.765),
    "no events are no less than none": ("{{ count_bound('0', 'low') }}", 0.0),
    "no events may be more than none": ("{{ rounded(count_bound('0', 'high'), 3) }}", 3.668),
    "a remainder of a negative number is positive": ("{{ remainder('-7', '5') }}", 3),
    "letters of ASCII have capitals, others stay": ("{{ in_capitals(\"'aZ-ä-ſ-ß'\") }}", "AZ-ä-ſ-ß"),
    "letters of ASCII are made small, others stay": ("{{ in_small_letters(\"'Az-Ä-İ'\") }}", "az-Ä-İ"),
    "a GUID is a person in capitals": ("{{ person_id(\"'abc1'\") }}", "ABC1"),
    "a slot is no person": ("{{ person_id(\"'slot3'\") }}", None),
    "colours are no part of a name": ("{{ without_colours(\"'^1a^^b^é'\") }}", "ab"),
    "a name that is nothing but colours stays": ("{{ without_colours(\"'^1^2'\") }}", "^1^2"),
    "reasons that hold are joined": ("{{ repair_reasons({'a': '1 = 1', 'b': '1 = 2', 'c': '2 = 2'}) }}", "a,c"),
    "no reason is no list": ("{{ repair_reasons({'a': '1 = 2'}) }}", None),
    "texts are ordered by their bytes": ("max(name)", "ä"),
}
FROM = """
    from (
        select 0 as here_x, 0 as here_y, 0 as here_z, 1 as there_x, 1 as there_y, 1 as there_z,
            cast(null as bigint) as nowhere_x, 0 as nowhere_y, 0 as nowhere_z,
            cast(1e300 as double precision) as beyond_x, 0 as beyond_y, 0 as beyond_z,
            cast(number as double precision) as number, cast(name as text) {collation} as name
        from (values (0.1, 'B'), (0.2, 'a'), (0.3, 'ä')) as given (number, name)
    ) as numbers
"""


@pytest.fixture(scope="module")
def found(engine: str, houses: Houses) -> dict[str, object]:
    """All cases in one query."""
    collation = 'collate "C"' if engine == "postgres" else ""
    columns = [f"({call}) as c{number}" for number, (call, _) in enumerate(CASES.values())]
    query = f"select {', '.join(columns)} {FROM.format(collation=collation)}"
    with houses.copy_on(engine) as house:
        result = dbt(house, "--quiet", "show", "--inline", query, "--output", "json", "--limit", "1")
    assert result.returncode == 0, result.stdout + result.stderr
    row = json.loads(result.stdout)["show"][0]
    return dict(zip(CASES, row.values(), strict=True))


@pytest.mark.parametrize("case", CASES)
def test_a_macro_gives_the_same_on_every_engine(case: str, found: dict[str, object]) -> None:
    assert found[case] == CASES[case][1]
