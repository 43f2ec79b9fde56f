"""Repairs lines in which a player's name contains separators (tracker 3.0; format document 6.2 and 7.1, defect D6).

A line is cut at the fixed shapes around its names. If that can be done in one way only, the separators in the names
become `_`, as later trackers write them; otherwise the line stays a reject.
Does not belong here: lines that can be read as they are.
"""

import re

#: Last banner whose names were not sanitised by the tracker.
LAST_UNSANITISED_BANNER = 3

GUID = r"(?:[0-9A-Fa-f]{32}|OMNIBOT[0-9A-Z]{25}|SLOT\d+|WORLD_\d+|UNKNOWN|)"
TEAM = r"(?:AXIS|ALLIES|SPEC)"
INTEGER, DECIMAL = r"-?\d+", r"-?\d+\.\d+"
SEPARATORS = re.compile(r"[;|,]")


def _engagement(name: str) -> re.Pattern[str]:
    """The shape of an ENGAGEMENTS line; groups 2 and 4 are names, group 6 the attackers."""
    head = ";".join([INTEGER] * 4 + [GUID])
    middle = ";".join([TEAM, "[a-z_]+", INTEGER, GUID])
    tail = ";".join([INTEGER, "[01]", r"\d*", rf"(?:{GUID},?)*", *[DECIMAL] * 7, "[^;]*"])
    return re.compile(f"({head});({name});({middle});({name});({tail});(.*)", re.DOTALL)


def _attacker(name: str) -> re.Pattern[str]:
    """The shape of an attacker; group 2 is the name."""
    numbers = ",".join([INTEGER] * 4 + ["[01]", r"[\d:;]*"])
    return re.compile(f"({GUID}),({name}),({TEAM},{numbers})", re.DOTALL)


#: Each shape with the longest and with the shortest names: if both cut alike, there is no other way.
ENGAGEMENT = (_engagement(".*"), _engagement(".*?"))
ATTACKER = (_attacker(".*"), _attacker(".*?"))
NEXT_ATTACKER = re.compile(rf"\|(?={GUID},)")


def sanitise_engagement(line: str) -> str | None:
    """The line with the separators in its names replaced; None if it cannot be cut in exactly one way."""
    parts = _only_cut(ENGAGEMENT, line)
    if parts is None:
        return None
    head, target, middle, killer, tail, attackers = parts
    items = [_sanitise_attacker(item) for item in NEXT_ATTACKER.split(attackers)] if attackers else []
    if None in items:
        return None
    return ";".join([head, _clean(target), middle, _clean(killer), tail, "|".join(map(str, items))])


def _sanitise_attacker(item: str) -> str | None:
    parts = _only_cut(ATTACKER, item)
    return None if parts is None else ",".join([parts[0], _clean(parts[1]), parts[2]])


def _only_cut(shapes: tuple[re.Pattern[str], ...], text: str) -> tuple[str, ...] | None:
    cuts = {match.groups() if (match := shape.fullmatch(text)) else None for shape in shapes}
    return cuts.pop() if len(cuts) == 1 else None


def _clean(name: str) -> str:
    return SEPARATORS.sub("_", name)
