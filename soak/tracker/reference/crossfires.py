"""Crossfire: hits of two attackers on one target within a window, wherever in the engagement they fall.

The pair that counts is the earliest one. Of all hits that follow a hit of somebody else by at most the window the first
one completes it; of the hits of others that it follows so, the first one began it. Their distance is the delay.
Participants are all who hit within a window from that beginning on, in the order of their first hits in it.
Does not belong here: who is an enemy.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Crossfire:
    """`delay` in ms; `participants` are the attackers' keys."""

    delay: int
    participants: tuple[str, ...]


def crossfire_of(hits: Sequence[tuple[int, str]], window: int) -> Crossfire | None:
    """The crossfire among hits (time, attacker) in the order in which they happened; None if there is none."""
    pairs = (
        (begun, time)
        for number, (time, attacker) in enumerate(hits)
        for begun, (earlier, other) in enumerate(hits[:number])
        if other != attacker and time - earlier <= window
    )
    found = next(pairs, None)
    if found is None:
        return None
    begun, time = found
    start = hits[begun][0]
    participants = dict.fromkeys(attacker for at, attacker in hits[begun:] if at - start <= window)
    return Crossfire(time - start, tuple(participants))
