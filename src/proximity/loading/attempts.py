"""Tries a load again that was interrupted from outside: a connection cut, a server restarted, a lock held too long.

What an attempt has committed stays, and the next one goes on from there. Does not belong here: the load.
"""

import time
from collections.abc import Callable

from proximity.warehouse import BusyWarehouseError, InterruptedWarehouseError

#: Before each further attempt. A server restarts within seconds, and forgets a lost session within a minute.
WAITS_SECONDS = (1, 2, 5, 10, 20)


def attempted(attempt: Callable[[], None], *, has_begun: Callable[[], bool]) -> None:
    """Call `attempt` until it succeeds. A warehouse out of reach from the start is not waited for: who typed its
    address wants to know.

    Raises:
        WarehouseError: of the last attempt, or one that another attempt would not change.
    """
    for wait in WAITS_SECONDS:
        try:
            return attempt()
        except (InterruptedWarehouseError, BusyWarehouseError):
            if not has_begun():
                raise
        time.sleep(wait)
    return attempt()
