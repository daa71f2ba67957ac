class OutOfStock(Exception):
    """There is not enough of an article."""
