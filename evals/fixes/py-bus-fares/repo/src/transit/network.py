"""Stops and the zones they lie in."""

ZONE_OF = {
    "Market Hall": 1,
    "Quayside": 1,
    "University": 2,
    "Hospital": 2,
    "Mill Road": 3,
    "Airport": 4,
}


class UnknownStop(LookupError):
    pass


def zone_of(stop):
    try:
        return ZONE_OF[stop]
    except KeyError:
        raise UnknownStop(stop) from None


def zones_crossed(start, end):
    """Number of zones a ride touches; 1 when it stays in one."""
    return abs(zone_of(start) - zone_of(end)) + 1
