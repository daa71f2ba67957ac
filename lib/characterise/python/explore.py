"""Tries calls of a module, each twice, and on mutants of it those that are to be compared."""

import asyncio
import contextlib
import importlib
import inspect
import io
import json
import os
import random
import socket
import subprocess
import sys
import time

import morningai_probe as probe

LONGEST = 700
CALL_SECONDS = 1.0


class Outside:
    """What a call reached that is not the same each time."""

    touched = set()


def watch():
    """Makes clock, random numbers, files, network and programs tell that they were used."""

    def replace(holder, names, what):
        for name in names:
            own = getattr(holder, name, None)
            if own is None:
                continue

            def told(*args, _own=own, _what=what, **kwargs):
                Outside.touched.add(_what)
                return _own(*args, **kwargs)

            with contextlib.suppress(AttributeError, TypeError):
                setattr(holder, name, told)

    replace(time, ["time", "time_ns", "perf_counter", "localtime", "gmtime", "sleep"], "the clock")
    replace(random, ["random", "randint", "choice", "shuffle", "sample", "uniform", "randrange"], "random numbers")
    replace(os, ["urandom", "listdir", "remove", "mkdir", "makedirs", "getenv"], "files")
    replace(socket, ["socket", "create_connection", "getaddrinfo"], "the network")
    replace(subprocess, ["Popen", "run", "check_output", "call"], "other programs")
    import builtins
    import datetime

    replace(builtins, ["open", "input"], "files")

    class Date(datetime.date):
        @classmethod
        def today(cls):
            Outside.touched.add("the clock")
            return RealDate.today()

    class DateTime(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            Outside.touched.add("the clock")
            return RealDateTime.now(tz)

        @classmethod
        def utcnow(cls):
            Outside.touched.add("the clock")
            return RealDateTime.utcnow()

    RealDate, RealDateTime = datetime.date, datetime.datetime
    return {"date": (RealDate, Date), "datetime": (RealDateTime, DateTime)}


def disguise(module, clocks):
    """A class of the standard library can't be changed: the module gets one that tells, where it asks for today."""
    for name, (real, told) in clocks.items():
        for key, value in list(vars(module).items()):
            if value is real:
                setattr(module, key, told)
        holder = vars(module).get("datetime")
        if inspect.ismodule(holder):

            class Told:
                def __getattr__(self, attribute, _holder=holder):
                    return clocks[attribute][1] if attribute in clocks else getattr(_holder, attribute)

            module.datetime = Told()


def outcome_of(value):
    """What a call gave, in a form in which a test can ask for it."""
    if inspect.isgenerator(value) or isinstance(value, (map, filter, zip)):
        items = []
        for one in value:
            items.append(one)
            if len(items) > 50:
                return {"kind": "other", "text": "a long iterator"}
        shown = probe.show(items)
        return {"kind": "items", "text": shown[0], "names": shown[1]} if shown and len(shown[0]) <= LONGEST else {"kind": "other", "text": "an iterator"}
    shown = probe.show(value)
    if shown is not None and len(shown[0]) <= LONGEST:
        return {"kind": "value", "text": shown[0], "names": shown[1]}
    fields = fields_of(value)
    return {"kind": "fields", **fields} if fields else {"kind": "other", "text": type(value).__name__}


def fields_of(value):
    own = getattr(value, "__dict__", None)
    if not own or inspect.ismodule(value) or callable(value):
        return None
    shown = probe.show(dict(own))
    return {"text": shown[0], "names": shown[1]} if shown and len(shown[0]) <= LONGEST else None


def space_of(module):
    import datetime
    import decimal

    return {**vars(module), "datetime": datetime, "decimal": decimal}


def attempt(call, module):
    """One call: its outcome, the probes that it passed, what it reached outside."""
    Outside.touched.clear()
    probe.State.hits, probe.State.left, probe.State.spent = set(), probe.TICKS, False
    space = space_of(module)
    is_async = False
    try:
        owner = eval(call["owner"], space) if call["owner"] else None
        callee = getattr(owner, call["callee"]) if owner is not None else eval(call["callee"], space)
        given = []

        def take(*args, **kwargs):
            given.extend(args)
            return callee(*args, **kwargs)

        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            result = eval(f"_mk_take_({call['args']})", {**space, "_mk_take_": take})
            is_async = inspect.isawaitable(result)
            if is_async:
                result = asyncio.run(asyncio.wait_for(result, CALL_SECONDS))
        outcome = outcome_of(result)
        if result is None and owner is not None and (fields := fields_of(owner)):
            outcome = {"kind": "state", **fields}
        elif result is None and owner is None:
            outcome = changed_argument(call, space, given) or outcome
    except probe.Endless:
        outcome = {"kind": "other", "text": "does not end"}
    except BaseException as error:  # noqa: BLE001 - whatever the code raises is its outcome
        kind = type(error)
        names = {} if kind.__module__ == "builtins" else {kind.__name__: kind.__module__}
        outcome = {"kind": "throws", "text": kind.__name__, "message": str(error).split("\n")[0][:300], "deliberate": getattr(error, "morningai_deliberate", False), "names": names}
    if probe.State.spent:
        outcome = {"kind": "other", "text": "does not end"}
    outcome["isAsync"] = is_async
    result = {"outcome": outcome, "hits": sorted(probe.State.hits), "touched": sorted(Outside.touched)}
    probe.State.hits = None
    return result


def changed_argument(call, space, given):
    """The first argument that is another than before the call."""
    before = []
    eval(f"_mk_take_({call['args']})", {**space, "_mk_take_": lambda *args, **_: before.extend(args)})
    for index, (old, new) in enumerate(zip(before, given)):
        shown = probe.show(new)
        if isinstance(new, (list, dict, set)) and "=" not in call["args"] and shown and shown != probe.show(old) and len(shown[0]) <= LONGEST:
            return {"kind": "argument", "text": shown[0], "names": shown[1], "index": index}
    return None


def rename(outcome, module, original):
    """A mutant's own classes are called as those of the module."""
    text = json.dumps(outcome, sort_keys=True)
    return text.replace(module, original)


def main():
    plan = json.load(sys.stdin)
    sys.path[:0] = plan["paths"]
    answer = {"results": [], "mutants": [], "problem": None}
    out = os.dup(1)
    os.dup2(2, 1)
    try:
        module = importlib.import_module(plan["module"])
    except BaseException as error:  # noqa: BLE001
        answer["problem"] = f"It can't be imported: {type(error).__name__}: {str(error)[:300]}"
        os.write(out, json.dumps(answer).encode())
        return
    clocks = watch()
    disguise(module, clocks)
    for call in plan["calls"]:
        first, second = attempt(call, module), attempt(call, module)
        stable = json.dumps(first["outcome"]) == json.dumps(second["outcome"])
        answer["results"].append({**first, "id": call["id"], "stable": stable})
    known = {one["id"]: json.dumps(one["outcome"], sort_keys=True) for one in answer["results"] if one["stable"]}
    wanted = [call for call in plan["calls"] if call["id"] in set(plan["compared"]) and call["id"] in known]
    for mutant in plan["mutants"]:
        try:
            changed = importlib.import_module(mutant["module"])
            disguise(changed, clocks)
            killed = [call["id"] for call in wanted if rename(attempt(call, changed)["outcome"], mutant["module"], plan["module"]) != known[call["id"]]]
            answer["mutants"].append({"id": mutant["id"], "killedBy": killed, "broken": False})
        except BaseException:  # noqa: BLE001
            answer["mutants"].append({"id": mutant["id"], "killedBy": [], "broken": True})
    os.write(out, json.dumps(answer).encode())


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)
