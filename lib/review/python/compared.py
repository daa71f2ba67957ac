"""What a change of Python code took away: rules from the old and the new tree to (new node, harm, confidence)."""

import ast
import difflib

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
EXITS = (ast.Return, ast.Raise, ast.Continue, ast.Break)


def text_of(node):
    return ast.unparse(node)


def align(old, new, pairs, removed):
    """Walks two trees at once; pairs of nodes that differ, and statements that are gone with their new block."""
    if ast.dump(old) == ast.dump(new):
        return
    pairs.append((old, new))
    if type(old) is not type(new):
        return
    for field in old._fields:
        one, other = getattr(old, field, None), getattr(new, field, None)
        if isinstance(one, ast.AST) and isinstance(other, ast.AST):
            align(one, other, pairs, removed)
        elif isinstance(one, list) and isinstance(other, list):
            align_lists(one, other, new, pairs, removed)


def align_lists(old, new, parent, pairs, removed):
    keys = [[ast.dump(node) if isinstance(node, ast.AST) else repr(node) for node in side] for side in (old, new)]
    for tag, a, b, c, d in difflib.SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        come = [node for node in new[c:d] if isinstance(node, ast.AST)]
        for node in (one for one in old[a:b] if isinstance(one, ast.AST)):
            partner = next((one for one in come if b - a == d - c or type(one) is type(node)), None)
            if partner is None:
                removed.append((node, parent))
            else:
                come.remove(partner)
                align(node, partner, pairs, removed)


def differences(old, new):
    pairs, removed = [], []
    align(old, new, pairs, removed)
    return pairs, removed


def enclosing(node):
    while hasattr(node, "parent") and not isinstance(node, FUNCTIONS):
        node = node.parent
    return node


def identity_instead_of_equality(old, new):
    for one, other in differences(old, new)[0]:
        if isinstance(one, ast.Compare) and isinstance(other, ast.Compare) and len(one.ops) == len(other.ops) == 1:
            lost = isinstance(one.ops[0], (ast.Eq, ast.NotEq)) and isinstance(other.ops[0], (ast.Is, ast.IsNot))
            if lost and text_of(other.comparators[0]) not in ("None", "True", "False"):
                yield other, "`is` asks whether it is the same object: equal numbers above 256 and equal texts are often two objects, so equal values count as different.", 0.85


def guard_name(test):
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return text_of(test.operand) if isinstance(test.operand, (ast.Name, ast.Attribute)) else None
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Is):
        return text_of(test.left) if text_of(test.comparators[0]) == "None" else None
    return None


def removed_checks(old, new):
    for node, parent in differences(old, new)[1]:
        if not isinstance(node, ast.If) or node.orelse or not isinstance(node.body[-1], EXITS):
            continue
        name = guard_name(node.test)
        scope = enclosing(parent)
        if not name or any(isinstance(one, (ast.If, ast.IfExp, ast.While)) and name in text_of(one.test) for one in ast.walk(scope)):
            continue
        uses = [one for one in ast.walk(scope) if isinstance(one, (ast.Attribute, ast.Subscript)) and text_of(one.value) == name]
        if uses:
            use = min(uses, key=lambda one: (one.lineno, one.col_offset))
            yield use, f"Nothing asks any more whether {name} is there: with None, or an empty one, {text_of(use)[:60]} raises an error or works on nothing.", 0.8


def direct_lookups(old, new):
    for one, other in differences(old, new)[0]:
        called = isinstance(one, ast.Call) and isinstance(one.func, ast.Attribute) and one.func.attr == "get"
        if called and isinstance(other, ast.Subscript) and one.args:
            if text_of(one.func.value) == text_of(other.value) and text_of(one.args[0]) == text_of(other.slice):
                yield other, f"A key that is not there raises KeyError: the old code allowed for that in {text_of(other.value)[:40]}.", 0.8


