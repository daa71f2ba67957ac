"""Candidates in search order, and what the warm process needs to try one."""

from .catalogue import proposals
from .source import apply_edits, narrowed, overlaps

MAX_PER_FILE = 40_000
MAX_FILES = 12
LIKELY_UNITS = 4
LIKELY_LINES = 150


class Candidate:
    """A patch to try: edits by file, made of one proposal or two."""

    __slots__ = ("id", "changes", "operator", "prior", "score", "suspicion", "parts")

    def __init__(self, changes, operator, prior, suspicion, parts):
        self.id = 0
        self.changes = changes
        self.operator = operator
        self.prior = prior
        self.suspicion = suspicion
        self.score = prior * (0.25 + 0.75 * suspicion)
        self.parts = parts

    @classmethod
    def of(cls, proposal, suspicion):
        path = proposal.site.source.path
        return cls({path: proposal.edits}, proposal.operator, proposal.prior, suspicion, [proposal])

    @classmethod
    def pair(cls, first, second, boost=1.0):
        """Both changes at once; None when they touch the same text."""
        changes = first.narrow_changes()
        for file, edits in second.narrow_changes().items():
            changes.setdefault(file, []).extend(edits)
            if overlaps(changes[file]):
                return None
        operator = f"{first.operator}+{second.operator}"
        prior = first.prior * second.prior * boost
        return cls(changes, operator, prior, min(first.suspicion, second.suspicion), [*first.parts, *second.parts])

    def narrow_changes(self):
        """The changes with each edit cut down to what it changes."""
        texts = {part.site.source.path: part.site.source.text for part in self.parts}
        return {file: [narrowed(edit, texts[file]) if file in texts else edit for edit in edits] for file, edits in self.changes.items()}

    def key(self):
        """The same for candidates that make the same change."""
        return tuple(sorted((file, *edit) for file, edits in self.changes.items() for edit in edits))

    def texts(self, sources):
        """The whole changed files: `{file: text}`."""
        return {file: apply_edits(sources[file].text, edits) for file, edits in self.changes.items()}


def payload(candidate, sources, known):
    """What the warm process has to exchange; None when the change reaches further.

    Changed functions as `units`, with new default values; changed constants of modules and classes as `settings`.
    """
    units, settings = {}, {}
    for file, edits in candidate.changes.items():
        source = sources[file]
        for edit in edits:
            unit, default = source.unit_at(edit[0], edit[1]), None
            if unit is None:
                found = source.default_at(edit[0], edit[1])
                unit, default = found[:2] if found else (None, None)
            if unit is None:
                setting = source.setting_at(edit[0], edit[1])
                if setting is None:
                    return None
                settings.setdefault((file, setting[2]), (setting, []))[1].append(edit)
            elif (file, unit.first_line, unit.node.name) not in known:
                return None
            else:
                changed = units.setdefault((file, unit.start), (unit, [], {}))
                changed[1].append(edit)
                if default is not None:
                    changed[2][default] = None
    listed = [_unit(sources[file], *changed) for (file, _), changed in units.items()]
    if None in listed:
        return None
    set_now = [_setting(sources[file], *changed) for (file, _), changed in settings.items()]
    return {"id": candidate.id, "units": listed, "settings": set_now}


def _part(source, start, end, edits):
    return apply_edits(source.text[start:end], [[low - start, high - start, new] for low, high, new in edits])


def _unit(source, unit, edits, defaults):
    indents = [source.indent(one) for one in [*unit.chain, unit.node]]
    if None in indents:
        return None
    nodes = [*unit.node.args.defaults, *unit.node.args.kw_defaults]
    for at in defaults:
        low, high = source.span(nodes[at])
        defaults[at] = _part(source, low, high, [edit for edit in edits if low <= edit[0] and edit[1] <= high])
    return {
        "file": source.path,
        "first": unit.first_line,
        "names": [*(one.name for one in unit.chain), unit.node.name],
        "indents": indents,
        "line": unit.node.lineno,
        "text": _part(source, unit.start, unit.end, edits),
        "defaults": list(defaults.items()),
        "plain": len(unit.node.args.defaults),
        "named": [one.arg for one in unit.node.args.kwonlyargs],
    }


def _setting(source, setting, edits):
    chain, name, node = setting
    low, high = source.span(node)
    return {"file": source.path, "classes": [one.name for one in chain], "name": name, "text": _part(source, low, high, edits)}


def likely_units(contexts, suspicion):
    """The few functions that the fault is probably in: `{(file, start)}`."""
    ranked = []
    for context in contexts:
        path = context.source.path
        for unit in context.source.units:
            lines = range(unit.first_line, unit.node.end_lineno + 1)
            score = max((suspicion.lines.get((path, line), 0) for line in lines), default=0)
            if score > 0:
                ranked.append((-score, len(lines), path, unit.start))
    chosen, room = set(), LIKELY_LINES
    for _, size, path, start in sorted(ranked)[:LIKELY_UNITS]:
        if chosen and size > room:
            break
        chosen.add((path, start))
        room -= size
    return chosen


def one_edit(contexts, suspicion, units=None, until=None):
    """Every one-step candidate that a failing test can notice, best first; of the given functions only, if any.

    Ends early when `until` (monotonic seconds) has passed.
    """
    found = []
    ranked = sorted(contexts, key=lambda context: -max((score for (file, _), score in suspicion.lines.items() if file == context.source.path), default=0))
    for context in ranked[:MAX_FILES]:
        source = context.source
        path = source.path

        def score(node, source=source, path=path):
            statement = source.statement(node)
            if statement is None:
                return 0
            if units is not None:
                unit = next((one for one in source.units if one.node is statement), None) or source.unit(statement)
                if unit is None or (path, unit.start) not in units:
                    return 0
            return suspicion.of(path, statement)

        here = [Candidate.of(one, _score_of(one, score)) for one in proposals(context, lambda node: score(node) > 0, until)]
        found.extend(sorted(here, key=lambda one: -one.score)[:MAX_PER_FILE])
    found.sort(key=lambda one: -one.score)
    for index, one in enumerate(found):
        one.id = index
    return found


def _score_of(proposal, score):
    node = proposal.node
    if not hasattr(node, "lineno"):
        node = proposal.site.parent
    return score(node)
