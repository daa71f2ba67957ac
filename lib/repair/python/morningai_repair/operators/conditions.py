"""Conditions: replaced, narrowed or widened by a generated one; cases that end a function or a turn early."""

import ast

from ..context import NUMBERS, Site
from ..source import FUNCTIONS, LOOPS

_PLAIN = {"int", "float", "str", "bool", "NoneType", "list", "dict", "tuple", "set"}


def is_condition(site):
    """True for an expression that decides a branch."""
    parent, node = site.parent, site.node
    if isinstance(parent, (ast.If, ast.While, ast.IfExp)):
        return parent.test is node
    return isinstance(parent, ast.comprehension) and node in parent.ifs


def atoms(site, limit=160):
    """Simple predicates over the values at a place, likely ones first: `[(text, weight)]`."""
    found = {}

    def add(text, weight):
        if weight > found.get(text, 0):
            found[text] = weight

    terms = _terms(site)
    numbers = list(dict.fromkeys([*site.context.ingredients.hint_numbers, "0", "1", *site.context.numbers[:8], *site.context.ingredients.test_numbers[:4]]))
    for text, kinds, weight in terms:
        if kinds is None or kinds & {"NoneType"}:
            add(f"{text} is None", 0.6 * weight)
            add(f"{text} is not None", 0.5 * weight)
        if kinds is None or kinds & {"list", "str", "dict", "tuple", "set", "bool", "NoneType"} or kinds - _PLAIN:
            add(f"not {text}", 0.6 * weight)
            add(text, 0.5 * weight)
        if kinds and kinds & NUMBERS:
            for number in numbers:
                for sign in ("<=", "<", "==", ">", ">="):
                    add(f"{text} {sign} {number}", (0.5 if number in "01" else 0.3) * weight)
            add(f"{text} % 2 == 0", 0.2 * weight)
        if kinds and kinds & {"list", "str", "tuple"}:
            for sign, number in (("==", 1), ("<", 2), (">", 1), ("==", 0)):
                add(f"len({text}) {sign} {number}", 0.3 * weight)
        if kinds and "str" in kinds:
            for string in [*site.context.ingredients.hint_strings[:6], *site.context.strings[:10]]:
                add(f"{text} == {string!r}", 0.2 * weight)
            for method in ("isdigit", "isalpha", "isspace", "isupper", "strip"):
                add(f"{text}.{method}()", 0.15 * weight)
    _pairs(terms, add)
    return sorted(found.items(), key=lambda one: -one[1])[:limit]


def _terms(site):
    """Names, their attributes and keys: `(text, kinds, weight)`."""
    terms = []
    names = site.names()[:12]
    for place, (name, kinds) in enumerate(names):
        weight = 1 - 0.03 * place
        if name == "self":
            continue
        terms.append((name, kinds, weight))
        if kinds and "dict" in kinds or kinds is None and name in site.context.keys:
            for key in site.context.keys.get(name, [])[:5]:
                terms.append((f'{name}.get("{key}")', None, 0.6 * weight))
        if kinds and not kinds & _PLAIN or kinds is None:
            for attribute in _used_attributes(site, name)[:6]:
                seen = site.context.attributes.get(attribute)
                terms.append((f"{name}.{attribute}", set(seen) if seen else None, 0.8 * weight))
    if "self" in dict(names):
        for attribute in _used_attributes(site, "self")[:8]:
            seen = site.context.attributes.get(attribute)
            terms.append((f"self.{attribute}", set(seen) if seen else None, 0.7))
    return [*terms, *_written(site, {text for text, _, _ in terms})]


def _written(site, known):
    """Elements, sums and the like that the function has elsewhere: `(text, kinds, weight)`."""
    if site.fn is None:
        return []
    cache = site.context.__dict__.setdefault("written_terms", {})
    if site.fn not in cache:
        found = {}
        for node in ast.walk(site.fn):
            if isinstance(node, (ast.Subscript, ast.BinOp)) and isinstance(getattr(node, "ctx", None), (ast.Load, type(None))):
                text = site.code(node)
                if len(text) <= 30 and "\n" not in text:
                    found.setdefault(text, node)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("len", "min", "max", "abs", "sum"):
                found.setdefault(site.code(node), node)
        cache[site.fn] = [(text, node) for text, node in found.items() if "\n" not in text][:8]
    terms = []
    for text, node in cache[site.fn]:
        if text not in known:
            # What can't be told is taken for a number: it is mostly compared with one.
            terms.append((text, site.kinds(node) or {"int"}, 0.6))
    return terms


def _used_attributes(site, name):
    context = site.context
    return [one for one in context.attributes_of(name) if one in context.attributes or one in context.project["properties"]]


