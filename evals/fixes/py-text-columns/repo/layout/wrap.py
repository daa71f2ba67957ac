def wrap(text, width):
    """Lines of at most `width` characters; longer words stand alone."""
    lines = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and len(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return lines
