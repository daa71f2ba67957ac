"""Boolean operators and negation."""

import ast
import re


def propose(site, emit):
    node = site.node
    if isinstance(node, ast.BoolOp):
        _boolean(site, node, emit)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        emit("logic.drop-not", 0.55, site.here(site.wrapped(node.operand)))
    if isinstance(node, ast.expr) and _decides(site) and not isinstance(node, (ast.Constant, ast.BoolOp)):
        if not (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)) and not isinstance(node, ast.Compare):
            emit("logic.negate", 0.5, site.here(f"not {site.wrapped(node)}"))
    if isinstance(node, ast.BoolOp) and _decides(site):
        emit("logic.negate", 0.35, site.here(f"not ({site.code()})"))


def _boolean(site, node, emit):
    word, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
    edits = []
    for left, right in zip(node.values, node.values[1:]):
        start, end = site.gap(left, right)
        match = re.search(rf"\b{word}\b", site.source.text[start:end])
        if match:
            edits.append([start + match.start(), start + match.end(), other])
    for edit in edits:
        emit("logic.swap", 0.55, edit)
    if len(edits) > 1:
        emit("logic.swap", 0.4, *edits)
    for index in range(len(node.values)):
        rest = [site.code(one) for at, one in enumerate(node.values) if at != index]
        emit("logic.keep-side", 0.3, site.here(f" {word} ".join(rest)))
    if word == "or":
        # `a and b or c` reads as `(a and b) or c`; meant may be `a and (b or c)`.
        first = node.values[0]
        if isinstance(first, ast.BoolOp):
            head = " and ".join(site.code(one) for one in first.values[:-1])
            tail = " or ".join([site.code(first.values[-1]), *(site.code(one) for one in node.values[1:])])
            emit("logic.group", 0.4, site.here(f"{head} and ({tail})"))
        last = node.values[-1]
        if isinstance(last, ast.BoolOp):
            head = " or ".join([*(site.code(one) for one in node.values[:-1]), site.code(last.values[0])])
            tail = " and ".join(site.code(one) for one in last.values[1:])
            emit("logic.group", 0.4, site.here(f"({head}) and {tail}"))


def _decides(site):
    """True where the expression is a condition."""
    parent, node = site.parent, site.node
    if isinstance(parent, (ast.If, ast.While, ast.IfExp, ast.Assert)):
        return parent.test is node
    if isinstance(parent, ast.comprehension):
        return node in parent.ifs
    return isinstance(parent, ast.BoolOp) or (isinstance(parent, ast.Return) and site.kinds() == {"bool"})
