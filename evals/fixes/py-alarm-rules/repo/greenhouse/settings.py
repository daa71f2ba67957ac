"""Settings are lines such as "temperature > 35" or "humidity < 40"; # begins a comment."""

import re

LINE = re.compile(r"(\w+)\s*([<>])\s*(-?\d+(?:\.\d+)?)$")


class BadSetting(ValueError):
    pass


def read_settings(text):
    """(quantity, sign, limit) of each line. Raises BadSetting."""
    found = []
    for line in text.splitlines():
        line = line.split("#")[0].strip()
        if not line:
            continue
        match = LINE.match(line)
        if match is None:
            raise BadSetting(line)
        quantity, sign, limit = match.groups()
        found.append((quantity, sign, float(limit)))
    return found
