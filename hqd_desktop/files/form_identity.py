"""What a collection form says of itself on a hidden sheet, there and back; it refuses what was altered by a letter."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hqd_desktop.domain.canonical import PREFIX, canonical_json, figures_data, figures_from
from hqd_desktop.domain.periods import Period, parse_period
from hqd_desktop.services.form_records import FORM_FORMAT, FormCell, FormIdentity

SHEET = "hqd"
MARK = "hqd-collection-form"
CHUNK = 8000  # a cell holds 32 767 letters; LibreOffice and WPS keep that many too
HEADER_ROWS = 3


class AlteredForm(Exception):
    """The rows are no identity that we wrote."""


class NewerForm(Exception):
    """The form was written by a later program; its text is the format it names."""


def identity_rows(identity: FormIdentity) -> list[tuple[str, str]]:
    """The rows of the hidden sheet: mark, format, seal, then the content in pieces."""
    text = canonical_json(_content(identity)).replace(
        "_x", "\\u005fx"
    )  # _x000D_ is how Excel writes a letter it cannot keep
    pieces = [text[at : at + CHUNK] for at in range(0, len(text), CHUNK)]
    head = [(MARK, identity.form), ("format", str(FORM_FORMAT)), ("seal", _seal(text))]
    return head + [(str(number), piece) for number, piece in enumerate(pieces, 1)]


def identity_from(rows: Sequence[tuple[str, str]]) -> FormIdentity:
    """The identity of such rows; AlteredForm when anything is missing or other than we wrote it, or NewerForm."""
    named = dict(rows)
    written = named.get("format", "")
    if written != str(FORM_FORMAT):
        raise NewerForm(written) if written.isdecimal() else AlteredForm(written)
    pieces = sorted((int(name), piece) for name, piece in named.items() if name.isdecimal())
    text = "".join(piece for _, piece in pieces)
    if _seal(text) != named.get("seal"):
        raise AlteredForm("seal")
    try:
        return _identity(json.loads(text, parse_float=_refuse, parse_constant=_refuse))
    except (ValueError, KeyError, TypeError, AttributeError) as error:  # sealed, but not by us
        raise AlteredForm(str(error)) from error


def _seal(text: str) -> str:
    return PREFIX + hashlib.sha256(text.encode()).hexdigest()


def _content(identity: FormIdentity) -> dict[str, Any]:
    return {
        "form": identity.form,
        "hospital_id": identity.hospital_id,
        "hospital": identity.hospital,
        "year": identity.year,
        "scheme": identity.scheme_id,
        "department": identity.department,
        "digest": identity.digest,
        "issued_on": identity.issued_on,
        "cells": [[cell.item, cell.period.key, cell.required] for cell in identity.cells],
        "base": figures_data(identity.base),
    }


def _identity(content: Mapping[str, Any]) -> FormIdentity:
    return FormIdentity(
        form=content["form"],
        hospital_id=content["hospital_id"],
        hospital=content["hospital"],
        year=int(content["year"]),
        scheme_id=content["scheme"],
        department=content["department"],
        digest=content["digest"],
        issued_on=content["issued_on"],
        cells=tuple(_cells(content["cells"])),
        base=figures_from(content["base"]),
    )


def _cells(rows: Iterable[Sequence[Any]]) -> Iterable[FormCell]:
    for item, key, required in rows:
        yield FormCell(str(item), _period(key), bool(required))


def _period(key: object) -> Period:
    period = parse_period(str(key))
    if period is None:
        raise ValueError(key)
    return period


def _refuse(text: str) -> None:
    raise ValueError(text)