def _pairs(terms, add):
    numeric = [(text, weight) for text, kinds, weight in terms if kinds and kinds & NUMBERS][:9]
    for left, a in numeric:
        for right, b in numeric:
            if left != right:
                for sign in ("<", "<=", "=="):
                    add(f"{left} {sign} {right}", 0.45 * a * b)
    known = [(text, kinds - {"NoneType"}, weight) for text, kinds, weight in terms if kinds][:9]
    for left, first, a in known:
        for right, second, b in known:
            if left == right:
                continue
            if second & {"list", "set", "dict", "tuple", "frozenset"} and not first & {"list", "set", "dict"}:
                add(f"{left} in {right}", 0.4 * a * b)
                add(f"{left} not in {right}", 0.4 * a * b)
            if first == {"str"} == second:
                for text in (f"{left}.startswith({right})", f"{left}.endswith({right})", f"{right} in {left}"):
                    add(text, 0.3 * a * b)
                    add(f"not {text}" if " in " not in text else f"{right} not in {left}", 0.3 * a * b)
            if first == second and left < right and not first & NUMBERS and not second & {"list", "set", "dict", "tuple", "frozenset"}:
                add(f"{left} == {right}", 0.4 * a * b)
                add(f"{left} != {right}", 0.35 * a * b)
                add(f"{left} > {right}", 0.15 * a * b)
                add(f"{left} < {right}", 0.15 * a * b)


def propose(site, emit):
    node = site.node
    if isinstance(node, ast.expr) and is_condition(site):
        code = site.wrapped(node)
        for text, weight in atoms(site, 14):
            if text not in code:
                emit("condition.and", 0.3 * weight, site.here(f"{code} and {text}"))
                emit("condition.or", 0.25 * weight, site.here(f"{code} or {text}"))
                emit("condition.replace", 0.22 * weight, site.here(text))
    if isinstance(node, ast.If):
        _borrow(site, node, emit)
    if isinstance(node, ast.comprehension) and not node.ifs:
        end = site.source.span(node.iter)[1]
        inner = Site(site.context, node.target, [*site.parents, node])
        for text, weight in atoms(inner, 60):
            if any(one.id in text for one in ast.walk(node.target) if isinstance(one, ast.Name)):
                emit("condition.and", 0.28 * weight, [end, end, f" if {text}"])


def _borrow(site, node, emit):
    """The condition of another branch of the same function."""
    if site.fn is None:
        return
    for other in ast.walk(site.fn):
        if isinstance(other, ast.If) and other is not node and not isinstance(other.test, ast.Constant):
            emit("condition.borrow", 0.15, site.replace(node.test, site.code(other.test)))
            emit("condition.and", 0.15, site.replace(node.test, f"{site.wrapped(node.test)} and {site.wrapped(other.test)}"))


def guards(site):
    """Early ends that may be missing before a statement: `[(operator, text, weight)]`."""
    node = site.node
    found = []
    in_loop = any(isinstance(one, LOOPS) for one in site.parents)
    if site.fn is None or not isinstance(node, ast.stmt) or isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        return []
    block, index = site.source.block(node)
    if index and isinstance(block[index - 1], (ast.Return, ast.Raise)):
        return []
    head = isinstance(site.parent, FUNCTIONS) and index <= 1
    if isinstance(site.parent, LOOPS) or in_loop and index == 0:
        found += [("loop.skip", "continue", 0.5), ("loop.stop", "break", 0.4)]
    returns = [one for one in ast.walk(site.fn) if isinstance(one, ast.Return) and one.value is not None]
    values = [site.code(one.value) for one in returns if isinstance(one.value, (ast.Constant, ast.Name, ast.List, ast.Dict, ast.UnaryOp, ast.Attribute))]
    values += [f"{number}" for number in site.context.ingredients.test_numbers[:3]] + ["None", "0", "[]", "False", "True", '""', "{}", "1", "-1", "0.0"]
    values += [name for name, _ in site.names() if name not in ("self", "cls")][:4]
    if returns or site.fn.name != "__init__":
        weight = 0.5 if head else 0.25
        found += [("return.early", f"return {value}", weight) for value in dict.fromkeys(values)]
    found += [("return.early", "return", 0.3)] if not returns else []
    raised = [site.code(one) for one in ast.walk(site.source.tree) if isinstance(one, ast.Raise) and one.exc is not None]
    raised += [f'raise {name}("invalid value")' for name in (*site.context.project["wanted"], "ValueError")]
    found += [("statement.guard", text, 0.4 if head else 0.2) for text in list(dict.fromkeys(raised))[:5]]
    return found
