import pytest

from greenhouse.settings import BadSetting, read_settings


def test_lines():
    text = "temperature > 35 # hot\n\n# at night\nfrost<-1.5"
    assert read_settings(text) == [("temperature", ">", 35.0), ("frost", "<", -1.5)]


def test_bad_line():
    with pytest.raises(BadSetting):
        read_settings("temperature is 35")
