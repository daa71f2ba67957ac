"""Times of one day as minutes since midnight."""


def at(text):
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)
