"""What a function does on the arguments that the tests give it, and on variants of them, under several patches."""

import asyncio
import copy
import inspect
import itertools
import re
import signal
import sys

from .swap import BUDGET, BudgetExceeded

MAX_RECORDED = 40
MAX_INPUTS = 110
SECONDS_PER_CALL = 0.25
LONGEST = 400


class Call:
    """One call to make: values of the parameters, by name, in order."""

    def __init__(self, values, text):
        self.values = values
        self.text = text


def text_of(value):
    """A value as people read it; without addresses, which differ from run to run."""
    try:
        if type(value).__repr__ is object.__repr__:
            inside = ", ".join(f"{name}={text_of(one)}" for name, one in list(vars(value).items())[:8]) if hasattr(value, "__dict__") else ""
            text = f"{type(value).__name__}({inside})"
        else:
            text = repr(value)
    except Exception as error:
        return f"<{type(value).__name__}: {type(error).__name__}>"
    return re.sub(r" at 0x[0-9a-f]+", "", text)[:LONGEST]


def record(run, keys, function):
    """Arguments with which the tests call the function: copies, each once."""
    code = function.__code__
    names = parameters(code)
    found = {}

    def trace(frame, event, arg):
        if frame.f_code is code and len(found) < MAX_RECORDED:
            sys.settrace(None)
            try:
                values = copy.deepcopy({name: frame.f_locals[name] for name in names})
                found.setdefault(call_text(function, values), values)
            except Exception:
                pass
            finally:
                sys.settrace(trace)

    for key in keys:
        sys.settrace(trace)
        try:
            run(key)
        except BaseException:
            continue
        finally:
            sys.settrace(None)
    return [Call(values, text) for text, values in found.items()]


def parameters(code):
    count = code.co_argcount + code.co_kwonlyargcount
    count += bool(code.co_flags & inspect.CO_VARARGS) + bool(code.co_flags & inspect.CO_VARKEYWORDS)
    return code.co_varnames[:count]


def arguments(function, values):
    """Positional and keyword arguments of a call."""
    code = function.__code__
    names = code.co_varnames
    positional = [values[name] for name in names[: code.co_argcount]]
    at = code.co_argcount + code.co_kwonlyargcount
    keywords = {name: values[name] for name in names[code.co_argcount : at]}
    if code.co_flags & inspect.CO_VARARGS:
        positional += list(values[names[at]])
        at += 1
    if code.co_flags & inspect.CO_VARKEYWORDS:
        keywords.update(values[names[at]])
    return positional, keywords


def call_text(function, values):
    positional, keywords = arguments(function, values)
    owner = ""
    if function.__code__.co_varnames[:1] == ("self",):
        owner = text_of(positional.pop(0)) + "."
    shown = [*map(text_of, positional), *(f"{name}={text_of(one)}" for name, one in keywords.items())]
    return f"{owner}{function.__name__}({', '.join(shown)})"


def variants(function, calls):
    """Calls like those recorded: values of other calls, and near ones of kinds that the parameter was seen to have."""
    names = [name for name in parameters(function.__code__) if name not in ("self", "cls")]
    seen = {name: [call.values[name] for call in calls] for name in names}
    known = {call.text for call in calls}
    made = []
    for call in calls:
        for name in names:
            for value in itertools.chain(_near(call.values[name], seen[name]), seen[name][:6]):
                if len(made) + len(calls) >= MAX_INPUTS * 2:
                    break
                try:
                    values = copy.deepcopy({**call.values, name: value})
                    text = call_text(function, values)
                except Exception:
                    continue
                if text not in known:
                    known.add(text)
                    made.append(Call(values, text))
    # Evenly over everything made, so that the first parameter does not take all of the room.
    step = max(1, len(made) / max(1, MAX_INPUTS - len(calls)))
    return [made[int(at * step)] for at in range(int(len(made) / step))]


def _near(value, seen):
    """Values close to one; a sign, an empty one or None only where the parameter had such a value."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        negative = any(isinstance(one, int) and one < 0 for one in seen)
        for other in (value + 1, value - 1, value * 2, 0):
            if other >= 0 or negative:
                yield other
    elif isinstance(value, float):
        yield value + 0.5
        yield float(int(value))
    elif isinstance(value, str):
        empty = any(one == "" for one in seen if isinstance(one, str))
        yield from (one for one in (value[:-1], value[1:], value + value[-1:], value.swapcase(), value[::-1]) if one or empty)
    elif isinstance(value, (list, tuple)):
        empty = any(len(one) == 0 for one in seen if isinstance(one, (list, tuple)))
        for other in (value[:-1], value[1:], value[::-1], value + value[:1]):
            if (other or empty) and type(other) is type(value):
                yield other
        if isinstance(value, list) and value and isinstance(value[0], (int, float, str)):
            yield from ([*value[:-1], one] for one in itertools.islice(_near(value[-1], value), 2))
    elif isinstance(value, dict) and len(value) > 1:
        yield {name: one for name, one in list(value.items())[:-1]}
        yield {name: one for name, one in list(value.items())[1:]}
    elif isinstance(value, (set, frozenset)) and len(value) > 1:
        yield type(value)(sorted(value, key=repr)[1:])
    if value is not None and any(one is None for one in seen):
        yield None


def perform(function, call, ticks):
    """`[what the call gives, what it leaves behind]` as text."""
    values = copy.deepcopy(call.values)
    positional, keywords = arguments(function, values)
    BUDGET.left = ticks
    signal.signal(signal.SIGALRM, _over)
    signal.setitimer(signal.ITIMER_REAL, SECONDS_PER_CALL, 0.05)
    try:
        result = function(*positional, **keywords)
        if inspect.iscoroutine(result):
            result = asyncio.run(result)
        elif hasattr(result, "__next__"):
            result = list(itertools.islice(result, 60))
        gives = text_of(result)
    except BudgetExceeded:
        gives = "does not end"
    except BaseException as error:
        gives = f"raises {type(error).__name__}" + (f": {str(error)[:80]}" if str(error) else "")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    left = [text_of(vars(one)) if hasattr(one, "__dict__") else text_of(one) for one in values.values() if not isinstance(one, (int, float, str, tuple))]
    return [gives, "|".join(left)]


def _over(_signal, _frame):
    raise BudgetExceeded()
