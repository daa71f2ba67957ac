"""Answers one request on standard input: probes, subjects or mutants of Python files."""

import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "..", "repair", "python")]

from instrument import instrument, offsets_of  # noqa: E402
from subjects import call_sites, subjects  # noqa: E402

SMALL = re.compile(r"^(comparison|arithmetic|logic|literals?|bounds|condition\.(constant|keep)|statement\.delete)")


def _instrument(request):
    answer = []
    for one in request["files"]:
        try:
            text, probes = instrument(one["file"], one["text"])
            answer.append({"file": one["file"], "text": text, "probes": probes})
        except (SyntaxError, ValueError, RecursionError):
            answer.append({"file": one["file"], "text": None, "probes": []})
    return answer


def _subjects(request):
    text = request["text"]
    return subjects(text, offsets_of(text), call_sites(request["context"]), request["samples"])


def _mutants(request):
    from morningai_repair.catalogue import project_names, proposals
    from morningai_repair.context import Context, Ingredients
    from morningai_repair.source import Source, apply_edits

    file, text, lines = request["file"], request["text"], set(request["lines"])
    source = Source(file, text)
    seen = {"attributes": {}, "keys": {}, "kinds": {}}
    context = Context(source, seen, Ingredients(), project_names([source]))
    found = []
    for one in proposals(context, lambda node: getattr(node, "lineno", None) in lines):
        if len(one.edits) != 1:
            continue
        start, end, new = one.edits[0]
        old = text[start:end]
        if end == start or not SMALL.match(one.operator) or len(new) > 80 or len(old) > 80:
            continue
        squeeze = lambda part: re.sub(r"\s+", " ", part).strip()  # noqa: E731
        line = source.line_of(start)
        changed = apply_edits(text, one.edits)
        try:
            compile(changed, file, "exec")
        except (SyntaxError, ValueError):
            continue
        found.append({"line": line, "start": start, "what": f"{file}:{line}: `{squeeze(old)}` " + (f"becomes `{squeeze(new)}`" if new.strip() else "is taken out"), "text": changed, "operator": one.operator})
    return found


def main():
    request = json.load(sys.stdin)
    answer = {"instrument": _instrument, "subjects": _subjects, "mutants": _mutants}[request["command"]](request)
    sys.stdout.write(json.dumps(answer))


main()
