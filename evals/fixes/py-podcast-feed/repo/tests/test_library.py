from podcasts.feed import read_feed
from podcasts.library import episodes_of, listening_time, season, specials

FEED = [
    {"title": "Salt", "published": "2022-12-28", "duration": "30:00", "season": "1"},
    {"title": "Rust ", "published": "2023-01-04", "duration": "45:30", "season": "1"},
    {"title": "Live in Graz", "published": "2023-06-11", "duration": "1:20:00"},
    {"title": "Amber", "published": "2024-02-02", "duration": "2400", "season": "2"},
]


def titles(episodes):
    return [episode.title for episode in episodes]


def test_newest_first():
    assert titles(read_feed(FEED)) == ["Amber", "Live in Graz", "Rust", "Salt"]


def test_season_in_order():
    assert titles(season(read_feed(FEED), 1)) == ["Salt", "Rust"]


def test_specials():
    assert titles(specials(read_feed(FEED))) == ["Live in Graz"]


def test_episodes_of_a_year():
    assert titles(episodes_of(read_feed(FEED), 2023)) == ["Live in Graz", "Rust"]


def test_no_episode_in_a_year():
    assert episodes_of(read_feed(FEED), 2019) == []


def test_listening_time():
    assert listening_time(read_feed(FEED)) == "3:15:30"
