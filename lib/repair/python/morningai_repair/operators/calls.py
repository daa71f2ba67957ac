"""Calls: arguments, families of methods and functions."""

import ast
import itertools

from ..context import fits

_FAMILIES = (
    ("append", "extend", "add", "insert"), ("add", "update", "discard"), ("startswith", "endswith"),
    ("strip", "lstrip", "rstrip"), ("lower", "upper", "title", "capitalize", "casefold"), ("split", "rsplit", "splitlines"),
    ("partition", "rpartition"), ("find", "rfind", "index", "rindex"), ("keys", "values", "items"),
    ("get", "pop", "setdefault"), ("ljust", "rjust", "zfill", "center"), ("union", "intersection", "difference", "symmetric_difference"),
    ("issubset", "issuperset", "isdisjoint"), ("pop", "popleft"), ("append", "appendleft"), ("remove", "discard", "pop"),
    ("isdigit", "isalpha", "isalnum", "isnumeric", "isdecimal"), ("isupper", "islower", "istitle"), ("floor", "ceil", "trunc"),
    ("copy", "deepcopy"), ("encode", "decode"), ("read", "readline", "readlines"), ("match", "search", "fullmatch"),
    ("findall", "finditer"), ("loads", "dumps"), ("weekday", "isoweekday"), ("seconds", "total_seconds"), ("bisect_left", "bisect_right"),
    ("heappush", "heappop"), ("nlargest", "nsmallest"), ("removeprefix", "removesuffix"), ("mean", "median"),
    ("lt", "gt", "le", "ge"), ("gt", "lt", "ge", "le"), ("le", "ge", "lt"), ("ge", "le", "gt"), ("eq", "ne"), ("add", "sub", "mul"), ("date", "time"), ("now", "utcnow", "today"), ("parent", "name", "stem"), ("ceil", "floor"), ("product", "permutations", "combinations"), ("isoformat", "strftime"),
)  # fmt: skip
_BUILTINS = (
    ("min", "max"), ("any", "all"), ("sum", "len", "max"), ("sorted", "list", "reversed", "set"), ("int", "round", "float"),
    ("list", "tuple", "set"), ("str", "repr"), ("filter", "map"), ("isinstance", "issubclass"), ("zip", "enumerate"), ("divmod", "pow"),
)  # fmt: skip
_METHOD = {}
_BUILTIN = {}
for _table, _families in ((_METHOD, _FAMILIES), (_BUILTIN, _BUILTINS)):
    for _family in _families:
        for _name in _family:
            _table.setdefault(_name, []).extend(one for one in _family if one != _name)


def propose(site, emit):
    node = site.node
    if isinstance(node, ast.Attribute) and not (isinstance(site.parent, ast.Call) and site.parent.func is node):
        # A function that is handed on or kept in a table.
        for place, other in enumerate(_METHOD.get(node.attr, ())[:4]):
            if isinstance(node.value, ast.Name) and (node.value.id in site.context.imports or node.value.id in ("str", "list", "dict", "set")):
                emit("call.method", 0.5 - 0.05 * place, [site.end - len(node.attr), site.end, other])
    if not isinstance(node, ast.Call):
        return
    _family(site, node, emit)
    _arguments(site, node, emit)
    _keywords(site, node, emit)
    _unwrap(site, node, emit)


