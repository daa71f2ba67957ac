"""The stage between one edit and two: conditions that are synthesised from what branches must decide."""

import ast
import time

from .angelic import NAME
from .candidates import Candidate, payload
from .catalogue import Proposal, sites
from .operators.conditions import atoms, guards, is_condition

MAX_PREDICATES = 220
MAX_PASSING = 40
MAX_AGREED = 8
BATCH = 24


class Probe:
    """A place where a decision is tried: the instrumented change, and how a predicate becomes a patch."""

    def __init__(self, site, suspicion, weight, edits, predicates, make, inserted):
        self.site = site
        self.suspicion = suspicion
        self.score = weight * (0.25 + 0.75 * suspicion)
        self.edits = edits
        self.predicates = predicates
        self.make = make
        self.inserted = inserted


def _decide(old):
    return f"{NAME}(lambda: ({old}), locals(), globals())"


def _of_condition(site, suspicion):
    code, whole = site.wrapped(site.node), site.code()
    predicates = [(text, weight) for text, weight in atoms(site, MAX_PREDICATES) if text != whole]

    def make(text, weight):
        yield Proposal("condition.replace", 0.35 * weight, [site.here(text)], site)
        if not isinstance(site.node, ast.Constant):
            yield Proposal("condition.and", 0.5 * weight, [site.here(f"{code} and {text}")], site)
            yield Proposal("condition.or", 0.4 * weight, [site.here(f"{code} or {text}")], site)

    return Probe(site, suspicion, 0.8, [site.here(_decide(whole))], predicates, make, False)


def _of_guard(site, suspicion, operator, text, weight, predicates):
    indent = site.source.indent(site.node)

    def make(predicate, strength):
        edit = [site.start, site.start, f"if {predicate}:\n{indent}    {text}\n{indent}"]
        yield Proposal(operator, 0.5 * weight + 0.3 * strength, [edit], site)

    edit = [site.start, site.start, f"if {_decide('False')}:\n{indent}    {text}\n{indent}"]
    return Probe(site, suspicion, weight, [edit], predicates, make, True)


def probes(prepared):
    """All places to try, best first."""
    found = []
    for context in prepared.contexts:
        source, path = context.source, context.source.path

        def score(node, source=source, path=path):
            statement = source.statement(node)
            return prepared.suspicion.of(path, statement) if statement is not None else 0

        for site in sites(context, lambda node: score(node) > 0 and source.unit(source.statement(node)) is not None):
            if isinstance(site.node, ast.expr) and is_condition(site):
                found.append(_of_condition(site, score(site.node)))
            elif isinstance(site.node, ast.stmt) and source.indent(site.node) is not None:
                options = guards(site)
                predicates = atoms(site, MAX_PREDICATES) if options else []
                found.extend(_of_guard(site, score(site.node), *option, predicates) for option in options)
    return sorted(found, key=lambda one: -one.score)


def synthesise(search, until):
    """Candidates whose predicates agree with the decisions that make the failing tests pass; runs them as well."""
    prepared = search.prepared
    todo = probes(prepared)
    passing = prepared.passing[:MAX_PASSING]
    limit = max(prepared.limits[key] for key in prepared.targets)
    for at in range(0, len(todo), BATCH):
        if search.left() <= 0 or time.monotonic() > until:
            return
        batch = todo[at : at + BATCH]
        asked = []
        for index, one in enumerate(batch):
            change = Candidate({one.site.source.path: one.edits}, "probe", 1, one.suspicion, [])
            change.id = index
            ready = payload(change, prepared.sources, prepared.known)
            if ready is None:
                continue
            related = [key for key in search.related(change) if key in passing]
            asked.append({"candidate": ready, "predicates": [text for text, _ in one.predicates], "inserted": one.inserted, "failing": prepared.targets[:3], "passing": related, "ticks": prepared.ticks, "limit": limit})
        if not asked:
            continue
        answers = prepared.warm.ask("probe", max(1.0, min(search.left(), until - time.monotonic())), probes=asked)
        search.tried += len(asked)
        candidates = [made for index, answer in answers for made in _patches(batch[index], answer)]
        candidates.sort(key=lambda one: -one.score)
        for place, one in enumerate(candidates):
            one.id = place
        search.run(candidates, "values")


def _patches(probe, answer):
    agreed = answer.get("agreed", [])
    ranked = sorted(agreed, key=lambda index: -probe.predicates[index][1])[:MAX_AGREED]
    made = [Candidate.of(proposal, probe.suspicion) for index in ranked for proposal in probe.make(*probe.predicates[index])]
    return made
