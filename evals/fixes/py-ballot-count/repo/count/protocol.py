"""The protocol that hangs at the door."""

from .box import sort_out
from .runoff import winner


def protocol(lines, candidates):
    valid, spoilt = sort_out(lines, candidates)
    text = [f"{len(valid)} valid, {spoilt} spoilt"]
    if valid:
        text.append(f"Elected: {winner(valid, candidates)}")
    return "\n".join(text)
