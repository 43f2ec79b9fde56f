"""Damage to the fields of a line.

Does not belong here: the items of lists (`soak.mutations.items`).
"""

from random import Random

from soak.judging.grammar import Items
from soak.mutations.damage import Damage, not_of_type

SEPARATORS = (b";", b"|", b",", b":")


def separator_removed(section: Items, line: bytes, random: Random) -> Damage | None:
    """One separator between columns is gone."""
    fields = _fields(section, line)
    at = random.randrange(len(fields) - 1)
    return _joined(section, [*fields[:at], fields[at] + fields[at + 1], *fields[at + 2 :]], is_visible=True)


def separator_added(section: Items, line: bytes, random: Random) -> Damage | None:
    """One separator of any kind is added anywhere; a column too many can be seen if columns are counted at all."""
    added, at = random.choice(SEPARATORS), random.randrange(len(line) + 1)
    is_column = added == section.field_separator.encode()
    return Damage(line[:at] + added + line[at:], is_column and not _last_holds_separator(section))


def separator_replaced(section: Items, line: bytes, random: Random) -> Damage | None:
    """One separator between columns became another one."""
    fields = _fields(section, line)
    at = random.randrange(len(fields) - 1)
    merged = fields[at] + random.choice(SEPARATORS[1:]) + fields[at + 1]
    return _joined(section, [*fields[:at], merged, *fields[at + 2 :]], is_visible=True)


def any_separator_damaged(section: Items, line: bytes, random: Random) -> Damage | None:
    """One separator of any level is removed, doubled or replaced."""
    places = [place for place in range(len(line)) if line[place : place + 1] in SEPARATORS]
    at = random.choice(places)
    here = line[at : at + 1]
    return Damage(line[:at] + random.choice((b"", here * 2, *SEPARATORS)) + line[at + 1 :])


def field_emptied(section: Items, line: bytes, random: Random) -> Damage | None:
    """One field has no content any more."""
    fields = _fields(section, line)
    at = random.randrange(len(fields))
    must_be_filled = not section.layout(len(fields))[at].is_nullable
    return _joined(section, [*fields[:at], b"", *fields[at + 1 :]], must_be_filled)


def field_misread(section: Items, line: bytes, random: Random) -> Damage | None:
    """One number, flag or side is something else."""
    fields = _fields(section, line)
    layout = section.layout(len(fields))
    typed = [at for at, column in enumerate(layout) if not_of_type(column.type, random)]
    at = random.choice(typed)
    wrong = not_of_type(layout[at].type, random) or b""
    return _joined(section, [*fields[:at], wrong, *fields[at + 1 :]], is_visible=True)


def field_dropped(section: Items, line: bytes, random: Random) -> Damage | None:
    """One field is gone with its separator."""
    fields = _fields(section, line)
    at = random.randrange(len(fields))
    # An emptied end of ENGAGEMENTS, whose last list may be absent, leaves 23 fields or a list cut in two.
    return _joined(section, [*fields[:at], *fields[at + 1 :]], not _last_holds_separator(section))


def field_doubled(section: Items, line: bytes, random: Random) -> Damage | None:
    """One field stands there twice."""
    fields = _fields(section, line)
    at = random.randrange(len(fields))
    return _joined(section, [*fields[:at], fields[at], *fields[at:]], not _last_holds_separator(section))


def fields_swapped(section: Items, line: bytes, random: Random) -> Damage | None:
    """Two fields of different types changed places; whether that can be seen depends on what they hold."""
    fields = _fields(section, line)
    layout = section.layout(len(fields))
    one, other = random.sample(range(len(fields)), 2)
    if layout[one].type == layout[other].type:
        return None
    fields[one], fields[other] = fields[other], fields[one]
    return _joined(section, fields)


def text_changed(section: Items, line: bytes, random: Random) -> Damage | None:
    """A text has another content, which nobody can see: it must come out as written."""
    fields = _fields(section, line)
    layout = section.layout(len(fields))
    texts = [at for at, column in enumerate(layout) if column.type in ("text", "name", "guid")]
    if not texts:
        return None
    at = random.choice(texts)
    text = random.choice(
        (b" ", b"#", b"^1x", b'"', b"'", b"\\", b"\x00", "Ж".encode(), b"\xff", b"NULL", b"=", b"a" * 999)
    )
    place = random.randrange(len(fields[at]) + 1)
    return _joined(section, [*fields[:at], fields[at][:place] + text + fields[at][place:], *fields[at + 1 :]])


def digit_changed(section: Items, line: bytes, random: Random) -> Damage | None:
    """A digit became another one, which nobody can see: it must come out as written."""
    digits = [place for place in range(len(line)) if line[place : place + 1].isdigit()]
    at = random.choice(digits)
    return Damage(line[:at] + b"%d" % random.randrange(10) + line[at + 1 :])


def _fields(section: Items, line: bytes) -> list[bytes]:
    separator = section.field_separator.encode()
    return line.split(separator, len(section.fields) - 1 if _last_holds_separator(section) else -1)


def _joined(section: Items, fields: list[bytes], is_visible: bool = False) -> Damage:
    return Damage(section.field_separator.encode().join(fields), is_visible)


def _last_holds_separator(section: Items) -> bool:
    """True for ENGAGEMENTS, whose last list contains the separator of columns (format document, 7.1)."""
    last = section.lists.get(section.fields[-1].name)
    return last is not None and any(child.separator == section.field_separator for child in last.lists.values())


FIELD_DAMAGE = (
    separator_removed, separator_added, separator_replaced, any_separator_damaged, field_emptied, field_misread,
    field_misread, field_misread, field_dropped, field_doubled, fields_swapped, text_changed, digit_changed,
)  # fmt: skip
