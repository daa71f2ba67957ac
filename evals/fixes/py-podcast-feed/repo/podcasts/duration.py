"""Durations as feeds write them."""


def seconds(text):
    """Seconds of "1:02:03", "62:03" or "3723"."""
    total = 0
    for part in text.strip().split(":"):
        total = total * 60 + int(part)
    return total


def clock(total):
    hours, rest = divmod(total, 3600)
    minutes, remaining = divmod(rest, 60)
    if hours:
        return f"{hours}:{minutes:02d}:{remaining:02d}"
    return f"{minutes}:{remaining:02d}"
