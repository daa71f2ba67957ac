import pytest

from podcasts.feed import read_feed
from podcasts.library import episodes_of, listening_time


def feed(*days):
    return read_feed([{"title": day, "published": day, "duration": "10:00"} for day in days])


@pytest.mark.parametrize("text", ["1999", "2008", "2023", "2031"])
def test_years_from_text(text):
    show = feed("1999-12-31", "2008-01-01", "2023-05-05", "2023-05-06", "2031-07-07")
    found = episodes_of(show, int(text))
    assert found and all(episode.published.startswith(text) for episode in found)
    assert len(found) == sum(episode.published.startswith(text) for episode in show)


def test_order_is_kept():
    show = feed("2023-01-01", "2023-12-31", "2022-06-06")
    assert [episode.title for episode in episodes_of(show, 2023)] == ["2023-12-31", "2023-01-01"]


def test_listening_time_of_a_year():
    show = feed("2023-01-01", "2023-12-31", "2022-06-06")
    assert listening_time(show, 2023) == "20:00"
    assert listening_time(show, 2020) == "0:00"
