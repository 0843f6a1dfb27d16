"""A fault in what a user gave us, as a value with a place; it refuses to know how it will be worded."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it is, and the facts a sentence about it needs.

    `code` is stable and listed in docs/problems.md; `where` is a place a user can find (sheet and cell, line,
    item name); `params` are strings put into the sentence by services.messages.
    """

    code: str
    where: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
