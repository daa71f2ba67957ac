"""Constants: numbers, strings, booleans, formats."""

import ast
import re

from ..context import likeness


_COMMON = ("7", "10", "12", "24", "30", "60", "100", "365", "1000", "1024", "3600", "86400")


def propose(site, emit):
    node = site.node
    if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
        _format(site, emit)
    elif isinstance(node, ast.FormattedValue):
        _plain(site, emit)
    if not isinstance(node, ast.Constant) or isinstance(site.parent, (ast.JoinedStr, ast.FormattedValue)):
        return
    value = node.value
    if isinstance(site.parent, ast.Expr):
        return
    if isinstance(value, bool):
        emit("literal.boolean", 0.6, site.here(str(not value)))
        emit("literal.boolean", 0.1, site.here("None"))
    elif isinstance(value, (int, float)):
        _number(site, value, emit)
    elif isinstance(value, str):
        _string(site, value, emit)
    elif value is None:
        for text, prior in (("0", 0.2), ('""', 0.2), ("[]", 0.2), ("{}", 0.15), ("False", 0.2), ("True", 0.12)):
            emit("literal.none", prior, site.here(text))


def _number(site, value, emit):
    context = site.context
    options = [(repr(value + 1), 0.42), (repr(value - 1), 0.42), ("0", 0.2), ("1", 0.2), ("-1", 0.15), ("None", 0.08)]
    options += [(repr(-value), 0.2), (repr(value * 10), 0.15), (repr(value * 2), 0.1), (repr(value * 100), 0.08)]
    if isinstance(value, int):
        options += [(repr(value // 10), 0.15), (repr(value // 2), 0.1), (f"{value}.0", 0.05)]
    else:
        options += [(repr(value / 10), 0.15), (repr(round(1 - value, 6)), 0.2), (repr(round(1 + value, 6)), 0.15)]
    options += [(text, 0.4) for text in context.ingredients.hint_numbers]
    options += [(text, 0.12) for text in _COMMON]
    options += [(text, 0.14) for text in context.numbers[:12]]
    options += [(text, 0.1) for text in context.ingredients.test_numbers[:8]]
    for text, prior in options:
        idle = text == "0" and isinstance(site.parent, ast.BinOp) and isinstance(site.parent.op, (ast.Add, ast.Sub))
        if text != repr(value) and not idle:
            negative = text.startswith("-") and isinstance(site.parent, (ast.BinOp, ast.UnaryOp))
            emit("literal.number", prior, site.here(f"({text})" if negative else text))


def _quoted(site, text):
    mark = "'" if site.code().lstrip("rbfuRBFU").startswith("'") else '"'
    body = repr(text)[1:-1].replace("\\'", "'")
    return mark + body.replace(mark, "\\" + mark) + mark


def _string(site, value, emit):
    context = site.context
    if re.match(r"^[bB]", site.code()) or "\n" in site.code():
        return
    if re.search(r"\{[A-Za-z_][\w.]*(?:\[[^\]]*\])?(?:[:!][^{}]*)?\}", value):
        emit("literal.format", 0.6, [site.start, site.start, "f"])
    options = [(text, 0.14 + 0.4 * likeness(value, text)) for text in context.strings if text != value][:60]
    options += [(text, 0.2 + 0.4 * likeness(value, text)) for text in context.ingredients.hint_strings]
    options += [(text, 0.1 + 0.4 * likeness(value, text)) for text in context.ingredients.test_strings[:25]]
    owner = site.parent.value if isinstance(site.parent, ast.Subscript) else None
    for names in ([owner.id] if isinstance(owner, ast.Name) else list(context.keys)):
        options += [(key, 0.3 + 0.3 * likeness(value, key)) for key in context.keys.get(names, [])]
    if 0 < len(value) <= 12:
        options += [(value + " ", 0.2), (" " + value, 0.12), (value.strip(), 0.25), (value.lower(), 0.25), (value.upper(), 0.2), (value + "\n", 0.12)]
    options += [("", 0.22), (" ", 0.15 if len(value) <= 2 else 0.04), (", ", 0.15 if len(value) <= 2 else 0.02), (",", 0.1 if len(value) <= 2 else 0.02)]
    if "%" in value:
        for a, b in (("%m", "%M"), ("%M", "%m"), ("%d", "%D"), ("%y", "%Y"), ("%Y", "%y"), ("%H", "%I"), ("%I", "%H"), ("%m", "%d"), ("%d", "%s")):
            if a in value:
                options.append((value.replace(a, b), 0.3))
        if "%m" in value and "%d" in value:
            options.append((value.replace("%m", "\0").replace("%d", "%m").replace("\0", "%d"), 0.35))
    for match in re.finditer(r"\{[^{}]*:[^{}]*\}|\d+", value):
        digits = re.search(r"\d+", match.group())
        if digits and len(value) <= 40:
            at = match.start() + digits.start()
            for other in (int(digits.group()) + 1, max(0, int(digits.group()) - 1)):
                options.append((value[:at] + str(other) + value[at + len(digits.group()) :], 0.2))
    for text, prior in options:
        if text != value:
            emit("literal.string", min(prior, 0.6), site.here(_quoted(site, text)))


def _format(site, emit):
    """`{x:.1f}`: another number of digits, or none."""
    code = site.source.text
    spec = "".join(part.value for part in site.node.format_spec.values if isinstance(part, ast.Constant))
    whole = next((one for one in reversed(site.parents) if isinstance(one, ast.JoinedStr)), None)
    if not spec or whole is None:
        return
    start, end = site.source.span(whole)
    for match in re.finditer(re.escape(":" + spec) + r"\}", code[start:end]):
        place = (start + match.start() + 1, start + match.end() - 1)
        for other, prior in [*_other_specs(spec), *((one, 0.4) for one in _specs(site) if one != spec)]:
            emit("literal.format", prior, [*place, other])


def _specs(site):
    """The formats that the file uses elsewhere."""
    found = {"02d", ".2f"}
    for node in ast.walk(site.source.tree):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            found.add("".join(part.value for part in node.format_spec.values if isinstance(part, ast.Constant)))
    return sorted(found)


def _plain(site, emit):
    """`{x}` without a format."""
    text = site.source.text
    whole = next((one for one in reversed(site.parents) if isinstance(one, ast.JoinedStr)), None)
    if whole is None or not isinstance(site.node.value, (ast.Name, ast.Attribute)):
        return
    start, end = site.source.span(whole)
    name = ast.unparse(site.node.value)
    at = text.find("{" + name + "}", start, end)
    if at >= 0:
        for spec in _specs(site):
            emit("literal.format", 0.3, [at + len(name) + 1, at + len(name) + 1, ":" + spec])


def _other_specs(spec):
    for match in re.finditer(r"\d+", spec):
        for step in (1, -1, 2):
            value = int(match.group()) + step
            if value >= 0:
                yield spec[: match.start()] + str(value) + spec[match.end() :], 0.35
    for a, b in ((">", "<"), ("<", ">"), ("f", "d"), ("f", "%"), ("%", "f"), (",", ""), ("0", "")):
        if a in spec:
            yield spec.replace(a, b, 1), 0.25
    if spec[0] not in "0,<>^":
        yield "0" + spec, 0.3
        yield "," + spec, 0.25
