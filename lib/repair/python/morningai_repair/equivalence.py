"""Values by value: which expression in the place of another lets the failing tests pass?

Every expression is evaluated each time the place is reached. Those that had the same values everywhere are one class,
and one run of the failing tests per class tells about all of them: a class is divided when its members differ at a
place that only this run got to. (Observational equivalence, Alur et al. 2013;
values in place of texts as in SemFix, Nguyen et al. 2013.)
"""

import builtins
import time

from .angelic import attempt_within

NAME = "__morningai_value__"
MAX_HITS = 24
MAX_CLASSES = 260
SECONDS = 0.8
MEMBERS = 3


class Values:
    """Stands in for an expression: notes what others would have given, or gives what another one gives."""

    def __init__(self, texts):
        self.codes = [compile(text, "<value>", "eval") for text in texts]
        self.marks = [[] for _ in texts]
        self.own = []
        self.noting = False
        self.choose([])

    def __call__(self, old, scope, top):
        names = {**top, **scope}
        if self.members:
            return self._first_of_class(names)
        value = old()
        if self.noting and len(self.own) < MAX_HITS:
            for index, marks in enumerate(self.marks):
                marks.append(self._evaluate(index, names)[0])
            self.own.append(_mark(value))
        return value

    def _evaluate(self, index, names):
        try:
            value = eval(self.codes[index], names)  # noqa: S307 - the repository's own names, in a sandbox
            return _mark(value), value
        except Exception:
            return None, None

    def _first_of_class(self, names):
        first, *others = self.members
        mark, value = self._evaluate(first, names)
        self.hits += 1
        if self.hits <= MAX_HITS:
            for index in others:
                other = self._evaluate(index, names)[0]
                if other != mark:
                    self.members.remove(index)
                    self.apart.setdefault((self.hits, other), []).append(index)
        if mark is None:
            return eval(self.codes[first], names)  # noqa: S307 - raises what it raised before
        return value

    def choose(self, members):
        """Give the values of a class from now on; what leaves it is collected in `apart`."""
        self.members, self.apart, self.hits = list(members), {}, 0


def _mark(value):
    return f"{type(value).__name__}:{repr(value)[:200]}"


def find_values(run, message, emit):
    """Emit `[index, 0]` of the expressions with which every failing test passes."""
    values = Values(message["texts"])
    setattr(builtins, NAME, values)
    failing = [tuple(key) for key in message["failing"]]
    values.noting = True
    for key in failing:
        attempt_within(run, key, message)
    values.noting = False
    if not values.own:
        return
    classes = {}
    for index, marks in enumerate(values.marks):
        if any(mark is not None for mark in marks) and marks != values.own:
            classes.setdefault(tuple(marks), []).append(index)
    end = time.monotonic() + SECONDS
    queue, tried, agreed = list(classes.values()), 0, []
    while queue and tried < MAX_CLASSES and time.monotonic() < end:
        tried += 1
        values.choose(queue.pop(0))
        if all(attempt_within(run, key, message) for key in failing):
            agreed.extend(values.members[:MEMBERS])
        queue.extend(members for (_, mark), members in values.apart.items() if mark is not None)
    emit({"agreed": [[index, 0] for index in agreed]})
