"""Lists, yes or no, dates and words as people write them into a cell of a table of their own; texts only."""

from collections.abc import Iterable, Mapping
from typing import Any


def listed(text: str) -> list[str]:
    """甲、乙 as two; commas and line ends part as well."""
    for sign in ("，", ",", "；", ";", "\n"):
        text = text.replace(sign, "、")
    return [part.strip() for part in text.split("、") if part.strip()]


def flag(text: str) -> bool:
    """是, and nothing else."""
    return text.strip() == "是"


def word(text: str, words: Mapping[str, str]) -> str | None:
    """The stored word of a Chinese one; "" for a blank cell, None for a word that is not known."""
    given = text.strip()
    return words.get(given) if given else ""


def sentences(text: str) -> list[str]:
    """Parts with signs of their own: only semicolons and line ends part them."""
    return [part.strip() for part in text.replace("\n", "；").replace(";", "；").split("；") if part.strip()]


def milestones(text: str) -> tuple[list[dict[str, str]], list[str]]:
    """`2025-12-31=做到什么；…` as dated texts, and what is not of that form."""
    dated: list[dict[str, str]] = []
    wrong: list[str] = []
    for part in sentences(text):
        due, sign, told = part.replace("＝", "=").partition("=")
        if sign and due.strip() and told.strip():
            dated.append({"due": due.strip(), "text": told.strip()})
        else:
            wrong.append(part)
    return dated, wrong


def told_milestones(rows: Iterable[Mapping[str, Any]]) -> str:
    """The same the other way; a text loses the signs that part them."""
    return "；".join(f"{row['due']}={str(row['text']).replace('；', '，').replace(';', '，')}" for row in rows)
