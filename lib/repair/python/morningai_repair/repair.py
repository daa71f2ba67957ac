"""The search as a whole, and what it reports."""

import time

from .client import WarmDied
from .candidates import likely_units, one_edit
from .disagree import Compared, compare
from .explain import explain, summarise
from .loading import repair_loading
from .prepare import NothingFails, Prepared, Unsupported
from .process_mode import repair_by_process, test_command
from .rank import is_overfit, literals_of, score
from .search import SURE, Search
from .source import apply_edits
from .two_edits import complements, pairs
from .value_search import synthesise

NOWHERE = {"functions": [], "lines": []}
FIRST = 480


def _progress(write):
    def progress(stage, message, **more):
        write({"kind": "progress", "stage": stage, "message": message, **more})

    return progress


def localise(request, write):
    """Rank the functions and lines the failing tests point at."""
    started = time.monotonic()
    base = {"kind": "result", "command": "localise", "localisation": NOWHERE, "failing": []}
    try:
        prepared = Prepared(request, started + request.get("seconds", 30), _progress(write))
    except Unsupported as error:
        return {**base, "status": "unsupported", "reason": str(error), "durationMs": _since(started)}
    except NothingFails as error:
        return {**base, "status": "no_failing_test", "reason": str(error), "durationMs": _since(started)}
    prepared.warm.stop()
    found = _localisation(prepared)
    return {**base, "status": "localised", "localisation": found, "failing": prepared.failing_report(), "durationMs": _since(started)}


def _since(started):
    return round((time.monotonic() - started) * 1000)


def _localisation(prepared):
    if not prepared.loading:
        return prepared.suspicion.report()
    lines = []
    for key in prepared.targets:
        for file, line, name in reversed(prepared.outcomes[key].get("frames", [])):
            if file in prepared.sources or file in prepared.unreadable:
                lines.append({"file": file, "line": line, "score": 1.0, "why": "where loading the tests fails", "function": name})
    return {"functions": [], "lines": [{k: v for k, v in one.items() if k != "function"} for one in lines]}


def repair(request, write):
    """Search for patches that make the failing tests pass and keep all others passing."""
    started = time.monotonic()
    progress = _progress(write)
    try:
        prepared = Prepared(request, started + request.get("seconds", 60), progress)
    except Unsupported as error:
        return _ended(started, "unsupported", str(error))
    except NothingFails as error:
        return _ended(started, "no_failing_test", str(error))
    search = Search(prepared, progress)
    try:
        if prepared.loading:
            repair_loading(search)
        elif prepared.by_process:
            progress("process", prepared.by_process)
            if not repair_by_process(search, request.get("testCommand") or test_command(prepared.project)):
                return _ended(started, "no_failing_test", "the test command passes")
        else:
            _stages(search, progress)
    except WarmDied:
        progress("compare", "the warm process ended early")
    try:
        return _report(prepared, search, request, started, progress)
    finally:
        prepared.warm.stop()


def _stages(search, progress):
    prepared = search.prepared
    begun = time.monotonic()
    whole = prepared.deadline - begun
    # In a large file the changes of all functions take seconds to list: the likely ones are tried meanwhile.
    first = one_edit(prepared.contexts, prepared.suspicion, likely_units(prepared.contexts, prepared.suspicion), begun + whole * 0.25)[:FIRST]
    search.run(first, "one-edit", until=begun + whole * 0.15, cold=False, pause=True)
    if search.left() <= 0:
        return
    _both(search, 3.0)
    tried = {one.key() for one in first}
    candidates = one_edit(prepared.contexts, prepared.suspicion, until=begun + whole * 0.4)
    fresh = [one for one in candidates if one.key() not in tried]
    progress("one-edit", f"{len(candidates)} candidates")
    now = time.monotonic()
    rest = search.run(fresh, "one-edit", until=now + min(6.0, whole * 0.25), pause=True)
    _both(search, 4.0)
    if search.best < SURE:
        synthesise(search, time.monotonic() + min(15.0, whole * 0.3))
    if search.plausible and rest:
        search.run(rest, "one-edit", cold=False)
    if not search.plausible and rest:
        rest = search.run(rest, "one-edit", until=time.monotonic() + max(4.0, (prepared.deadline - time.monotonic()) * 0.45), cold=False)
    if not search.plausible:
        search.retry_slow(time.monotonic() + max(2.0, search.left() * 0.2))
    if not search.plausible and search.left() > 0:
        progress("two-edits", f"{len(search.seeds)} partial fixes")
        search.run(pairs(search, candidates), "two-edits")
    if not search.plausible and rest and search.left() > 0:
        search.run(rest, "one-edit", cold=False)


