"""Conditions by value: what would a branch have to decide, and which predicate decides so?

A condition is replaced by a call that answers as a policy says. When a policy makes a failing test pass, every
predicate is evaluated at each decision: those that agree with the policy there, and with the old condition in passing
tests, are candidates. (Nopol, DynaMoth: angelic values and observational equivalence.)
"""

import builtins
import signal
import time

from .swap import BUDGET, BudgetExceeded

NAME = "__morningai_decide__"
MAX_DECISIONS = 400
MAX_ALIKE = 12
SECONDS = 0.5


class Decisions:
    """Answers each decision and notes what every predicate would have said."""

    def __init__(self, predicates):
        self.predicates = [compile(text, "<predicate>", "eval") for text in predicates]
        self.alive = [True] * len(predicates)
        self.policy = None
        # A predicate and the form in which it decides, see `agreeing`.
        self.trial = None
        self.count = 0
        self.noting = False
        self.table = []

    def __call__(self, old, scope, top):
        """`old()` is the condition as it stands; None where there is none yet (an inserted branch)."""
        index = self.count
        self.count += 1
        if self.trial is not None:
            return self._tried(old, {**top, **scope})
        answer = self.policy(index, old) if self.policy else bool(old())
        if self.noting and len(self.table) < MAX_DECISIONS:
            self.table.append((answer, bool(old()), self._say(scope, top)))
        return answer

    def _tried(self, old, names):
        index, form = self.trial
        before = bool(old())
        if form and before == (form == 2):
            return before
        return bool(eval(self.predicates[index], names))  # noqa: S307 - the repository's own names, in a sandbox

    def _say(self, scope, top):
        said = []
        names = {**top, **scope}
        for predicate in self.predicates:
            try:
                said.append(bool(eval(predicate, names)))  # noqa: S307 - the repository's own names, in a sandbox
            except Exception:
                said.append(None)
        return said


def policies(count, inserted):
    """Ways to decide: always, never, the opposite, the opposite the k-th time."""

    def constant(value):
        return lambda index, old: value

    def flip(at):
        return lambda index, old: (not old()) if index == at else bool(old())

    found = [constant(True), constant(False)] if not inserted else [constant(True)]
    found += [flip(at) for at in range(min(count, 6))]
    if count > 6:
        found += [flip(count - 1)]
    if not inserted:
        found.append(lambda index, old: not old())
    return found


def probe(run, message, emit):
    """Emit `[index, form]` of the predicates that agree with some policy under which the failing tests pass."""
    decisions = Decisions(message["predicates"])
    setattr(builtins, NAME, decisions)
    failing = [tuple(key) for key in message["failing"]]
    wanted = []
    for key in failing:
        rows = _angelic_rows(run, key, decisions, message)
        if rows is None:
            # One decision turned is not enough: the predicates themselves are put to the test.
            emit({"agreed": _by_trial(run, failing, decisions, message)})
            return
        wanted.append(rows)
    size = len(message["predicates"])
    kept = [set().union(*(agreeing(rows, size, message["inserted"]) for rows in tables)) for tables in wanted]
    agreed = set.intersection(*kept) if kept else set()
    if not agreed:
        emit({"possible": True, "agreed": []})
        return
    decisions.policy = None
    for key in [tuple(key) for key in message["passing"]]:
        decisions.count, decisions.table, decisions.noting = 0, [], True
        attempt_within(run, key, message)
        agreed &= agreeing(decisions.table, size, message["inserted"])
        if not agreed:
            break
    plainest = {index: form for index, form in sorted(agreed, reverse=True)}
    emit({"possible": True, "agreed": sorted(plainest.items())})


def _by_trial(run, failing, decisions, message):
    """`[index, form]` with which the failing tests pass, of predicates that would have decided otherwise."""
    decisions.policy, decisions.count, decisions.noting, decisions.table = None, 0, True, []
    for key in failing:
        attempt_within(run, key, message)
    rows, decisions.noting = decisions.table, False
    known, agreed = {}, []
    end = time.process_time() + SECONDS
    for index in range(len(message["predicates"]) if rows else 0):
        for form in (0,) if message["inserted"] else (0, 1, 2):
            decided = tuple(old if form and old == (form == 2) else said[index] for _, old, said in rows)
            alike = known[decided] = known.get(decided, 0) + 1
            # What decided alike so far may part later: a few of each kind are tried.
            if None in decided or alike > MAX_ALIKE or all(one == old for one, (_, old, _) in zip(decided, rows)):
                continue
            if time.process_time() > end:
                return agreed
            decisions.trial = [index, form]
            if all(attempt_within(run, key, message) for key in failing):
                agreed.append([index, form])
            decisions.trial = None
    return agreed


def attempt_within(run, key, message):
    """True when a test passes within the budgets of a probe."""
    BUDGET.left = message["ticks"]
    signal.signal(signal.SIGALRM, _over)
    signal.setitimer(signal.ITIMER_REAL, message["limit"])
    try:
        return run(key)["status"] == "passed"
    except BaseException:
        return False
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _over(_signal, _frame):
    raise BudgetExceeded()


def _angelic_rows(run, key, decisions, message):
    """The tables of all policies under which a test passes; None when there is none."""
    decisions.policy, decisions.count, decisions.noting, decisions.table = None, 0, False, []
    attempt_within(run, key, message)
    tables = []
    for policy in policies(decisions.count, message["inserted"]):
        decisions.policy, decisions.count, decisions.noting, decisions.table = policy, 0, True, []
        if attempt_within(run, key, message):
            tables.append(decisions.table)
    return tables or None


def agreeing(rows, size, inserted):
    """`(index, form)` of the predicates that decide as the rows say; those of no row agree.

    Form 0 is the predicate in place of the condition, 1 the condition and it, 2 the condition or it: where the old
    condition decides alone, the predicate does not matter, and may not even be possible to evaluate.
    """
    found = set()
    for index in range(size):
        if all(said[index] == answer for answer, _, said in rows):
            found.add((index, 0))
        if inserted:
            continue
        if all(not answer if not old else said[index] == answer for answer, old, said in rows):
            found.add((index, 1))
        if all(answer if old else said[index] == answer for answer, old, said in rows):
            found.add((index, 2))
    return found