def lost_marks(old, new):
    for node, parent in differences(old, new)[1]:
        call = node.value if isinstance(node, ast.Expr) else None
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in ("add", "append")):
            continue
        name, scope = text_of(call.func.value), enclosing(parent)
        asked = [one for one in ast.walk(scope) if isinstance(one, ast.Compare) and isinstance(one.ops[0], (ast.In, ast.NotIn)) and text_of(one.comparators[0]) == name]
        marked = any(isinstance(one, ast.Attribute) and one.attr in ("add", "append", "update", "extend") and text_of(one.value) == name for one in ast.walk(scope))
        if asked and not marked:
            yield asked[0], f"Nothing is put into {name} any more, so this never finds anything: what was seen before counts as new each time, and a circle never ends.", 0.85


def is_copy(node):
    """What a copy is made of."""
    if isinstance(node, ast.Call) and not node.keywords:
        if isinstance(node.func, ast.Name) and node.func.id in ("list", "dict", "set", "tuple", "sorted") and len(node.args) == 1:
            return node.args[0]
        if isinstance(node.func, ast.Attribute) and node.func.attr == "copy" and not node.args:
            return node.func.value
        if text_of(node.func) in ("copy.copy", "copy.deepcopy", "deepcopy") and node.args:
            return node.args[0]
    return None


def lost_copies(old, new):
    pairs, removed = differences(old, new)
    for one, other in pairs:
        source = is_copy(one)
        if source is None or text_of(source) != text_of(other) or not isinstance(getattr(other, "parent", None), ast.Assign):
            continue
        name, scope = text_of(other.parent.targets[0]), enclosing(other)
        written = any(
            (isinstance(part, ast.Attribute) and part.attr in ("append", "add", "update", "pop", "remove", "extend", "sort", "insert", "clear") and text_of(part.value) == name)
            or (isinstance(part, ast.Subscript) and not isinstance(part.ctx, ast.Load) and text_of(part.value) == name)
            for part in ast.walk(scope)
        )
        if written:
            yield other, f"{name} is {text_of(other)[:60]} itself now, no copy: writing to it changes the caller's data.", 0.85
    for node, parent in removed:
        source = is_copy(node.value) if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
        if source is None or text_of(source) != text_of(node.targets[0]):
            continue
        name = text_of(source)
        uses = [
            one
            for one in ast.walk(enclosing(parent))
            if isinstance(one, ast.Name) and one.id == name and isinstance(one.ctx, ast.Load)
        ]
        if len(uses) > 1:
            yield uses[1], f"{name} may be a generator, as the old code allowed for: the first use empties it, and this one finds nothing.", 0.7


def lost_group(old, new):
    for one, other in differences(old, new)[0]:
        if isinstance(one, ast.BoolOp) and isinstance(other, ast.BoolOp) and type(one.op) is not type(other.op):
            plain = [text_of(side).replace("(", "").replace(")", "") for side in (one, other)]
            if plain[0] == plain[1] and text_of(other).count("(") < text_of(one).count("("):
                yield other, "Without the brackets `and` binds first: the last condition only holds for a part of it.", 0.8


def lost_with(old, new):
    for one, other in differences(old, new)[0]:
        if isinstance(one, (ast.With, ast.AsyncWith)) and isinstance(other, ast.Assign):
            if text_of(one.items[0].context_expr) == text_of(other.value):
                yield other, f"Without `with` nobody closes or releases {text_of(other.targets[0])} when an error comes.", 0.8


def lost_await(old, new):
    for one, other in differences(old, new)[0]:
        if isinstance(one, ast.Await) and text_of(one.value) == text_of(other):
            yield other, "The coroutine is not awaited any more: it never runs.", 0.85


RULES = {
    "identity-instead-of-equality": identity_instead_of_equality,
    "null-check-removed": removed_checks,
    "key-may-be-missing": direct_lookups,
    "never-filled": lost_marks,
    "shared-instead-of-copied": lost_copies,
    "grouping-changed": lost_group,
    "resource-not-closed": lost_with,
    "promise-not-awaited": lost_await,
}
