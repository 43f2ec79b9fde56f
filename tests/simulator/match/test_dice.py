"""Chance that is the same everywhere."""

from proximity.simulator.match.dice import Dice


def test_the_same_name_rolls_the_same_numbers() -> None:
    rolls = [[Dice(7, "round", 3).whole(1, 10**9) for _ in range(3)] for _ in range(2)]
    assert rolls[0] == rolls[1]


def test_these_are_the_numbers_on_every_machine() -> None:
    dice = Dice("a name")
    assert [dice.whole(0, 999) for _ in range(6)] == [28, 196, 708, 626, 38, 894]


def test_another_name_rolls_other_numbers() -> None:
    assert Dice(1).unit() != Dice(2).unit()


def test_bells_are_centred_and_end_at_three_deviations() -> None:
    dice = Dice("bell")
    values = [dice.bell(10.0, 2.0) for _ in range(4000)]
    mean = sum(values) / len(values)
    deviation = (sum((value - mean) ** 2 for value in values) / len(values)) ** 0.5
    assert abs(mean - 10.0) < 0.15
    assert abs(deviation - 2.0) < 0.15
    assert min(values) >= 4.0
    assert max(values) <= 16.0


def test_whole_numbers_reach_both_ends() -> None:
    dice = Dice("whole")
    assert {dice.whole(2, 4) for _ in range(100)} == {2, 3, 4}


def test_a_shuffle_keeps_everything_and_changes_nothing() -> None:
    things = list(range(20))
    shuffled = Dice("shuffle").shuffled(things)
    assert things == list(range(20))
    assert shuffled != things
    assert sorted(shuffled) == things


def test_weights_decide_how_often_something_is_chosen() -> None:
    dice = Dice("weights")
    chosen = [dice.weighted(("seldom", "never", "often"), (1, 0, 9)) for _ in range(1000)]
    assert chosen.count("never") == 0
    assert 50 < chosen.count("seldom") < 160
