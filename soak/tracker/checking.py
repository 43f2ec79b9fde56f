"""Holds the file of a simulated round to the reference.

Does not belong here: what the reference says; the marts.
"""

from soak.tracker.played import Played
from soak.tracker.reference import Settings, expected_rows
from soak.tracker.reference.comparing import differences
from soak.tracker.reference.course import Course
from soak.tracker.reference.settled import settled
from soak.tracker.reference.written import Rows, written_rows


def expected_of(played: Played, settings: Settings | None = None) -> Rows:
    """What the reference computes; the objectives are those of the file, which other tests judge."""
    objectives = [(row["name"], (row["x"], row["y"], row["z"])) for row in written_rows(played.content)["OBJECTIVES"]]
    return expected_rows(played.truth, objectives, settings)


def wrong_rows(played: Played, settings: Settings | None = None) -> list[str]:
    """In what the file differs from the reference; of a killed server's round what was over in time is compared."""
    expected, written = expected_of(played, settings), written_rows(played.content)
    if played.truth.broken_off == "kill":
        course = Course(played.truth)
        expected, written = (settled(rows, course, settings or Settings()) for rows in (expected, written))
    return differences(expected, written)


def sections_of(played: Played, settings: Settings | None = None) -> Rows:
    """What the marts have to say of a round: what the reference expects; of a killed server's round what is written,
    because nobody knows how much of the last seconds that is."""
    if played.truth.broken_off == "kill":
        return written_rows(played.content)
    return expected_of(played, settings)
