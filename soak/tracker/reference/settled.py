"""What the journal of a killed server must have: the rows about what was over before the last flush.

Does not belong here: rows that were still open, of which a journal has some and not others.
"""

from soak.tracker.reference.course import Course
from soak.tracker.reference.settings import Settings
from soak.tracker.reference.written import Rows

#: The tracker flushes everything once in this time.
FLUSH_MS = 4000
#: Section → the column that says when a row was over.
OVER = {
    "ENGAGEMENTS": "end_time",
    "PLAYER_TRACKS": "death_time",
    "REACTION_METRICS": "end_time",
    "REVIVES": "time",
    "KILL_OUTCOME": "outcome_time",
    "COMBAT_POSITIONS": "time",
    "SHOT_FIRED": "time",
    "CARRIER_KILLS": "kill_time",
    "CONSTRUCTION_EVENTS": "event_time",
    "CARRIER_EVENTS": "drop_time",
    "HITS": "time",
    "CLASS_CHANGES": "time",
}


def settled(rows: Rows, course: Course, settings: Settings) -> Rows:
    """The rows that were over by then, and those of the round as a whole, which a draft holds."""
    by_then = course.times[-1] - FLUSH_MS - settings.sample_interval
    kept = {
        section: [row for row in rows.get(section, []) if row[column] <= by_then] for section, column in OVER.items()
    }
    return {**kept, "ROUND_OUTCOME": rows["ROUND_OUTCOME"]}
