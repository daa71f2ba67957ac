"""Every operator family, and all one-step changes of a file."""

import ast
import time

from .context import Site
from .operators import arithmetic, borrow, bounds, calls, comparison, conditions, ingredients, literals, logic, missing, names, nullish, ordering, sharing, siblings, statements, values
from .source import FUNCTIONS, narrowed

FAMILIES = (comparison, arithmetic, logic, literals, names, bounds, calls, nullish, ingredients, conditions, statements, values, sharing, borrow, siblings, ordering, missing)


class Proposal:
    """One change: text edits, the operator that made it, how likely such a change is right (0 to 1)."""

    __slots__ = ("operator", "prior", "edits", "node", "site")

    def __init__(self, operator, prior, edits, site):
        self.operator = operator
        self.prior = prior
        self.edits = edits
        self.node = site.node
        self.site = site


def sites(context, wanted):
    """A `Site` for each node for which `wanted(node)` holds, without annotations and documentation."""

    def visit(node, parents):
        for name, value in ast.iter_fields(node):
            if name in ("annotation", "returns", "type_comment", "type_params") or (name == "decorator_list"):
                continue
            for child in value if isinstance(value, list) else [value]:
                if not isinstance(child, ast.AST) or isinstance(child, (ast.expr_context, ast.operator, ast.cmpop, ast.boolop, ast.unaryop)):
                    continue
                below = [*parents, node]
                if hasattr(child, "lineno") and wanted(child):
                    yield Site(context, child, below)
                elif isinstance(child, ast.comprehension) and wanted(child.target):
                    yield _comprehension_site(context, child, below)
                yield from visit(child, below)

    yield from visit(context.source.tree, [])


def _comprehension_site(context, node, parents):
    first, last = node.target, (node.ifs or [node.iter])[-1]
    node.lineno, node.col_offset = first.lineno, first.col_offset
    node.end_lineno, node.end_col_offset = last.end_lineno, last.end_col_offset
    return Site(context, node, parents)


def _key(edits, text):
    """What an edit really changes, however it is written."""
    return tuple(tuple(narrowed(edit, text)) for edit in sorted(edits))


def _without_line_end(start, end, new, text):
    """A line end that stays belongs to no function: a change that leaves it out can be tried warm."""
    return [start, end - 1, new[:-1]] if end > start and new.endswith("\n") and text[end - 1] == "\n" else [start, end, new]


def proposals(context, wanted, until=None):
    """All one-step changes at the wanted nodes, as far as time allows; the same change once, with its highest prior."""
    found = {}
    text, written = context.source.text, context.source.written
    for site in sites(context, wanted):
        if until is not None and time.monotonic() > until:
            break

        def emit(operator, prior, *edits, site=site):
            edits = [_without_line_end(start, end, written(new), text) for start, end, new in edits]
            if all(text[start:end] == new for start, end, new in edits):
                return
            key = _key(edits, text)
            known = found.get(key)
            if known is None or known.prior < prior:
                found[key] = Proposal(operator, prior, list(edits), site)

        for family in FAMILIES:
            family.propose(site, emit)
    return [*found.values(), *_everywhere(list(found.values()), text)]


def _everywhere(found, text):
    """The same change at every place of a function."""
    groups = {}
    for one in found:
        if len(one.edits) == 1 and one.site.fn is not None and not one.operator.startswith(("condition", "return", "statement", "value.wrap")):
            start, end, new = one.edits[0]
            if end > start:
                groups.setdefault((id(one.site.fn), text[start:end], new), []).append(one)
    for group in groups.values():
        if 2 <= len(group) <= 6:
            best = max(group, key=lambda one: one.prior)
            edits = [one.edits[0] for one in group]
            yield Proposal(f"{best.operator}-everywhere", best.prior * 0.6, edits, best.site)


def project_names(sources):
    """Names of the whole repository: methods, functions, parameters, exceptions."""
    known = {"methods": set(), "functions": set(), "properties": [], "arity": {}, "parameters": {}, "exceptions": [], "async": set(), "wanted": []}
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, FUNCTIONS):
                _function(known, node, source.parents.get(node))
            elif isinstance(node, ast.ClassDef):
                bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
                if any(base.endswith(("Error", "Exception")) for base in bases):
                    known["exceptions"].append(node.name)
                fields = [one.target.id for one in node.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)]
                known["properties"].extend(fields)
                start = next((one for one in node.body if isinstance(one, FUNCTIONS) and one.name == "__init__"), None)
                if start is not None:
                    known["parameters"][node.name] = [one.arg for one in [*start.args.args[1:], *start.args.kwonlyargs]]
                elif fields:
                    known["parameters"][node.name] = fields
    return known


def _function(known, node, parent):
    args = [one.arg for one in [*node.args.posonlyargs, *node.args.args]]
    method = isinstance(parent, ast.ClassDef)
    decorators = [one.id for one in node.decorator_list if isinstance(one, ast.Name)]
    if method and "staticmethod" not in decorators:
        args = args[1:]
    if "property" in decorators:
        known["properties"].append(node.name)
        return
    known["methods" if method else "functions"].add(node.name)
    known["arity"][node.name] = len(args)
    known["parameters"][node.name] = [*args, *(one.arg for one in node.args.kwonlyargs)]
    if isinstance(node, ast.AsyncFunctionDef):
        known["async"].add(node.name)
