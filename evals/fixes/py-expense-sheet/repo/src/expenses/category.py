CATEGORIES = {
    "travel": "6670",
    "meals": "6640",
    "hotel": "6680",
    "phone": "6805",
}


class UnknownCategory(ValueError):
    pass


def account(category):
    """Number of the account that a category is booked on."""
    try:
        return CATEGORIES[category.strip().lower()]
    except KeyError:
        raise UnknownCategory(f"no category: {category!r}") from None
