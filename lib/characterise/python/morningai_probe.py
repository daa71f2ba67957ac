"""Loaded by instrumented files: notes what of them runs, with which arguments, and ends what would not end.

Standard library only. One line per first event goes to the file named by MORNINGAI_HITS.
"""

import json
import os

LONGEST = 700
DEEPEST = 6
SAMPLES = 12
TICKS = 200_000


class Endless(BaseException):
    """The code went through more steps than any call needs."""


class State:
    """What the explorer asks about one call; `hits` is None outside of it."""

    hits = None
    left = TICKS
    spent = False


_seen = set()
_samples = {}


def _keep(line):
    path = os.environ.get("MORNINGAI_HITS")
    if path:
        with open(path, "a", encoding="utf-8") as file:
            file.write(line + "\n")


def hit(file, probe):
    """A probe of a file was passed."""
    key = f"{file}:{probe}"
    if State.hits is not None:
        State.hits.add(key)
    if key not in _seen:
        _seen.add(key)
        _keep(f"H {key}")


def tick():
    """Counts loop turns and calls."""
    if State.hits is not None:
        State.left -= 1
        if State.left < 0:
            State.spent = True
            raise Endless()


def passed(file, probe, value):
    """An expression that says when it is evaluated."""
    hit(file, probe)
    return value


def raised(error):
    """Marks an error that the code raises on purpose."""
    if isinstance(error, type) and issubclass(error, BaseException):
        error = error()
    try:
        error.morningai_deliberate = True
    except (AttributeError, TypeError):
        pass
    return error


def args(file, name, values):
    """Notes the arguments of a call as source text."""
    if State.hits is not None or not os.environ.get("MORNINGAI_HITS"):
        return
    known = _samples.setdefault((file, name), set())
    if len(known) >= SAMPLES:
        return
    texts = []
    for key, value in values:
        text = show(value)
        if text is None or text[1]:
            return
        texts.append(f"{key}={text[0]}" if key else text[0])
    line = json.dumps(texts)
    if line not in known:
        known.add(line)
        _keep(f"A {file}#{name} {line}")


def _number(value):
    if value != value:
        return 'float("nan")'
    if value in (float("inf"), float("-inf")):
        return 'float("inf")' if value > 0 else 'float("-inf")'
    return repr(value)


def _items(values, depth, around):
    parts, names = [], {}
    for one in values:
        shown = show(one, depth + 1, around)
        if shown is None:
            return None
        parts.append(shown[0])
        names.update(shown[1])
    return parts, names


def _text(value):
    """A string with double quotes where that needs no escape."""
    text = repr(value)
    if text.startswith("'") and '"' not in text and "\\'" not in text:
        return f'"{text[1:-1]}"'
    return text


def show(value, depth=0, around=()):
    """`(source text, {name: module})` of a value, that gives an equal one; None when there is none."""
    if depth > DEEPEST or any(one is value for one in around):
        return None
    kind = type(value)
    if value is None or kind in (bool, int, complex, bytes, range):
        return repr(value), {}
    if kind is str:
        return _text(value), {}
    if kind is float:
        return _number(value), {}
    inside = (*around, value)
    if kind in (list, tuple, set, frozenset):
        try:
            ordered = sorted(value) if kind in (set, frozenset) else value
        except TypeError:
            return None
        shown = _items(ordered, depth, inside)
        if shown is None:
            return None
        parts, names = shown
        body = ", ".join(parts)
        if kind is list:
            return f"[{body}]", names
        if kind is tuple:
            return f"({body}{',' if len(parts) == 1 else ''})", names
        if kind is set:
            return (f"{{{body}}}" if parts else "set()"), names
        return f"frozenset({{{body}}})" if parts else "frozenset()", names
    if kind is dict:
        shown = _items([one for pair in value.items() for one in pair], depth, inside)
        if shown is None:
            return None
        parts, names = shown
        return "{" + ", ".join(f"{key}: {one}" for key, one in zip(parts[::2], parts[1::2])) + "}", names
    return _object(value, kind, depth, inside)


def _object(value, kind, depth, inside):
    import enum

    name, module = kind.__qualname__, kind.__module__
    if not name.isidentifier() or module in ("__main__", "builtins"):
        return None
    if isinstance(value, enum.Enum):
        return f"{name}.{value.name}", {name: module}
    if module in ("datetime", "decimal", "fractions", "uuid", "pathlib"):
        text = repr(value).replace("datetime.", "", 1) if module == "datetime" else repr(value)
        if "tzinfo" in text or not text.startswith(f"{name}("):
            return None
        return text.replace("'", '"'), {name: module}
    fields = getattr(kind, "__dataclass_fields__", None)
    if fields is None and hasattr(kind, "_fields") and isinstance(value, tuple):
        fields = kind._fields
    if fields is None:
        return None
    parts, names = [], {name: module}
    for field in fields:
        shown = show(getattr(value, field, None), depth + 1, inside)
        if shown is None:
            return None
        parts.append(f"{field}={shown[0]}")
        names.update(shown[1])
    return f"{name}({', '.join(parts)})", names