def _both(search, seconds):
    """Two bugs that fail different tests are found without trying every pair."""
    if not search.plausible and len(search.before) > 1 and search.left() > 0:
        search.run(complements(search), "two-edits", until=time.monotonic() + seconds, cold=False)


def _base(started, status):
    return {"kind": "result", "command": "repair", "status": status, "mode": "warm", "durationMs": _since(started)}


def _ended(started, status, reason):
    counts = {"tried": 0, "perSecond": 0, "byOperator": {}}
    return {**_base(started, status), "reason": reason, "patches": [], "localisation": NOWHERE, "failing": [], "candidates": counts, "deadlineReached": False}


def _report(prepared, search, request, started, progress):
    literals = set()
    for file in {file for file, _ in prepared.targets}:
        literals |= literals_of(prepared.project.read(file) or "", [name for where, name in prepared.targets if where == file])
    ranked = sorted(search.plausible, key=lambda one: (is_overfit(one, literals), -score(one)))
    compared = Compared(ranked, min(1, len(ranked)))
    if len(ranked) > 1 and not prepared.loading and not prepared.by_process:
        progress("compare", f"{len(ranked)} plausible patches")
        compared = compare(search, ranked, score, lambda one: is_overfit(one, literals))
    ranked = compared.ranked
    failing = prepared.failing_report()
    seconds = max(time.monotonic() - search.started, 0.001)
    late = time.monotonic() >= prepared.deadline
    result = {
        **_base(started, "fixed" if ranked else "no_patch"),
        "mode": "process" if prepared.by_process else "warm",
        "patches": [_patch(one, prepared, literals, compared) for one in ranked[: request.get("maxPatches", 5)]],
        "localisation": _localisation(prepared),
        "failing": failing,
        "candidates": {"tried": search.tried, "perSecond": round(search.tried / seconds), "byOperator": search.by_operator},
        "deadlineReached": late and not ranked,
    }
    if ranked:
        result["rootCause"] = explain(ranked[0], failing)
    elif late:
        result["reason"] = "no patch was found before the deadline"
    else:
        result["reason"] = "no candidate makes the failing tests pass and keeps the others"
    return result


def _patch(one, prepared, literals, compared):
    files = []
    for file, edits in one.changes.items():
        before = prepared.sources[file].text if file in prepared.sources else prepared.unreadable[file][0]
        ordered = sorted(edits)
        files.append({"file": file, "edits": [_utf16(before, edit) for edit in ordered], "before": before, "after": apply_edits(before, ordered)})
    total = len(prepared.targets) + len(prepared.passing)
    patch = {
        **files[0],
        "others": files[1:],
        "unifiedSummary": summarise(one),
        "operator": one.operator,
        "score": round(score(one), 4),
        "testsPassed": total,
        "testsTotal": total,
        "overfit": is_overfit(one, literals),
    }
    # Patches that behave alike on everything tried are no disagreement.
    if compared.behaviours > 1:
        patch["disagreement"] = {"patches": len(compared.ranked), "behaviours": compared.behaviours}
        if compared.distinction:
            patch["disagreement"]["distinction"] = compared.distinction
    return patch


def _utf16(text, edit):
    """Offsets as JavaScript counts them."""
    start, end, new = edit
    wide = [sum(1 for letter in text[:at] if ord(letter) > 0xFFFF) for at in (start, end)] if not text.isascii() else [0, 0]
    return {"start": start + wide[0], "end": end + wide[1], "text": new}
