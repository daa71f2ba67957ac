"""One ballot: names in order of preference."""


def parse(line):
    """Names of a line such as "Ada > Grace > Edsger"."""
    return [name.strip() for name in line.split(">") if name.strip()]


def is_valid(names, candidates):
    """A ballot ranks at least one candidate, nobody twice, and only candidates."""
    return bool(names) and len(set(names)) == len(names) and set(names) <= set(candidates)
