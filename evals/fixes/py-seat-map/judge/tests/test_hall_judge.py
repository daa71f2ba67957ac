from hall.rows import row_names
from hall.seats import Hall


def test_row_names():
    assert row_names(1) == ["A"]
    assert row_names(0) == []
    assert row_names(26)[-1] == "Z"
    assert len(Hall(5, 4).free()) == 20
