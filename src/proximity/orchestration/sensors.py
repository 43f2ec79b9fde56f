"""The sensor on the raw folder. It is driven by state, not by events: it compares what lies there with what the
warehouse knows, so that nothing is missed that arrived while nobody looked, and nothing is done twice.

Does not belong here: that comparison (`orchestration.pending`).
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import dagster as dg

from proximity.orchestration.jobs import build_everything
from proximity.orchestration.pending import PendingSpan, pending_spans
from proximity.settings import Settings
from proximity.warehouse import WarehouseError

STATE_TAG = "proximity/pending"
RANGE_START_TAG, RANGE_END_TAG = "dagster/asset_partition_range_start", "dagster/asset_partition_range_end"
UNFINISHED = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
    dg.DagsterRunStatus.CANCELING,
]
#: A state that stays after so many runs needs a person; the next day it is tried again.
MOST_ATTEMPTS = 3
ATTEMPTS_ARE_FORGOTTEN_AFTER = timedelta(days=1)


@dg.sensor(
    job=build_everything,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Loads what is new below the raw folder, a stretch of days a run.",
)
def raw_folder(
    context: dg.SensorEvaluationContext, settings: dg.ResourceParam[Settings]
) -> Iterator[dg.RunRequest | dg.SkipReason]:
    """Request a run for each stretch of days that has something to do."""
    if context.instance.get_runs_count(dg.RunsFilter(statuses=UNFINISHED)):
        yield dg.SkipReason("A run is in progress; what it leaves is looked at afterwards.")
        return
    try:
        spans = pending_spans(settings)
    except WarehouseError as error:
        yield dg.SkipReason(str(error))
        return
    if not spans:
        yield dg.SkipReason("Everything in the raw folder is in the marts.")
    answers = [_request(context.instance, span) for span in spans]
    # Dagster takes requests or reasons to skip, not both.
    yield from [answer for answer in answers if isinstance(answer, dg.RunRequest)] or answers[:1]


def _request(instance: dg.DagsterInstance, span: PendingSpan) -> dg.RunRequest | dg.SkipReason:
    earlier = instance.get_runs(dg.RunsFilter(tags={STATE_TAG: span.state}))
    recent = dg.RunsFilter(tags={STATE_TAG: span.state}, created_after=datetime.now(UTC) - ATTEMPTS_ARE_FORGOTTEN_AFTER)
    if instance.get_runs_count(recent) >= MOST_ATTEMPTS:
        return dg.SkipReason(
            f"{MOST_ATTEMPTS} runs did not settle {span.summary}. See the last run, or `proximity status`; "
            "the next attempt is tomorrow, or when a file changes."
        )
    # Dagster remembers run keys forever. The latest run is part of the key, so that its memory suppresses the same
    # request made twice, but never another attempt.
    return dg.RunRequest(
        run_key=f"{span.state}-after-{earlier[0].run_id if earlier else 'nothing'}",
        tags={STATE_TAG: span.state, RANGE_START_TAG: span.first_day, RANGE_END_TAG: span.last_day},
    )
