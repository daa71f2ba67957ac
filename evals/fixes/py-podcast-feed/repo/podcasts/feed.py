"""Reads the entries of a feed."""

from .duration import seconds
from .episode import Episode


def read_entry(entry):
    season = entry.get("season", "")
    return Episode(
        title=entry["title"].strip(),
        published=entry["published"],
        seconds=seconds(entry["duration"]),
        season=int(season) if season else None,
    )


def read_feed(entries):
    """Episodes, newest first."""
    return sorted((read_entry(entry) for entry in entries), key=lambda episode: episode.published, reverse=True)
