"""Two edits at once: halves of a fix that mend different tests, or a step closer plus any other edit."""

from .candidates import Candidate

MAX_SEEDS = 40
MAX_PARTNERS = 500
MAX_TOP = 70
MAX_HALVES = 60
MAX_COMPLEMENTS = 600
MAX_AT_ONCE = 3


def complements(search):
    """Pairs of seeds of which each mends what the other leaves, best first."""
    size = min(len(search.before), MAX_AT_ONCE)
    halves = [(one, status) for _, one, status in search.seeds if len(status) == size and "passed" in status and len(one.parts) == 1]
    halves = sorted(halves, key=lambda half: -half[0].score)[:MAX_HALVES]
    found = []
    for index, (one, status) in enumerate(halves):
        for other, others in halves[index + 1 :]:
            if all("passed" in both for both in zip(status, others)):
                made = Candidate.pair(one, other, 6.0)
                if made is not None:
                    found.append(made)
    found.sort(key=lambda one: -one.score)
    for index, one in enumerate(found):
        one.id = index
    return found[:MAX_COMPLEMENTS]


def pairs(search, one_edit):
    """Pairs in search order, lazily bounded; ids are given by the caller."""
    seeds = _best_seeds(search)
    found = []
    seen = set()

    def add(a, b, boost):
        key = (min(id(a), id(b)), max(id(a), id(b)))
        if a is b or key in seen:
            return
        seen.add(key)
        made = Candidate.pair(a, b, boost)
        if made is not None:
            made.score = made.prior * (0.25 + 0.75 * made.suspicion)
            found.append(made)

    for gain, one, status in seeds:
        for more, other, others in seeds:
            together = all("passed" in both for both in zip(status, others))
            add(one, other, 6.0 if together else 1.5 + gain + more)
    for gain, one, _ in seeds:
        near = [other for other in one_edit if _near(one, other)][:MAX_PARTNERS]
        far = one_edit[: MAX_PARTNERS // 2]
        for other in near:
            add(one, other, 1.2 + 1.5 * gain + (0.6 if _alike(one, other) else 0))
        for other in far:
            add(one, other, 1.0 + 1.5 * gain)
    top = one_edit[:MAX_TOP]
    for index, one in enumerate(top):
        for other in top[index + 1 :]:
            add(one, other, 0.8)
    found.sort(key=lambda one: -one.score)
    for index, one in enumerate(found):
        one.id = index
    return found


def _best_seeds(search):
    ranked = sorted(search.seeds, key=lambda seed: -(seed[0] * (0.3 + seed[1].score)))
    chosen, places = [], {}
    for seed in ranked:
        file = next(iter(seed[1].changes))
        place = (file, seed[1].changes[file][0][0] // 40, seed[2])
        if places.get(place, 0) >= 4:
            continue
        places[place] = places.get(place, 0) + 1
        chosen.append(seed)
        if len(chosen) == MAX_SEEDS:
            break
    return chosen


def _near(one, other):
    """In the same function."""
    a, b = one.parts[0].site, other.parts[0].site
    return a.source is b.source and a.fn is b.fn


def _alike(one, other):
    """The same kind of change to the same text: what is wrong in one place is often wrong in its sibling."""
    return one.operator == other.operator and [edit[2] for part in one.parts for edit in part.edits] == [edit[2] for part in other.parts for edit in part.edits]
