"""One test within its budgets of time and of loop turns."""

import signal

from .swap import BUDGET, BudgetExceeded

OVERRUN = {"status": "failed", "kind": "Overrun", "message": "took far longer than before", "frames": []}


def timed(work, seconds):
    """Call `work()`; BudgetExceeded when it takes longer."""

    def over(_signal, _frame):
        raise BudgetExceeded()

    signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.05)
    try:
        return work()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def attempt(run, key, seconds, ticks):
    """The outcome of one test within its budgets."""
    BUDGET.left = ticks
    try:
        outcome = timed(lambda: run(key), seconds)
        # Runners that catch everything report the end of the budget as a failure like others.
        return {**OVERRUN, "frames": outcome["frames"]} if outcome.get("kind") == "BudgetExceeded" else outcome
    except BudgetExceeded:
        signal.setitimer(signal.ITIMER_REAL, 0)
        return OVERRUN
    except BaseException as error:
        return {"status": "failed", "kind": type(error).__name__, "message": str(error)[:200], "frames": []}
