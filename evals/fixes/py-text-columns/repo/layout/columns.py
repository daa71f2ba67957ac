from .wrap import wrap


def columns(texts, width, gap=2):
    """Texts side by side."""
    blocks = [wrap(text, width) for text in texts]
    height = max((len(block) for block in blocks), default=0)
    rows = []
    for index in range(height):
        cells = [block[index] if index < len(block) else "" for block in blocks]
        rows.append((" " * gap).join(cell.ljust(width) for cell in cells).rstrip())
    return rows
