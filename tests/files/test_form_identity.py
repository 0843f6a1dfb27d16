"""The hidden sheet: it comes back letter for letter, or not at all."""

import hashlib
import json
from dataclasses import replace

import pytest

from hqd_desktop.domain.canonical import PREFIX
from hqd_desktop.domain.figures import not_applicable, number, words
from hqd_desktop.domain.periods import Period
from hqd_desktop.files.form_identity import CHUNK, MARK, AlteredForm, NewerForm, identity_from, identity_rows
from hqd_desktop.services.form_records import FormCell, FormIdentity

NOW = Period(2025)
IDENTITY = FormIdentity(
    "2025-财务科-abc123", "h1", "示例医院", 2025, "shaoyang-2022", "财务科", "hqd1-sha256:00", "2026-01-05",
    (FormCell("total_income", NOW, True), FormCell("dual_duty", Period(2025, 3), False)),
    {
        ("total_income", NOW): number("-0.10", "备注\n第二行 _x000D_ =1"),
        ("a", NOW): not_applicable("没有"),
        ("b", NOW): words("进展" * CHUNK),
    },
)  # fmt: skip


def test_there_and_back() -> None:
    rows = identity_rows(IDENTITY)
    assert rows[0] == (MARK, IDENTITY.form)
    assert max(len(text) for _, text in rows) <= CHUNK
    assert len(rows) > 4
    assert identity_from(rows) == IDENTITY
    assert identity_from([*rows[:3], *reversed(rows[3:]), ("", "")]) == IDENTITY
    assert not any("_x" in text for _, text in rows)


@pytest.mark.parametrize("at", range(1, 4))
def test_a_row_that_was_lost_or_altered(at: int) -> None:
    rows = identity_rows(IDENTITY)
    name, text = rows[at]
    wrong = (AlteredForm, NewerForm)
    for spoilt in (
        [*rows[:at], *rows[at + 1 :]],
        [*rows[:at], (name, text[:-1] + ("8" if text.endswith("9") else "9")), *rows[at + 1 :]],
    ):
        with pytest.raises(wrong):
            identity_from(spoilt)


def test_a_later_format_is_named() -> None:
    rows = dict(identity_rows(IDENTITY)) | {"format": "2"}
    with pytest.raises(NewerForm) as raised:
        identity_from(list(rows.items()))
    assert str(raised.value) == "2"
    with pytest.raises(AlteredForm):
        identity_from([(MARK, ""), ("format", "二")])


@pytest.mark.parametrize(
    "content",
    [
        [], "text", {}, {"year": 1.5}, {"year": float("nan")},
        {**dict.fromkeys(("form", "hospital_id", "hospital", "scheme", "department", "digest", "issued_on"), "x"),
         "year": 2025, "cells": [["a", "2025x", True]], "base": {}},
        {**dict.fromkeys(("form", "hospital_id", "hospital", "scheme", "department", "digest", "issued_on"), "x"),
         "year": 2025, "cells": [["a", "2025"]], "base": {}},
        {**dict.fromkeys(("form", "hospital_id", "hospital", "scheme", "department", "digest", "issued_on"), "x"),
         "year": 2025, "cells": 7, "base": {}},
        {**dict.fromkeys(("form", "hospital_id", "hospital", "scheme", "department", "digest", "issued_on"), "x"),
         "year": 2025, "cells": [], "base": {"2025": {"a": {"state": "odd"}}}},
    ],
)  # fmt: skip
def test_what_is_sealed_but_not_ours(content: object) -> None:
    text = json.dumps(content)
    seal = PREFIX + hashlib.sha256(text.encode()).hexdigest()
    with pytest.raises(AlteredForm):
        identity_from([(MARK, ""), ("format", "1"), ("seal", seal), ("1", text)])


def test_identities_that_differ_have_other_seals() -> None:
    other = replace(IDENTITY, department="人事科")
    assert identity_rows(other)[2] != identity_rows(IDENTITY)[2]
