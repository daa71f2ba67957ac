"""Findings in changed Python files: one JSON request on standard input, one JSON line on standard output.

The rules of `always` are asked of both texts and count where only the new one has them, on a line that the
change touches; those of `compared` look at what became of the old text.
"""

import ast
import difflib
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import always  # noqa: E402
import compared  # noqa: E402

MAX_CHARACTERS = 400_000


def touched_lines(before, after):
    old, new = before.splitlines(), after.splitlines()
    touched = set()
    for tag, _, _, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag in ("replace", "insert"):
            touched.update(range(first + 1, last + 1))
        if tag == "delete":
            touched.update((first, first + 1))
    return touched


def parse(text):
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return None
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.parent = node
    return tree


def fresh(rule, old, new, touched):
    known = [ast.dump(node) for node, _, _ in rule(old)] if old else []
    for node, harm, confidence in rule(new):
        dumped = ast.dump(node)
        if dumped in known:
            known.remove(dumped)
            continue
        # A block counts by its first lines: what is deep inside of it is another matter.
        last = getattr(node, "end_lineno", node.lineno)
        if any(line in touched for line in range(node.lineno, last + 1)):
            yield node, harm, confidence


def review(path, before, after):
    if len(after) > MAX_CHARACTERS:
        return []
    new = parse(after)
    old = parse(before) if before is not None else None
    if new is None:
        return []
    touched = touched_lines(before or "", after)
    hits = [(name, *hit) for name, rule in always.RULES.items() for hit in fresh(rule, old, new, touched)]
    if old is not None:
        hits += [(name, *hit) for name, rule in compared.RULES.items() for hit in rule(old, new)]
    lines = after.splitlines()
    found = {}
    for rule, node, harm, confidence in hits:
        # A comment on it says that it is meant.
        if rule == "error-lost" and any("#" in line for line in lines[node.lineno - 1 : node.end_lineno]):
            continue
        if any("noqa" in line or "nosec" in line for line in lines[max(0, node.lineno - 2) : node.lineno]):
            continue
        excerpt = lines[node.lineno - 1].strip()[:200] if node.lineno <= len(lines) else ""
        found.setdefault(
            (node.lineno, rule),
            {"rule": rule, "path": path, "line": node.lineno, "harm": harm, "confidence": confidence, "excerpt": excerpt},
        )
    return sorted(found.values(), key=lambda one: one["line"])


def main():
    request = json.load(sys.stdin)
    findings = []
    for file in request["files"]:
        findings += review(file["path"], file["before"], file["after"])
    json.dump({"findings": findings}, sys.stdout)


main()