def _family(site, node, emit):
    func = node.func
    if isinstance(func, ast.Attribute) and func.attr in _METHOD:
        end = site.source.span(func)[1]
        for place, other in enumerate(_METHOD[func.attr]):
            # What changes its object in place of reading it is seldom meant.
            prior = 0.12 if other in ("pop", "remove", "setdefault") and func.attr in ("get", "discard") else max(0.3, 0.5 - 0.05 * place)
            emit("call.method", prior, [end - len(func.attr), end, other])
    if isinstance(func, ast.Name) and func.id in _BUILTIN and func.id not in site.context.functions:
        for other in _BUILTIN[func.id]:
            emit("call.method", 0.4, site.replace(func, other))
    if isinstance(func, ast.Attribute) and func.attr == "join" and len(node.args) == 1:
        emit("call.swap-arguments", 0.2, site.here(f"{site.wrapped(node.args[0])}.join({site.code(func.value)})"))
    if isinstance(func, ast.Attribute) and func.attr == "get" and len(node.args) == 1:
        for default, prior in (("0", 0.4), ('""', 0.35), ("[]", 0.35), ("{}", 0.25), ("None", 0.05), ("False", 0.2), ("set()", 0.1), ("1", 0.1)):
            emit("nullish.default", prior, site.replace(node.args[0], f"{site.code(node.args[0])}, {default}"))
        emit("nullish.subscript", 0.2, site.here(f"{site.code(func.value)}[{site.code(node.args[0])}]"))
    if isinstance(func, ast.Attribute) and func.attr in ("astimezone", "replace"):
        _zone(site, node, func, emit)
    if isinstance(func, ast.Attribute) and func.attr in ("sort",) and isinstance(site.parent, (ast.Assign, ast.Return)):
        inner = ", ".join([site.code(func.value), *(site.code(one) for one in [*node.args, *node.keywords])])
        emit("call.method", 0.7, site.here(f"sorted({inner})"))


def _zone(site, node, func, emit):
    """`t.astimezone(zone)` converts, `t.replace(tzinfo=zone)` says what it was."""
    owner = site.code(func.value)
    if func.attr == "astimezone" and len(node.args) == 1:
        emit("call.method", 0.55, site.here(f"{owner}.replace(tzinfo={site.code(node.args[0])})"))
    zone = [one for one in node.keywords if one.arg == "tzinfo"]
    if zone and len(node.keywords) == 1:
        emit("call.method", 0.5, site.here(f"{owner}.astimezone({site.code(zone[0].value)})"))


def _arguments(site, node, emit):
    args = node.args
    for a, b in itertools.combinations(range(len(args)), 2):
        first, second = args[a], args[b]
        if site.code(first) != site.code(second):
            prior = 0.45 if fits(site.kinds(first), site.kinds(second)) else 0.2
            emit("call.swap-arguments", prior, site.replace(first, site.code(second)), site.replace(second, site.code(first)))
    everything = [*args, *node.keywords]
    for index in range(len(everything)):
        rest = ", ".join(site.code(one) for at, one in enumerate(everything) if at != index)
        emit("call.drop-argument", 0.22, site.here(f"{site.code(node.func)}({rest})"))
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    parameters = site.context.project["parameters"].get(name, [])
    given = len(args)
    keywords = {one.arg for one in node.keywords}
    scope = [known for known, _ in site.names()]
    for parameter in parameters[given:]:
        if parameter in keywords:
            continue
        for value in [known for known in scope if known == parameter] or scope[:6]:
            more = site.code(everything[-1]) + ", " if everything else ""
            text = f"{parameter}={value}"
            prior = 0.5 if value == parameter else 0.15
            if everything:
                emit("call.add-argument", prior, site.replace(everything[-1], more + text))
            else:
                emit("call.add-argument", prior, site.here(f"{site.code(node.func)}({text})"))
    if name == "round" and len(args) == 1:
        for digits in ("2", "1", "0"):
            emit("call.add-argument", 0.35, site.replace(args[0], f"{site.code(args[0])}, {digits}"))
    if name in ("split", "rsplit") and len(args) == 1:
        emit("call.add-argument", 0.2, site.replace(args[0], f"{site.code(args[0])}, 1"))
    if name == "sum" and len(args) == 1:
        emit("call.add-argument", 0.1, site.replace(args[0], f"({site.code(args[0])}), []"))
    if name in ("max", "min") and len(args) == 1 and not node.keywords:
        for default, prior in (("0", 0.4), ("None", 0.35)):
            emit("nullish.default", prior, site.replace(args[0], f"{_alone(site, args[0])}, default={default}"))
    if name == "zip":
        emit("call.method", 0.25, site.replace(node.func, "zip_longest"))


