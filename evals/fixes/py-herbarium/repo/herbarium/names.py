"""Latin names."""


def key(name):
    """One form for all spellings of a name: "  Rosa  CANINA" and "rosa canina" are the same plant."""
    return " ".join(name.split()).casefold()


def genus(name):
    return name.split()[0].capitalize()


def abbreviated(name):
    """ "Rosa canina" as "R. canina"."""
    first, *others = name.split()
    return " ".join([f"{first[0].upper()}.", *(each.lower() for each in others)])
