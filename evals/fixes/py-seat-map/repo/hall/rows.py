import string


def row_names(count):
    """Letters of the rows, front to back."""
    if count > len(string.ascii_uppercase):
        raise ValueError("a hall has at most 26 rows")
    return list(string.ascii_uppercase[: count - 1])
