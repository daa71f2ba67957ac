from scores.table import Team


def test_a_team_has_a_name():
    assert Team("Reds").name == "Reds"
