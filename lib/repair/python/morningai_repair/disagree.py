"""Plausible patches on the same inputs: who agrees with whom, and the simplest input that tells them apart."""

import re

from .candidates import payload
from .client import WarmDied
from .rank import adds_a_case

MAX_COMPARED = 14
MAX_TESTS = 60
SECONDS = 3.0

# A patch below this share of the best one's score is no rival: the question would be about the search, not the program.
# One that adds a case or changes every place where the best patch does not has to come closer: most mend the tests alone.
RIVAL = 0.7
FAR_RIVAL = 0.85


# What code raises that was not written to raise it.
_CRASH = re.compile(r"raises (TypeError|AttributeError|NameError|UnboundLocalError|RecursionError|AssertionError)|does not end")


class Compared:
    """The ranked patches after the comparison; `behaviours` is 1 where nothing tells them apart."""

    def __init__(self, ranked, behaviours, distinction=None):
        self.ranked = ranked
        self.behaviours = behaviours
        self.distinction = distinction


def compare(search, ranked, score, overfit):
    """Rank patches of the same function again by what they do on recorded and generated inputs.

    `ranked` is best first; `score` and `overfit` are functions of a candidate.
    """
    prepared = search.prepared
    whole = Compared(ranked, len(ranked))
    ready = {id(one): payload(one, prepared.sources, prepared.known) for one in ranked[:MAX_COMPARED]}
    place = {key: _function_of(one) for key, one in ready.items()}
    best = place.get(id(ranked[0])) if ranked else None
    if len(ranked) < 2 or best is None:
        return whole
    group = [one for one in ranked[:MAX_COMPARED] if place[id(one)] == best]
    if len(group) < 2:
        return whole
    keys = [*prepared.targets[:6], *search.related(group[0])[:MAX_TESTS]]
    try:
        answer = prepared.warm.ask("compare", SECONDS, keys=keys, function=best, ticks=prepared.ticks * 2, candidates=[ready[id(one)] for one in group])
    except WarmDied:
        return whole
    inputs, original, rows = answer["inputs"], answer["original"], answer["rows"]
    group = [one for index, one in enumerate(group) if index < len(rows) and rows[index] is not None]
    rows = [row for row in rows if row is not None]
    if not inputs or len(group) < 2:
        return whole
    marks = [repr(row) for row in rows]
    weights = {}
    for one, mark in zip(group, marks):
        weights[mark] = weights.get(mark, 0) + score(one)
    total = sum(weights.values()) or 1
    again = {}
    for one, mark, row in zip(group, marks, rows):
        kept = sum(a == b for a, b in zip(row, original)) / len(original)
        broken = sum(_CRASH.match(gives) is not None for gives, _ in row) / len(row)
        again[id(one)] = score(one) * (0.85 + 0.15 * weights[mark] / total) * (0.8 + 0.2 * kept) * (1 - 0.5 * broken)
    final = sorted(ranked, key=lambda one: (overfit(one), -again.get(id(one), 0.88 * score(one))))
    top = final[0]
    rivals = {id(one): row for one, row in zip(group, rows) if not overfit(one) and again[id(one)] >= _least(one, top) * again.get(id(top), 0)}
    return Compared(final, len(weights), _distinction(inputs, original, [rivals.get(id(one)) for one in final]))


def _least(one, top):
    return FAR_RIVAL if _reaches_far(one) and not _reaches_far(top) else RIVAL


def _reaches_far(candidate):
    return adds_a_case(candidate) or "-everywhere" in candidate.operator


def _function_of(ready):
    if ready is None or len(ready["units"]) != 1:
        return None
    unit = ready["units"][0]
    return [unit["file"], unit["first"], unit["names"][-1]]


def _distinction(inputs, original, rows):
    """The simplest input on which the first patch differs from another one."""
    first = rows[0]
    if first is None:
        return None
    best = None
    for index, call in enumerate(inputs):
        differing = next((at for at, row in enumerate(rows) if row is not None and row[index][0] != first[index][0]), None)
        if differing is None:
            continue
        odd = 60 if re.search(r"^(raises|does not end)", first[index][0]) or re.search(r"^(raises|does not end)", rows[differing][index][0]) else 0
        cost = len(call) + 30 * differing + odd
        if best is None or cost < best[0]:
            best = (cost, index)
    if best is None:
        return None
    index = best[1]
    answers = {}
    for position, row in enumerate(rows):
        if row is not None:
            answers.setdefault(row[index][0], []).append(position)
    return {"call": inputs[index], "before": original[index][0], "answers": [{"gives": gives, "patches": patches} for gives, patches in answers.items()]}
