"""What to do next with a hive."""

from datetime import timedelta

INTERVAL = timedelta(days=9)
MITE_LIMIT = 10
CROWDED = 8


def due(hive, today):
    latest = hive.latest
    return latest is None or today - latest.day >= INTERVAL


def steps(hive, today):
    """Things to do, most urgent first."""
    found = []
    latest = hive.latest
    if hive.queenless():
        found.append("find a queen")
    if latest and latest.mites > MITE_LIMIT:
        found.append("treat against mites")
    if latest and latest.frames >= CROWDED * hive.boxes:
        found.append("add a box")
    if due(hive, today):
        found.append("inspect")
    return found
