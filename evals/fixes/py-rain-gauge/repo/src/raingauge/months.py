"""Parts of a log."""


def of_month(readings, year, month):
    """The readings of one month, in the order they come in."""
    return (reading for reading in readings if (reading.day.year, reading.day.month) == (year, month))
