"""What one test did, as plain data."""

import ast
import os
import re

LOADING = "(the test file is loaded)"
LONGEST = 2_000


def passed():
    return {"status": "passed"}


def skipped():
    return {"status": "skipped"}


def failed(error, root, todo=False):
    """The outcome of a failure: its message, the frames inside the repository, and both sides of an equation."""
    frames = []
    step = error.__traceback__
    while step is not None and len(frames) < 400:
        code = step.tb_frame.f_code
        path = code.co_filename if os.path.isabs(code.co_filename) else os.path.abspath(code.co_filename)
        if path.startswith(root + os.sep):
            frames.append([path[len(root) + 1 :], step.tb_lineno, code.co_name])
        step = step.tb_next
    if isinstance(error, SyntaxError) and error.filename:
        path = os.path.realpath(error.filename)
        if path.startswith(root + os.sep):
            frames.append([path[len(root) + 1 :], error.lineno or 1, "<module>"])
    message = str(error)[:LONGEST]
    outcome = {
        "status": "failed",
        "kind": type(error).__name__,
        "message": message,
        "frames": frames,
        "todo": todo,
    }
    sides = equation(message) if isinstance(error, AssertionError) else None
    if sides:
        outcome["actual"], outcome["expected"] = sides
    return outcome


def equation(message):
    """`(actual, expected)` as source text from the message of a failed comparison; None when it is none."""
    first = message.strip().split("\n")[0]
    first = re.sub(r"^assert\s+", "", first)
    for sign in (" == ", " != ", " is "):
        parts = first.split(sign)
        if len(parts) == 2:
            left, right = parts[0].strip(), parts[1].strip()
            right = re.sub(r" : .*$", "", right)
            return left, right
    match = re.match(r"^Lists differ: (.*) != (.*)$", first)
    return match.groups() if match else None


def value_of(text):
    """The value of a literal; `...` when the text is none."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
        return ...


def distance(outcome):
    """How far an outcome is from passing, 0 to 1; None when it can't be said."""
    if outcome["status"] == "passed":
        return 0.0
    actual, expected = value_of(outcome.get("actual", "")), value_of(outcome.get("expected", ""))
    if actual is ... or expected is ...:
        return None
    return _apart(actual, expected)


def _apart(a, b):
    if type(a) is bool or type(b) is bool or a is None or b is None:
        return 0.0 if a == b else 1.0
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return 0.0 if a == b else min(0.99, abs(a - b) / (abs(a) + abs(b) + 1e-9) * 0.9 + 0.05)
    if isinstance(a, (str, list, tuple)) and isinstance(b, (str, list, tuple)):
        longest = max(len(a), len(b), 1)
        if len(a) > 300 or len(b) > 300:
            return 0.0 if a == b else 0.9
        same = sum(1 for x, y in zip(a, b) if x == y)
        common = len(set(map(repr, a)) & set(map(repr, b))) / max(len(set(map(repr, [*a, *b]))), 1)
        return 0.0 if a == b else 1 - 0.9 * max(same / longest, 0.8 * common)
    if isinstance(a, dict) and isinstance(b, dict):
        keys = set(map(repr, a)) | set(map(repr, b))
        same = sum(1 for key in a if key in b and a[key] == b[key])
        return 0.0 if a == b else 1 - 0.9 * same / max(len(keys), 1)
    return 1.0
