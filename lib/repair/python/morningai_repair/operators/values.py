"""The form of a value: order, case, copies, conversions; f-strings and comprehensions."""

import ast


def propose(site, emit):
    node = site.node
    if isinstance(node, ast.expr) and site.is_load():
        _wrap(site, node, emit)
    if isinstance(node, ast.IfExp):
        emit("condition.swap-branches", 0.4, site.replace(node.body, site.code(node.orelse)), site.replace(node.orelse, site.code(node.body)))
        emit("value.keep-branch", 0.15, site.here(site.wrapped(node.body)))
        emit("value.keep-branch", 0.15, site.here(site.wrapped(node.orelse)))
    if isinstance(node, ast.DictComp):
        emit("value.swap", 0.4, site.replace(node.key, site.code(node.value)), site.replace(node.value, site.code(node.key)))
    if isinstance(node, ast.comprehension):
        _comprehension(site, node, emit)
    if isinstance(node, (ast.Tuple, ast.List)) and 2 <= len(node.elts) <= 6 and not isinstance(site.parent, (ast.Assign, ast.For)):
        for a, b in zip(node.elts, node.elts[1:]):
            emit("value.swap", 0.3, site.replace(a, site.code(b)), site.replace(b, site.code(a)))
    if isinstance(node, ast.Dict) and len(node.values) >= 2:
        for a, b in list(zip(node.values, node.values[1:]))[:8]:
            emit("value.swap", 0.2, site.replace(a, site.code(b)), site.replace(b, site.code(a)))
    if isinstance(node, ast.Yield) and node.value is not None:
        emit("value.yield", 0.4, site.here(f"yield from {site.code(node.value)}"))
    if isinstance(node, ast.YieldFrom):
        emit("value.yield", 0.4, site.here(f"yield {site.code(node.value)}"))


def _wrap(site, node, emit):
    parent = site.parent
    if isinstance(node, (ast.Constant, ast.Slice, ast.Starred)) or isinstance(parent, (ast.Attribute, ast.Expr, ast.FormattedValue)):
        return
    if isinstance(parent, ast.Call) and parent.func is node or isinstance(parent, ast.Subscript) and parent.value is node and isinstance(node, ast.Name) is False:
        return
    kinds = site.kinds()
    final = isinstance(parent, (ast.Return, ast.Assign, ast.For, ast.keyword, ast.comprehension, ast.Call, ast.Compare, ast.Subscript))
    if not final:
        return
    text, tight = site.code(), site.wrapped(node)
    boost = 1.3 if isinstance(parent, ast.Return) else 1
    options = []
    if kinds is None or kinds & {"list", "tuple", "dict_keys", "dict_values", "set", "generator", "dict_items"}:
        sure = 1 if kinds else 0.4
        options += [(f"sorted({text})", 0.25 * sure), (f"{tight}[::-1]", 0.18 * sure), (f"list({text})", 0.2 * sure), (f"list(dict.fromkeys({text}))", 0.15 * sure), (f"set({text})", 0.15 * sure), (f"len({text})", 0.15 * sure), (f"sum({text})", 0.12 * sure), (f"{tight}[0]", 0.12 * sure), (f"{tight}[-1]", 0.12 * sure), (f"tuple({text})", 0.12 * sure), (f"max({text})", 0.06 * sure), (f"reversed({text})", 0.15 * sure if isinstance(parent, ast.For) else 0)]
    if kinds is None or kinds & {"dict"}:
        sure = 1 if kinds else 0.3
        options += [(f"{tight}.items()", 0.25 * sure), (f"{tight}.values()", 0.25 * sure), (f"dict({text})", 0.15 * sure), (f"{tight}.copy()", 0.2 * sure)]
    if kinds is None or "str" in kinds:
        sure = 1 if kinds else 0.45
        options += [(f"{tight}.strip()", 0.3 * sure), (f"{tight}.lower()", 0.3 * sure), (f"{tight}.upper()", 0.2 * sure), (f"int({text})", 0.25 * sure), (f"{tight}.title()", 0.1 * sure), (f"float({text})", 0.15 * sure), (f"{tight}.strip().lower()", 0.12 * sure), (f"{tight}.rstrip()", 0.1 * sure), (f"{tight}.split()", 0.12 * sure)]
    if kinds is None or kinds & {"int", "float", "Decimal"}:
        sure = 1 if kinds else 0.4
        options += [(f"round({text}, 2)", 0.22 * sure), (f"int({text})", 0.22 * sure), (f"str({text})", 0.25 * sure), (f"round({text})", 0.2 * sure), (f"abs({text})", 0.2 * sure), (f"max(0, {text})", 0.25 * sure), (f"max({text}, 1)", 0.1 * sure), (f"min({text}, 100)", 0.04 * sure), (f"float({text})", 0.06 * sure)]
        for name, other in site.names()[:8]:
            if other and other & {"int", "float"} and name != text:
                options += [(f"min({text}, {name})", 0.16 * sure), (f"max({text}, {name})", 0.14 * sure)]
    for new, prior in options:
        if prior:
            emit("value.method" if "." in new[len(text) :] else "value.wrap", prior * boost, site.here(new))


def _comprehension(site, node, emit):
    iterable = site.code(node.iter)
    for index, test in enumerate(node.ifs):
        start = site.source.span(node.ifs[index - 1] if index else node.iter)[1]
        emit("condition.drop", 0.25, [start, site.source.span(test)[1], ""])
    if not node.ifs:
        end = site.source.span(node.iter)[1]
        target = site.code(node.target)
        if isinstance(node.target, ast.Name):
            emit("condition.and", 0.3, [end, end, f" if {target}"])
            emit("condition.and", 0.3, [end, end, f" if {target} is not None"])
    if isinstance(node.target, ast.Tuple) and len(node.target.elts) == 2 and isinstance(node.iter, (ast.Name, ast.Attribute)):
        emit("call.method", 0.4, site.replace(node.iter, f"{iterable}.items()"))
