"""Times of a day as minutes since midnight."""


def minutes(text):
    """Minutes of a time such as "9:30"."""
    hours, rest = text.split(":")
    return int(hours) * 60 + int(rest)


def label(value):
    return f"{value // 60}:{value % 60:02d}"
