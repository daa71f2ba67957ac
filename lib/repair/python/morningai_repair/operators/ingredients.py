"""Expressions from the same function, unused imports, accumulating assignments: what the code at hand suggests."""

import ast
import re

from ..context import NUMBERS

_MANY = 8


def propose(site, emit):
    node = site.node
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Compare) and isinstance(node.value.ops[0], ast.Eq):
        start, end = site.gap(node.value.left, node.value.comparators[0])
        at = site.source.text.index("==", start, end)
        emit("statement.assign", 0.8, [at, at + 2, "="])
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name):
        name = node.value.func.id
        if name in site.context.project["exceptions"] or name.endswith(("Error", "Exception")):
            emit("statement.raise", 0.7, site.here(f"raise {site.code(node.value)}"))
    if isinstance(node, (ast.Assign, ast.AugAssign)):
        _accumulate(site, node, emit)
    if isinstance(node, ast.expr) and site.is_load() and site.fn is not None:
        _replace(site, node, emit)
        _operand(site, node, emit)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not isinstance(site.parent, ast.Expr) and len(node.args) == 1:
        value, argument = site.code(node.func.value), site.code(node.args[0])
        if node.func.attr == "append":
            emit("call.method", 0.6, site.here(f"{value} + [{argument}]"))
        if node.func.attr in ("extend", "update", "add"):
            emit("call.method", 0.4, site.here(f"{value} {'+' if node.func.attr == 'extend' else '|'} {argument}"))


def _accumulate(site, node, emit):
    """`d[k] = v` and `d[k] += v` against `d[k] = d.get(k, 0) + v`."""
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    value = site.code(node.value)
    if isinstance(target, ast.Subscript) and not isinstance(target.slice, ast.Slice):
        owner, key = site.code(target.value), site.code(target.slice)
        fresh = "[]" if site.kinds(node.value) == {"list"} else "0"
        prior = 0.5 if isinstance(node, ast.AugAssign) else 0.35
        emit("assignment.accumulate", prior, site.here(f"{owner}[{key}] = {owner}.get({key}, {fresh}) + {site.wrapped(node.value)}"))
        if isinstance(node, ast.Assign):
            emit("assignment.accumulate", 0.3, site.here(f"{owner}[{key}] += {value}"))
            emit("assignment.accumulate", 0.25, site.here(f"{owner}.setdefault({key}, {value})"))
            emit("assignment.accumulate", 0.2, site.here(f"{owner}.setdefault({key}, []).append({value})"))
    elif isinstance(target, (ast.Name, ast.Attribute)) and isinstance(node, ast.Assign) and len(node.targets) == 1:
        name = site.code(target)
        known = isinstance(target, ast.Attribute) or any(known == name for known, _ in site.names())
        if known and not re.match(rf"^{re.escape(name)}\b", value):
            for sign, prior in (("+=", 0.4), ("-=", 0.2), ("*=", 0.1)):
                emit("assignment.accumulate", prior, site.here(f"{name} {sign} {value}"))


def _expressions(site):
    """Compound expressions of the same function, those of the nearest lines first."""
    cache = site.context.__dict__.setdefault("expressions", {})
    if site.fn not in cache:
        found = {}
        for node in ast.walk(site.fn):
            if isinstance(node, (ast.Subscript, ast.Attribute, ast.BinOp, ast.Call)) and isinstance(getattr(node, "ctx", None), (ast.Load, type(None))):
                text = site.code(node)
                if len(text) <= 40 and "\n" not in text:
                    found.setdefault(text, node)
        cache[site.fn] = found
    nearest = sorted(cache[site.fn].items(), key=lambda one: abs(one[1].lineno - site.node.lineno))
    return nearest


def _replace(site, node, emit):
    parent = site.parent
    if isinstance(parent, ast.Call) and parent.func is node or isinstance(parent, ast.Attribute) or isinstance(node, (ast.Slice, ast.Starred)):
        return
    if not isinstance(node, (ast.Name, ast.Constant, ast.Attribute, ast.Subscript)):
        return
    if isinstance(node, ast.Constant) and isinstance(parent, (ast.UnaryOp, ast.Subscript)):
        return
    own = site.kinds()
    text = site.code()
    for other, example in _expressions(site)[: _MANY * 3]:
        kinds = site.kinds(example)
        if other == text or isinstance(example, ast.Call) and isinstance(node, ast.Constant) or own and kinds and not own & kinds:
            continue
        sure = 0.2 if own and kinds else 0.12
        emit("name.expression", sure, site.here(f"({other})" if isinstance(example, ast.BinOp) and isinstance(parent, (ast.BinOp, ast.Compare)) else other))
        if own and own & NUMBERS and (kinds or isinstance(example, ast.Subscript)):
            emit("value.wrap", 0.12, site.here(f"max({text}, {other})"))
            emit("value.wrap", 0.1, site.here(f"min({text}, {other})"))
    for name in _unused_imports(site):
        emit("name.constant", 0.45, site.here(name))


def _unused_imports(site):
    """A name that is imported and never used was probably meant to be."""
    context = site.context
    if "unused" not in context.__dict__:
        used = {one.id for one in ast.walk(site.source.tree) if isinstance(one, ast.Name)}
        context.unused = sorted(name for name in context.imports if name not in used and name != "annotations")[:3]
    return context.unused


def _operand(site, node, emit):
    """`e` for `e - v`: a number of the scope that was left out."""
    parent = site.parent
    place = isinstance(parent, (ast.Return, ast.Assign, ast.AugAssign, ast.Compare, ast.keyword)) or isinstance(parent, ast.Call) and parent.func is not node
    kinds = site.kinds()
    if not place or not kinds or not kinds & NUMBERS or isinstance(node, ast.Constant):
        return
    text = site.wrapped(node)
    for name, other in [one for one in site.names() if one[1] and one[1] & NUMBERS and one[0] != text][:6]:
        for sign, prior in (("-", 0.16), ("+", 0.16), ("*", 0.16), ("/", 0.08), ("//", 0.05)):
            emit("arithmetic.operand", prior, site.here(f"{text} {sign} {name}"))
    if "self" in dict(site.names()):
        for attribute in [name for name, seen in site.context.attributes.items() if set(seen) & NUMBERS][:5]:
            for sign in ("-", "+", "*"):
                emit("arithmetic.operand", 0.1, site.here(f"{text} {sign} self.{attribute}"))
