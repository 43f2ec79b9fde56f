"""Names as players write them: colour codes, other alphabets, and what breaks a careless reader.

Does not belong here: identity; two people may share a name.
"""

from proximity.simulator.match.dice import Dice

PLAIN = (  # noqa: SIM905  a list of thirty strings would be a page
    "Kestrel Marmot Juniper Halyard Tundra Cobalt Fennel Sparrow Quarry Lantern Basalt Otter Nimbus Thistle Walnut "
    "Drifter Ferrous Magpie Sextant Ember Larch Pewter Heron Cinder Saffron Gannet Mortise Tarn Bramble Flint"
).split()

HOSTILE = (
    "a|b,c",
    "^1x^^7y^",
    "  spaces  ",
    "# ENGAGEMENTS",
    "100%s%d%n",
    "=1+1",
    "'quoted' -- drop",
    "../../up",
    "NULL",
    "тётя Мотя",
    "Žižka★",
    "日本語プレイヤー",
    "caf\udce9",
    "^7" + "W" * 33,
    "[B^7OT]Fake",
    "-",
)
"""All of them pass the engine, which turns away quotation marks, semicolons and backslashes only."""


def make_name(dice: Dice, number: int, is_hostile: bool) -> str:
    """A name; the `number`th hostile one if that is asked for."""
    if is_hostile:
        return HOSTILE[number % len(HOSTILE)]
    return _coloured(dice, PLAIN[number % len(PLAIN)] + _suffix(dice, number))


def _suffix(dice: Dice, number: int) -> str:
    if number >= len(PLAIN):
        return str(number // len(PLAIN) + 1)
    return dice.pick(("", "", "", "^7!", "_", "*", ".TE"))


def _coloured(dice: Dice, name: str) -> str:
    code = f"^{dice.pick('1234567890abcdxyzo?')}"
    match dice.whole(0, 3):
        case 0:
            return name
        case 1:
            return code + name
        case 2:
            return f"{name[0]}{code}{name[1:]}"
        case _:
            return f"{code}{name[:3]}^7{name[3:]}"
