"""Exchange the code of one function in the running process: far cheaper than importing its module again."""

import __future__
import ast
import builtins
import functools
import gc
import os
import sys
import types

from .source import FUNCTIONS

TICK = "__morningai_tick__"
FLAGS = 0
for _name in __future__.all_feature_names:
    FLAGS |= getattr(__future__, _name).compiler_flag


class BudgetExceeded(BaseException):
    """A candidate went through more loop turns and calls than any test needed before."""


class Budget:
    """Counts loop turns and calls of the function that is being changed."""

    def __init__(self):
        self.left = 0

    def tick(self):
        self.left -= 1
        if self.left < 0:
            raise BudgetExceeded()


BUDGET = Budget()
setattr(builtins, TICK, BUDGET.tick)


class _Instrument(ast.NodeTransformer):
    def _ticked(self, node):
        self.generic_visit(node)
        call = ast.Expr(ast.Call(ast.Name(TICK, ast.Load()), [], []))
        ast.copy_location(call, node)
        ast.fix_missing_locations(call)
        node.body.insert(0, call)
        return node

    visit_For = visit_AsyncFor = visit_While = _ticked
    visit_FunctionDef = visit_AsyncFunctionDef = _ticked


def function_index(root):
    """Functions of the repository by `(file, first line, name)`."""
    found = {}
    for one in gc.get_objects():
        if type(one) is types.FunctionType:
            code = one.__code__
            if code.co_filename.startswith(root):
                key = (os.path.realpath(code.co_filename), code.co_firstlineno, code.co_name)
                found.setdefault(key, []).append(one)
    return found


def caches():
    """Every `functools.lru_cache` of the process."""
    return [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]


def compile_unit(text, filename, names, indents, line, flags):
    """The code object of a function from its text (`def …`, without decorators).

    `names` and `indents` are those of the classes around it, the last indent its own; `line` is where its `def`
    stands. Raises SyntaxError.
    """
    heads = "if 1:\n" if indents[0] else ""
    heads += "".join(f"{indent}class {name}:\n" for name, indent in zip(names, indents))
    tree = ast.parse(f"{heads}{indents[-1]}{text}\n", filename=filename)
    node = tree
    while not isinstance(node, FUNCTIONS):
        if len(node.body) != 1 or not hasattr(node.body[0], "body"):
            raise SyntaxError("more than one function")
        node = node.body[0]
    _Instrument().visit(node)
    ast.increment_lineno(tree, line - node.lineno)
    code = compile(tree, filename, "exec", flags=flags, dont_inherit=True)
    for name in [*names, node.name]:
        code = next(c for c in code.co_consts if isinstance(c, types.CodeType) and c.co_name == name)
    return code


def module_flags(code):
    """Flags of `from __future__ import …` that a code object was compiled with."""
    return code.co_flags & FLAGS


def modules_of(root):
    """Modules of the repository by file."""
    found = {}
    for module in list(sys.modules.values()):
        path = getattr(module, "__file__", None)
        if isinstance(path, str) and path.startswith(root):
            found[os.path.realpath(path)] = module
    return found


def exchange_function(function, code, unit, undo):
    """Give a function another code and, where its text has others, other default values."""
    before = (function.__code__, function.__defaults__, function.__kwdefaults__)

    def back():
        function.__code__, function.__defaults__, function.__kwdefaults__ = before

    undo.append(back)
    function.__code__ = code
    for at, text in unit.get("defaults", ()):
        value = eval(text, function.__globals__)  # noqa: S307 - code of the repository, in a sandbox
        if at < unit["plain"]:
            values = list(function.__defaults__)
            values[at] = value
            function.__defaults__ = tuple(values)
        else:
            function.__kwdefaults__ = {**function.__kwdefaults__, unit["named"][at - unit["plain"]]: value}


def exchange_setting(setting, path, modules, undo):
    """Give a name of a module or class another value, also where it was imported from there; False when it can't be.

    What was computed of the old value stays: a candidate that passes is tried on a fresh import as well.
    """
    module = modules.get(path)
    if module is None:
        return False
    owner, name = module, setting["name"]
    for part in setting["classes"]:
        owner = vars(owner).get(part)
        if not isinstance(owner, type):
            return False
    scope = dict(vars(module))
    if owner is not module:
        scope.update(vars(owner))
    value = eval(setting["text"], scope)  # noqa: S307 - code of the repository, in a sandbox
    before = vars(owner).get(name, owner)
    if before is owner:
        return False
    holders = [owner]
    if owner is module:
        holders += [one for one in modules.values() if one is not module and vars(one).get(name, one) is before]
    try:
        for holder in holders:
            setattr(holder, name, value)
            undo.append(lambda holder=holder: setattr(holder, name, before))
    except (AttributeError, TypeError):
        return False
    return True


__all__ = ["BUDGET", "BudgetExceeded", "caches", "compile_unit", "exchange_function", "exchange_setting", "function_index", "module_flags", "modules_of"]
