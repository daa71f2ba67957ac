"""Keys to sort by: which part falls and which rises, and what is turned as a whole."""

import ast

_SORTING = {"sorted", "sort", "min", "max", "nlargest", "nsmallest"}


def propose(site, emit):
    node = site.node
    if not isinstance(node, ast.Call):
        return
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    keywords = {one.arg: one for one in node.keywords if one.arg}
    key = keywords.get("key")
    if name not in _SORTING or key is None or not isinstance(key.value, ast.Lambda):
        return
    body = key.value.body
    if isinstance(body, ast.Tuple):
        _mixed(site, node, body.elts, keywords.get("reverse"), emit)
    elif isinstance(body, (ast.Attribute, ast.Subscript, ast.Call, ast.Name)):
        emit("call.sort-key", 0.4, site.replace(body, f"-{site.code(body)}"))


def _without(site, call, keyword):
    """Takes a keyword argument out, with the comma before it."""
    start, end = site.source.span(keyword.value)
    text = site.source.text
    start = text.rindex(keyword.arg, 0, start)
    comma = text.rindex(",", 0, start)
    return [comma, end, ""]


def _mixed(site, call, parts, reverse, emit):
    """A key of several parts that go in different directions: the numbers negated, nothing turned as a whole."""
    turned = reverse is not None and isinstance(reverse.value, ast.Constant) and reverse.value.value is True
    drop = [_without(site, call, reverse)] if turned else []
    signs = [
        site.replace(one, site.code(one.operand)) if isinstance(one, ast.UnaryOp) and isinstance(one.op, ast.USub) else site.replace(one, f"-{site.wrapped(one)}")
        for one in parts
    ]
    for at, sign in enumerate(signs):
        numeric = site.numeric(parts[at])
        if numeric is False:
            continue
        sure = 1 if numeric else 0.8
        if turned:
            emit("call.sort-direction", 0.6 * sure, sign, *drop)
            others = [other for index, other in enumerate(signs) if index != at]
            if len(others) > 1:
                emit("call.sort-direction", 0.4 * sure, *others, *drop)
        emit("call.sort-direction", 0.45 * sure, sign)