def _alone(site, node):
    text = site.code(node)
    return f"({text})" if isinstance(node, ast.GeneratorExp) and not text.startswith("(") else text


def _keywords(site, node, emit):
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    known = {one.arg: one for one in node.keywords}
    if name in ("sorted", "sort"):
        if "reverse" not in known:
            tail = [*node.args, *node.keywords]
            if tail:
                emit("call.add-argument", 0.5, site.replace(tail[-1], f"{_alone(site, tail[-1])}, reverse=True"))
            else:
                emit("call.add-argument", 0.5, site.here(f"{site.code(node.func)}(reverse=True)"))
    key = known.get("key")
    if key and isinstance(key.value, ast.Lambda) and len(key.value.args.args) == 1:
        _sort_key(site, key.value, emit)
    if "key" not in known and name in ("sorted", "sort", "min", "max") and node.args[:1] + [None] != [None]:
        for text in ("len", "str.lower", "abs"):
            emit("call.add-argument", 0.12, site.replace(([*node.args, *node.keywords])[-1], f"{_alone(site, ([*node.args, *node.keywords])[-1])}, key={text}"))
        for attribute in list(site.context.attributes)[:8]:
            last = ([*node.args, *node.keywords])[-1]
            emit("call.add-argument", 0.15, site.replace(last, f"{_alone(site, last)}, key=lambda one: one.{attribute}"))


def _sort_key(site, fn, emit):
    """Sort keys: the other direction, a second criterion."""
    item, body = fn.args.args[0].arg, fn.body
    code = site.code(body)
    emit("call.sort-key", 0.3, site.replace(body, f"-{site.wrapped(body)}"))
    first = body.elts[0] if isinstance(body, ast.Tuple) else body
    others = [name for name in site.context.attributes if f".{name}" not in code][:8] if "." in code else []
    keys = [key for keys in site.context.keys.values() for key in keys if f'"{key}"' not in code][:8] if "[" in code else []
    for extra in [*(f"{item}.{name}" for name in others), *(f'{item}["{key}"]' for key in dict.fromkeys(keys)), f"{item}[0]", f"{item}[1]"]:
        if extra in code:
            continue
        emit("call.sort-key", 0.2, site.replace(body, f"({code}, {extra})" if first is body else f"{code[:-1]}, {extra})"))
        if not isinstance(body, ast.Tuple):
            emit("call.sort-key", 0.12, site.replace(body, f"(-{site.wrapped(body)}, {extra})"))
    if isinstance(body, ast.Tuple) and len(body.elts) == 2:
        a, b = body.elts
        emit("call.sort-key", 0.35, site.replace(a, site.code(b)), site.replace(b, site.code(a)))
        for element in body.elts:
            text = site.code(element)
            emit("call.sort-key", 0.35, site.replace(element, text[1:] if text.startswith("-") else f"-{site.wrapped(element)}"))


def _unwrap(site, node, emit):
    if len(node.args) == 1 and not node.keywords and isinstance(node.func, ast.Name):
        emit("call.unwrap", 0.25, site.here(site.wrapped(node.args[0])))
    if isinstance(node.func, ast.Attribute) and not isinstance(site.parent, ast.Expr):
        emit("call.unwrap", 0.2, site.here(site.code(node.func.value)))
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    is_async = site.context.project["async"]
    if name in is_async and not isinstance(site.parent, ast.Await) and isinstance(site.fn, ast.AsyncFunctionDef):
        emit("await.add", 0.8, site.here(f"await {site.code()}" if isinstance(site.parent, (ast.Assign, ast.Return, ast.Expr)) else f"(await {site.code()})"))
