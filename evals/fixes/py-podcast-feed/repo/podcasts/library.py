"""Questions about a show, which is a list of episodes."""

from .duration import clock


def episodes_of(show, year):
    """Episodes that were published in a year."""
    return [episode for episode in show if episode.year is year]


def season(show, number):
    """Episodes of a season, oldest first."""
    return [episode for episode in reversed(show) if episode.season == number]


def specials(show):
    """Episodes that belong to no season."""
    return [episode for episode in show if episode.season is None]


def listening_time(show, year=None):
    chosen = show if year is None else episodes_of(show, year)
    return clock(sum(episode.seconds for episode in chosen))
