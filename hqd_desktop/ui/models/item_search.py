"""Finds data items for what a person types: name, alias, account number or key, the best first; it draws nothing."""

from collections.abc import Sequence

from hqd_desktop.domain.items import Catalogue, Item
from hqd_desktop.domain.numerals import normalise

SHOWN = 80


def matching(catalogue: Catalogue, typed: str) -> Sequence[Item]:
    """The items that hold the typed words: whole names first, then beginnings, then anything inside."""
    wanted = "".join(normalise(typed).split()).lower()
    if not wanted:
        return tuple(catalogue)[:SHOWN]
    ranked = [(rank, at, item) for at, item in enumerate(catalogue) if (rank := _rank(item, wanted)) < 4]
    return [item for _, _, item in sorted(ranked, key=lambda found: found[:2])][:SHOWN]


def label_of(item: Item) -> str:
    """How an item is listed."""
    unit = f"（{item.unit}）" if item.unit else ""
    return f"{item.name}{unit}" + (f"　{item.account}" if item.account else "")


def _rank(item: Item, wanted: str) -> int:
    names = ["".join(normalise(name).split()).lower() for name in (item.name, *item.aliases)]
    if wanted in (*names, item.account, item.key):
        return 0
    if any(name.startswith(wanted) for name in names) or (item.account and item.account.startswith(wanted)):
        return 1
    if any(wanted in name for name in names):
        return 2
    return 3 if wanted in item.key else 4
