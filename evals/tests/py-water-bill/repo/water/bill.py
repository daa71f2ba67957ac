"""Bills of a water supplier, in cents."""


def bill(cubic_metres: int, garden: bool = False) -> int:
    if cubic_metres < 0:
        raise ValueError("a meter does not run backwards")
    price = 180 if cubic_metres <= 50 else 210
    due = cubic_metres * price
    return due + 900 if garden else due


def unit() -> str:
    return "m3"
