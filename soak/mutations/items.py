"""Damage to the items of lists, at every level of nesting.

Does not belong here: the columns of a line (`soak.mutations.fields`).
"""

from collections.abc import Callable
from random import Random

from soak.judging.grammar import Items
from soak.mutations.damage import Damage, not_of_type
from soak.mutations.fields import SEPARATORS, _fields, _joined

#: What became of the items of a list, and whether the grammar must see it.
ChangedItems = tuple[list[bytes], bool]


def item_damaged(section: Items, line: bytes, random: Random) -> Damage | None:
    """One list of the line, on any level, is damaged."""
    fields = _fields(section, line)
    layout = section.layout(len(fields))
    lists = [at for at, column in enumerate(layout) if column.type == "list" and fields[at]]
    if not lists:
        return None
    at = random.choice(lists)
    child, is_counted = section.lists[layout[at].name], any(column.counts == layout[at].name for column in layout)
    text, is_visible = _list_damaged(child, fields[at], is_counted, random)
    return _joined(section, [*fields[:at], text, *fields[at + 1 :]], is_visible)


def _list_damaged(child: Items, text: bytes, is_counted: bool, random: Random) -> tuple[bytes, bool]:
    between = child.separator.encode()
    end = child.terminator.encode() if child.terminator and text.endswith(child.terminator.encode()) else b""
    items = text.removesuffix(end).split(between)
    if child.lists and random.random() < 0.5:
        items, is_visible = _nested_damaged(child, items, random)
    else:
        items, is_visible = random.choice(ITEM_DAMAGE)(child, items, is_counted, random)
    return between.join(items) + end, is_visible


def _nested_damaged(child: Items, items: list[bytes], random: Random) -> ChangedItems:
    """Damage a list inside an item: it is the item's last field."""
    at = random.randrange(len(items))
    fields = _item_fields(child, items[at])
    inner = child.lists[child.fields[-1].name]
    if len(fields) != len(child.fields):
        return items, False
    fields[-1], is_visible = _list_damaged(inner, fields[-1], False, random)
    return _with(items, at, _item(child, fields)), is_visible


def _field_dropped(child: Items, items: list[bytes], _: bool, random: Random) -> ChangedItems:
    at = random.randrange(len(items))
    fields = _item_fields(child, items[at])
    gone = random.randrange(len(fields))
    return _with(items, at, _item(child, fields[:gone] + fields[gone + 1 :])), bool(child.field_separator)


def _field_added(child: Items, items: list[bytes], _: bool, random: Random) -> ChangedItems:
    at = random.randrange(len(items))
    fields = _item_fields(child, items[at])
    place = random.randrange(len(fields) + 1)
    more = random.choice((b"", b"0", b"sample", fields[-1]))
    return _with(items, at, _item(child, [*fields[:place], more, *fields[place:]])), bool(child.field_separator)


def _field_misread(child: Items, items: list[bytes], _: bool, random: Random) -> ChangedItems:
    at = random.randrange(len(items))
    fields = _item_fields(child, items[at])
    typed = [place for place, column in enumerate(child.fields) if not_of_type(column.type, random)]
    if not typed or len(fields) != len(child.fields):
        return items, False
    place = random.choice(typed)
    wrong = not_of_type(child.fields[place].type, random) or b""
    return _with(items, at, _item(child, _with(fields, place, wrong))), True


def _field_emptied(child: Items, items: list[bytes], _: bool, random: Random) -> ChangedItems:
    at = random.randrange(len(items))
    fields = _item_fields(child, items[at])
    place = random.randrange(len(fields))
    must_be_filled = len(fields) == len(child.fields) and not child.fields[place].is_nullable
    return _with(items, at, _item(child, _with(fields, place, b""))), must_be_filled


def _item_gone(_: Items, items: list[bytes], is_counted: bool, random: Random) -> ChangedItems:
    at = random.randrange(len(items))
    return items[:at] + items[at + 1 :], is_counted


def _item_doubled(_: Items, items: list[bytes], is_counted: bool, random: Random) -> ChangedItems:
    at = random.randrange(len(items))
    return [*items[:at], items[at], *items[at:]], is_counted


def _empty_item(child: Items, items: list[bytes], is_counted: bool, random: Random) -> ChangedItems:
    at = random.randrange(len(items) + 1)
    # A second terminator at the end looks like one: the items before it are whole.
    return [*items[:at], b"", *items[at:]], is_counted or (len(child.fields) > 1 and not child.terminator)


def _joined_with_next(child: Items, items: list[bytes], is_counted: bool, random: Random) -> ChangedItems:
    if len(items) < 2:
        return items, False
    at = random.randrange(len(items) - 1)
    glue = random.choice((b"", *(separator for separator in SEPARATORS if separator != child.separator.encode())))
    return [*items[:at], items[at] + glue + items[at + 1], *items[at + 2 :]], is_counted


def _item_fields(child: Items, item: bytes) -> list[bytes]:
    return item.split(child.field_separator.encode()) if child.field_separator else [item]


def _item(child: Items, fields: list[bytes]) -> bytes:
    return child.field_separator.encode().join(fields)


def _with(parts: list[bytes], at: int, part: bytes) -> list[bytes]:
    return [*parts[:at], part, *parts[at + 1 :]]


ITEM_DAMAGE: tuple[Callable[[Items, list[bytes], bool, Random], ChangedItems], ...] = (
    _field_dropped, _field_added, _field_misread, _field_misread, _field_emptied, _item_gone, _item_doubled,
    _empty_item, _joined_with_next,
)  # fmt: skip
