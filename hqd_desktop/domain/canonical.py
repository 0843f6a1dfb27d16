"""The one canonical form of data and its digest, as docs/formats.md defines it; it refuses binary fractions."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from hqd_desktop.domain.figures import Figure, Figures, FigureState
from hqd_desktop.domain.goals import NO_GOALS, Goals, goals_data
from hqd_desktop.domain.hospital import Hospital
from hqd_desktop.domain.numerals import canonical_text, read_number
from hqd_desktop.domain.periods import parse_period

FORMAT = 1
PREFIX = f"hqd{FORMAT}-sha256:"


def canonical_json(data: object) -> str:
    """Sorted keys, no spaces, NFC text, decimals as their canonical text in quotes, UTF-8 letters as they are.

    Raises TypeError for a float or for anything that JSON does not know.
    """
    return json.dumps(_plain(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(data: object) -> str:
    """The versioned SHA-256 of the canonical form: `hqd1-sha256:` and 64 hexadecimal digits."""
    return PREFIX + hashlib.sha256(canonical_json(data).encode()).hexdigest()


def short_digest(text: str) -> str:
    """The first 12 digits in groups of four, as printed on each page."""
    bare = text.removeprefix(PREFIX)[:12]
    return " ".join(bare[start : start + 4] for start in (0, 4, 8))


def _plain(data: object) -> Any:
    if data is None or isinstance(data, bool):
        return data
    if isinstance(data, Enum):
        return _plain(data.value)
    if isinstance(data, int):
        return data
    if isinstance(data, Decimal) and data.is_finite():
        return canonical_text(data)
    if isinstance(data, date):
        return data.isoformat()
    if isinstance(data, str):
        return unicodedata.normalize("NFC", data)
    if isinstance(data, Mapping):
        return {_plain(str(key)): _plain(value) for key, value in data.items()}
    if isinstance(data, Sequence) and not isinstance(data, (bytes, bytearray)):
        return [_plain(value) for value in data]
    raise TypeError(f"no canonical form for {type(data).__name__}")


def figures_data(figures: Figures) -> dict[str, dict[str, dict[str, str]]]:
    """Figures as plain data, by period and item; blank ones without a note are left out."""
    data: dict[str, dict[str, dict[str, str]]] = {}
    for (key, period), figure in figures.items():
        fields = {"state": figure.state.value}
        if figure.value is not None:
            fields["value"] = canonical_text(figure.value)
        fields |= {name: text for name in ("text", "note", "source") if (text := getattr(figure, name))}
        if figure.state is not FigureState.BLANK or figure.note:
            data.setdefault(period.key, {})[key] = fields
    return data


def figures_from(data: Mapping[str, Mapping[str, Mapping[str, str]]]) -> dict[Any, Figure]:
    """The figures of `figures_data` again; ValueError when a period, state or value is none of that form."""
    figures: dict[Any, Figure] = {}
    for period_key, rows in data.items():
        period = parse_period(period_key)
        if period is None:
            raise ValueError(period_key)
        for key, fields in rows.items():
            state = FigureState(fields["state"])
            value = _canonical(fields.get("value")) if state is FigureState.NUMBER else None
            texts = (fields.get(name, "") for name in ("text", "note", "source"))
            figures[key, period] = Figure(state, value, *texts)
    return figures


def _canonical(text: str | None) -> Decimal:
    value = read_number(text or "")
    if not isinstance(value, Decimal) or canonical_text(value) != text:
        raise ValueError(text)
    return value


def snapshot(
    hospital: Hospital,
    year: int,
    figures: Figures,
    packs: Mapping[str, object],
    goals: Goals = NO_GOALS,
) -> dict[str, Any]:
    """All that a score depends on, as plain data; `packs` are the raw catalogue, scheme, ruleset, or their digests.

    A year without goals has no word of them, so that digests are what they were before there were any.
    """
    own = goals_data(goals, year)
    return {
        "format": FORMAT,
        "hospital": {
            "name": hospital.name,
            "code": hospital.code,
            "level": hospital.level,
            "type": hospital.type,
        },
        "year": year,
        "figures": figures_data(figures),
        "packs": dict(packs),
        **({"goals": own} if own else {}),
    }
