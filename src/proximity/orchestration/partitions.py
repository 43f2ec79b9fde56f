"""Days: how the raw files are cut into partitions.

A file belongs to the day in its name, which is local time of its server. Days outside the calendar below (a server
with a wrong clock) count to its first or last day, so that every file belongs to some partition.
"""

from collections.abc import Collection, Iterable
from datetime import date

import dagster as dg

from proximity.loading import FoundFile

#: The month before the first file of the oldest tracker that can be read (format document, section 1).
FIRST_DAY = "2025-12-01"

#: `end_offset`: today is a partition too, so that an evening's rounds need not wait for midnight.
DAYS = dg.DailyPartitionsDefinition(start_date=FIRST_DAY, end_offset=1)

#: Days further apart than this are not worth one common run.
LARGEST_GAP_DAYS = 7


def partition_of(file: FoundFile) -> str:
    """The partition that a file belongs to; files without a day in their name belong to the last one."""
    first, last = FIRST_DAY, DAYS.get_last_partition_key() or FIRST_DAY
    return min(max(file.day.isoformat(), first), last) if file.day else last


def days_in(partitions: Collection[str], files: Iterable[FoundFile]) -> set[date]:
    """The days, as the names of the files have them, that these partitions stand for."""
    return {file.day for file in files if file.day and partition_of(file) in partitions}


def spans(partitions: Iterable[str]) -> list[tuple[str, str]]:
    """First and last day of each stretch of days that one run should take, gaps of a few days included."""
    found: list[tuple[str, str]] = []
    for day in sorted(set(partitions)):
        if found and (date.fromisoformat(day) - date.fromisoformat(found[-1][1])).days <= LARGEST_GAP_DAYS:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found
