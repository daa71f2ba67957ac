"""One JSON request on standard input, JSON lines on standard output: progress events, then one result.

Exit code 0 when a result was given, 2 for a request that can't be used, 1 for a failure of the engine itself.
"""

import json
import os
import sys
import traceback
import warnings

HERE = sys.path[0]

from morningai_repair.repair import localise, repair  # noqa: E402

# What the repository imports must never be found here.
sys.path[:] = [path for path in sys.path if path != HERE]


def main():
    """Read the request, answer it, and say how it went by the exit code."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")

    def write(line):
        output.write(json.dumps(line) + "\n")
        output.flush()

    try:
        request = json.loads(sys.stdin.read())
        run = {"repair": repair, "localise": localise}[request["command"]]
    except (ValueError, KeyError) as error:
        write({"kind": "error", "message": f"The request can't be used: {error}"})
        return 2
    warnings.simplefilter("ignore")
    # Nothing that the repository prints may get between the lines of the answer.
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    try:
        write(run(request, write))
        return 0
    except Exception:
        write({"kind": "error", "message": traceback.format_exc()})
        return 1


if __name__ == "__main__":
    code = main()
    # Threads and exit handlers of what was imported are not waited for.
    os._exit(code)
