"""Comparison operators."""

import ast
import re

_TEXT = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
    ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip
_SWAPS = {
    "<": [("<=", 0.75), (">", 0.4), (">=", 0.35), ("!=", 0.15), ("==", 0.12)],
    "<=": [("<", 0.75), (">=", 0.4), (">", 0.35), ("==", 0.15)],
    ">": [(">=", 0.75), ("<", 0.4), ("<=", 0.35), ("!=", 0.15), ("==", 0.12)],
    ">=": [(">", 0.75), ("<=", 0.4), ("<", 0.35), ("==", 0.15)],
    "==": [("!=", 0.5), (">=", 0.25), ("<=", 0.25), (">", 0.12), ("<", 0.12), ("in", 0.2), ("is", 0.05)],
    "!=": [("==", 0.5), (">", 0.2), ("<", 0.2), ("not in", 0.2)],
    "is": [("is not", 0.5), ("==", 0.45)],
    "is not": [("is", 0.5), ("!=", 0.45)],
    "in": [("not in", 0.55), ("==", 0.2)],
    "not in": [("in", 0.55), ("!=", 0.2)],
}


def propose(site, emit):
    node = site.node
    if not isinstance(node, ast.Compare):
        return
    left = node.left
    for op, right in zip(node.ops, node.comparators):
        start, end = site.gap(left, right)
        text = _TEXT[type(op)]
        match = re.search(re.escape(text).replace("\\ ", r"\s+"), site.source.text[start:end])
        if match:
            place = (start + match.start(), start + match.end())
            for other, prior in _SWAPS[text]:
                if other in ("in", "not in") and not _may_contain(site, right):
                    continue
                emit("comparison.swap", prior, [*place, other])
        left = right
    if len(node.ops) == 1 and isinstance(node.ops[0], (ast.In, ast.NotIn)):
        right = node.comparators[0]
        emit("comparison.operands", 0.2, site.replace(node.left, site.wrapped(right)), site.replace(right, site.wrapped(node.left)))


def _may_contain(site, node):
    kinds = site.kinds(node)
    return kinds is None or bool(kinds & {"list", "tuple", "set", "dict", "str", "frozenset"})
