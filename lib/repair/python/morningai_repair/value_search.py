"""The stage between one edit and two: conditions and values that are synthesised from what they must be."""

import ast
import re
import time

from .angelic import NAME
from .candidates import Candidate, payload
from .catalogue import Proposal, sites
from .equivalence import NAME as VALUE
from .operators.conditions import atoms, guards, is_condition
from .value_terms import expressions

MAX_PREDICATES = 220
MAX_VALUES = 500
MAX_HOLES = 60
MAX_PASSING = 40
MAX_AGREED = 8
BATCH = 24
_LOOSE = (ast.Return, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.keyword, ast.Call, ast.Subscript)


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

    def make(text, weight, form):
        if form == 0:
            return Proposal("condition.replace", 0.35 * weight, [site.here(text)], site)
        word, prior = ("and", 0.5) if form == 1 else ("or", 0.4)
        return Proposal(f"condition.{word}", prior * weight, [site.here(f"{code} {word} {text}")], site)

    return Probe(site, suspicion, 0.8, [site.here(_decide(whole))], predicates, make, False)


def _of_guard(site, suspicion, operator, text, weight, predicates):
    indent = site.source.indent(site.node)
    loop = next((one for one in reversed(site.parents) if isinstance(one, (ast.For, ast.AsyncFor))), None)
    turn = {one.id for one in ast.walk(loop.target) if isinstance(one, ast.Name)} if loop and operator.startswith("loop") else set()

    def make(predicate, strength, _form):
        # What leaves out a turn of a loop is mostly about the thing of that turn.
        if turn and not turn & set(re.findall(r"[A-Za-z_]\w*", predicate)):
            strength = strength * 0.3 - 0.4
        edit = [site.start, site.start, site.source.written(f"if {predicate}:\n{indent}    {text}\n{indent}")]
        return Proposal(operator, max(0.05, 0.5 * weight + 0.3 * strength), [edit], site)

    edit = [site.start, site.start, f"if {_decide('False')}:\n{indent}    {text}\n{indent}"]
    return Probe(site, suspicion, weight, [edit], predicates, make, True)


def _of_value(site, suspicion, weight):
    known = expressions(site, MAX_VALUES)
    whole = site.code()
    predicates = [(text, strength) for text, strength in known if text != whole]

    def make(text, strength, _form):
        bare = text[1:-1] if text.startswith("(") and isinstance(site.parent, _LOOSE) and _closes_last(text) else text
        return Proposal("synthesis.value", 0.4 * strength, [site.here(bare)], site)

    edit = f"{VALUE}(lambda: ({whole}), locals(), globals())"
    return Probe(site, suspicion, weight, [site.here(edit)], predicates, make, None)


def _closes_last(text):
    """True when the first parenthesis is closed by the last."""
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return at == len(text) - 1
    return False


def value_weight(site):
    """How likely the value at a place is to be another one; 0 for places that are no values."""
    node, parent = site.node, site.parent
    if not isinstance(node, ast.expr) or not site.is_load() or isinstance(node, (ast.Starred, ast.Lambda, ast.JoinedStr, ast.Await, ast.Yield)):
        return 0
    if isinstance(parent, ast.Return):
        return 0.8
    if isinstance(parent, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
        return 0.7
    if isinstance(parent, ast.Call) and parent.func is not node or isinstance(parent, (ast.Compare, ast.keyword)):
        return 0.5
    if isinstance(parent, (ast.BinOp, ast.Slice, ast.IfExp, ast.Tuple)) or isinstance(parent, ast.Subscript) and parent.slice is node and not isinstance(node, ast.Slice):
        return 0.4
    return 0


def probes(prepared):
    """All places to try, best first."""
    found = []
    for context in prepared.contexts:
        source, path = context.source, context.source.path

        def score(node, source=source, path=path):
            statement = source.statement(node)
            return prepared.suspicion.of(path, statement) if statement is not None else 0

        for site in sites(context, lambda node: score(node) > 0 and source.unit(source.statement(node)) is not None):
            if site.fn is not None and value_weight(site):
                found.append((score(site.node), value_weight(site), site))
            if isinstance(site.node, ast.expr) and is_condition(site):
                found.append(_of_condition(site, score(site.node)))
            elif isinstance(site.node, ast.stmt) and source.indent(site.node) is not None:
                options = guards(site)
                predicates = atoms(site, MAX_PREDICATES) if options else []
                found.extend(_of_guard(site, score(site.node), *option, predicates) for option in options)
    values = sorted((one for one in found if isinstance(one, tuple)), key=lambda one: -one[1] * (0.25 + 0.75 * one[0]))
    found = [one for one in found if not isinstance(one, tuple)]
    found += [_of_value(site, suspicion, 0.6 * weight) for suspicion, weight, site in values[:MAX_HOLES]]
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
            texts = [text for text, _ in one.predicates]
            what = {"texts": texts} if one.inserted is None else {"predicates": texts, "inserted": one.inserted}
            asked.append({"candidate": ready, **what, "failing": prepared.targets[:3], "passing": related, "ticks": prepared.ticks, "limit": limit})
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
    ranked = sorted(agreed, key=lambda one: -probe.predicates[one[0]][1])[:MAX_AGREED]
    return [Candidate.of(probe.make(*probe.predicates[index], form), probe.suspicion) for index, form in ranked]
