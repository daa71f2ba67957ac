"""What is wrong with Python code whatever it was before: rules from a tree to (node, harm, confidence)."""

import ast
import re

MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
JUMPS = (ast.Return, ast.Raise, ast.Break, ast.Continue)
SHRINKING = {"pop", "remove", "clear", "popitem", "insert", "discard", "add", "append", "update"}
SQL = re.compile(r"^\s*(select\s.*\sfrom\s|insert\s+into\s|update\s.*\sset\s|delete\s+from\s)", re.I | re.S)


def text_of(node):
    return ast.unparse(node)


def walk_own(node):
    """Everything below a node but what stands in functions inside of it."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, (*FUNCTIONS, ast.Lambda, ast.ClassDef)):
            yield from walk_own(child)


def is_new_object(node):
    called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    return isinstance(node, MUTABLE) or (called and node.func.id in ("list", "dict", "set") and not node.args)


def mutable_defaults(tree):
    for node in ast.walk(tree):
        if isinstance(node, FUNCTIONS):
            for default in [*node.args.defaults, *node.args.kw_defaults]:
                if default is not None and is_new_object(default):
                    yield default, f"All calls of {node.name} that leave the argument out share this one object: what one puts in, the next finds there.", 0.9


def shared_class_attributes(tree):
    for node in ast.walk(tree):
        if not isinstance(node, ast.ClassDef):
            continue
        assigned = {
            text_of(target)
            for inner in ast.walk(node)
            if isinstance(inner, (ast.Assign, ast.AnnAssign))
            for target in (inner.targets if isinstance(inner, ast.Assign) else [inner.target])
        }
        for statement in node.body:
            if not isinstance(statement, ast.Assign) or not is_new_object(statement.value):
                continue
            for target in statement.targets:
                name = getattr(target, "id", "")
                written = any(
                    isinstance(one, ast.Attribute)
                    and one.attr in ("append", "add", "extend", "update", "insert", "setdefault")
                    and text_of(one.value) == f"self.{name}"
                    for one in ast.walk(node)
                )
                if written and f"self.{name}" not in assigned:
                    yield statement, f"{name} belongs to the class: all objects of {node.name} share it, and what is put into one stands in every other.", 0.9


def iterated(node):
    """The name that a loop goes through, also as d.items()."""
    source = node.iter
    if isinstance(source, ast.Call) and isinstance(source.func, ast.Attribute) and not source.args:
        if source.func.attr in ("items", "keys", "values"):
            return text_of(source.func.value)
    return text_of(source) if isinstance(source, (ast.Name, ast.Attribute)) else None


def leaves_after(statement):
    block = next(
        (body for field in ("body", "orelse") if isinstance(body := getattr(statement.parent, field, None), list) and statement in body),
        [],
    )
    rest = block[block.index(statement) + 1 :] if statement in block else []
    return any(isinstance(one, (ast.Return, ast.Break, ast.Raise)) for one in rest[:2])


def mutated_while_iterated(tree):
    for node in ast.walk(tree):
        name = iterated(node) if isinstance(node, ast.For) else None
        if not name:
            continue
        for inner in (one for statement in node.body for one in [statement, *walk_own(statement)]):
            change = None
            if isinstance(inner, ast.Delete):
                change = next((one for one in inner.targets if isinstance(one, ast.Subscript) and text_of(one.value) == name), None)
            if isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Call) and isinstance(inner.value.func, ast.Attribute):
                called = inner.value.func
                if called.attr in SHRINKING and text_of(called.value) == name:
                    change = inner
            if change is not None and not leaves_after(inner):
                yield inner, f"{name} changes while the loop goes through it: a dict or set raises RuntimeError, a list skips the next item.", 0.85


def late_bindings(tree):
    for loop in ast.walk(tree):
        if not isinstance(loop, (ast.For, ast.AsyncFor)):
            continue
        names = {one.id for one in ast.walk(loop.target) if isinstance(one, ast.Name)}
        names |= {one.id for statement in loop.body for one in walk_own(statement) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
        for inner in (one for statement in loop.body for one in [statement, *walk_own(statement)]):
            if not isinstance(inner, (*FUNCTIONS, ast.Lambda)):
                continue
            arguments = inner.args
            own = {one.arg for one in [*arguments.args, *arguments.kwonlyargs, *arguments.posonlyargs]}
            body = inner.body if isinstance(inner.body, list) else [inner.body]
            used = {one.id for part in body for one in ast.walk(part) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)}
            bound = {one.id for part in body for one in ast.walk(part) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
            late = sorted((used & names) - own - bound)
            kept = isinstance(inner, FUNCTIONS) and any(
                isinstance(one, ast.Name) and one.id == inner.name and not (isinstance(one.parent, ast.Call) and one.parent.func is one)
                for statement in loop.body
                for one in ast.walk(statement)
            )
            stored = isinstance(inner, ast.Lambda) and (
                isinstance(inner.parent, (ast.Assign, ast.Dict, ast.List, ast.Return))
                or (isinstance(inner.parent, ast.Call) and getattr(inner.parent.func, "attr", "") in ("append", "add", "setdefault"))
            )
            if late and (kept or stored):
                yield inner, f"{late[0]} is looked up when the function is called, not when it is made: after the loop all of them use its last value.", 0.85


def lost_errors(tree):
    for node in ast.walk(tree):
        if not isinstance(node, ast.ExceptHandler):
            continue
        broad = node.type is None or text_of(node.type) in ("Exception", "BaseException")
        if broad and len(node.body) == 1 and isinstance(node.body[0], (ast.Pass, ast.Continue)):
            yield node, "Every error ends here without a trace, a misspelt name too: the caller goes on as if it had worked.", 0.8


def unreachable(tree):
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if not isinstance(block, list):
                continue
            for one, following in zip(block, block[1:]):
                if isinstance(one, JUMPS) and not is_generator_marker(following):
                    yield following, f"It never runs: line {one.lineno} leaves before it.", 0.9


def is_generator_marker(node):
    """`return` and then `yield` makes a function an empty generator."""
    return isinstance(node, ast.Expr) and isinstance(node.value, (ast.Yield, ast.YieldFrom))


def loops_that_run_once(tree):
    for node in ast.walk(tree):
        if not isinstance(node, (ast.For, ast.While)) or len(node.body) < 2 or not isinstance(node.body[-1], ast.Return):
            continue
        if not any(isinstance(one, ast.Continue) for statement in node.body for one in [statement, *walk_own(statement)]):
            yield node.body[-1], "The loop leaves in its first round whatever happens: every item after the first is left out.", 0.85


def constant_comparisons(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Tuple) and node.test.elts:
            yield node, "A tuple is always true: this assertion never fails.", 0.95
        if not isinstance(node, ast.Compare) or len(node.ops) != 1:
            continue
        left, operator, right = node.left, node.ops[0], node.comparators[0]
        if isinstance(operator, (ast.Is, ast.IsNot)) and isinstance(right, ast.Constant) and not (right.value is None or right.value is Ellipsis or isinstance(right.value, bool)):
            yield node, "`is` asks whether it is the same object: equal numbers and texts are often two objects, so this differs from run to run.", 0.9
        calls = any(isinstance(one, ast.Call) for one in ast.walk(left))
        if not calls and ast.dump(left) == ast.dump(right) and not isinstance(left, ast.Constant):
            yield node, "Both sides are the same: it says the same for every input, so one branch is never taken.", 0.85


def unclosed_files(tree):
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open"):
            continue
        parent = node.parent
        if isinstance(parent, ast.Attribute) and parent.attr in ("read", "readlines", "write", "readline"):
            yield node, "Nobody closes this file: each call leaves one open, and what was written may not be on disk yet.", 0.75
        if isinstance(parent, ast.Assign) and len(parent.targets) == 1 and isinstance(parent.targets[0], ast.Name):
            name = parent.targets[0].id
            function = parent
            while hasattr(function, "parent") and not isinstance(function, FUNCTIONS):
                function = function.parent
            inside = ast.unparse(function)
            if f"{name}.close()" not in inside and f"with {name}" not in inside and f"return {name}" not in inside and f"closing({name}" not in inside:
                yield node, f"Nobody closes {name}: each call leaves a file open, and what was written may not be on disk yet.", 0.8


def is_composed(node):
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) and not text_of(part.value).isupper() for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
        literal = any(isinstance(part, (ast.JoinedStr, ast.Constant)) and isinstance(getattr(part, "value", ""), str) for part in (node.left, node.right))
        return literal and not all(isinstance(part, ast.Constant) for part in (node.left, node.right))
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"


def injections(tree):
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name, first = text_of(node.func), node.args[0]
        if name in ("eval", "exec") and not isinstance(first, ast.Constant):
            yield node, f"Whoever decides what {text_of(first)[:60]} holds runs code of their own in this process.", 0.85
        shell = any(one.arg == "shell" and getattr(one.value, "value", False) is True for one in node.keywords)
        if (name in ("os.system", "os.popen") or (shell and name.startswith("subprocess."))) and is_composed(first):
            yield node, 'A shell reads this text: with "; rm -r ." in what is put in, that command runs too. Use a list of arguments.', 0.85
        if name.split(".")[-1] in ("execute", "executemany", "executescript") and is_composed(first) and SQL.match(text_of(first).lstrip("f(").lstrip("\"'")):
            yield node, "A quote in what is put in ends the text of the query: its value can read or change other rows. Use a parameter.", 0.85
        if name == "yaml.load" and len(node.args) == 1 and not node.keywords:
            yield node, "yaml.load without a safe loader makes any object that the text names: a file from outside runs code. Use yaml.safe_load.", 0.85


def not_awaited(tree):
    asynchronous = {node.name for node in ast.walk(tree) if isinstance(node, ast.AsyncFunctionDef)}
    ordinary = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            called = node.value.func
            own = isinstance(called, ast.Attribute) and text_of(called.value) in ("self", "cls")
            name = called.id if isinstance(called, ast.Name) else called.attr if own else ""
            if name in asynchronous - ordinary:
                yield node, f"{name} is a coroutine that nobody awaits: it never runs.", 0.9


RULES = {
    "mutable-default": mutable_defaults,
    "shared-class-attribute": shared_class_attributes,
    "mutated-while-iterated": mutated_while_iterated,
    "late-binding": late_bindings,
    "error-lost": lost_errors,
    "unreachable-code": unreachable,
    "loop-runs-once": loops_that_run_once,
    "constant-comparison": constant_comparisons,
    "resource-not-closed": unclosed_files,
    "injection": injections,
    "promise-not-awaited": not_awaited,
}
