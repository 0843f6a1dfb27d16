"""Names of 佐证: whatever comes in, what goes out fits every system, and nothing that runs is of a known kind."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hqd_desktop.domain.evidence_names import (
    BYTES_LIMIT,
    KNOWN,
    MACROS,
    NAME_LIMIT,
    NAMELESS,
    PROGRAMS,
    name_refusal_of,
    refusal_of,
    safe_folder,
    safe_name,
    suffix_of,
)

LETTERS = st.text(st.characters() | st.sampled_from('./\\:*?"<>| \t\n\u202e\u200d\x00年报CONconLPT1.exe'), max_size=300)


@given(LETTERS)
@example("..")
@example("../../etc/passwd")
@example("..\\..\\win.ini")
@example("<\u200d\u0338.pdf")
@example("e\u0301" * 300 + ".pdf")
@example("CON")
@example("x" * 119 + " .pdf")
@example("\ud800.pdf")
@example("." * 300)
def test_any_name_becomes_one_that_every_system_takes(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert len(safe) <= NAME_LIMIT
    assert len(safe.encode()) <= BYTES_LIMIT
    assert not set(safe) & set('<>:"/\\|?*')
    assert all(unicodedata.category(letter)[0] != "C" for letter in safe)
    assert safe == safe.strip(" .")
    assert safe.split(".")[0].strip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1", "LPT¹"}
    assert unicodedata.is_normalized("NFC", safe)


@given(LETTERS)
@example("con.con")
@example("x" * 118 + "  .pdf")
def test_a_safe_name_stays_as_it_is(name: str) -> None:
    assert safe_name(safe_name(name)) == safe_name(name)


@given(LETTERS, st.sampled_from(sorted(PROGRAMS | MACROS)))
def test_no_name_that_ends_as_a_program_is_taken_for_another_kind(name: str, suffix: str) -> None:
    assert refusal_of(f"{name}.{suffix}")
    assert refusal_of(f"{name}.{suffix.upper()}")
    assert refusal_of(f"{name}.{suffix}. ")
    assert refusal_of(f"{name}.pdf.{suffix}")


@given(st.text("年度报告 abc", min_size=1).filter(str.strip), st.sampled_from(sorted(KNOWN)))
def test_a_known_kind_keeps_its_suffix(name: str, suffix: str) -> None:
    assert suffix_of(f"{name}.{suffix}") == suffix
    assert refusal_of(f"{name}.{suffix.upper()}") == ""


def test_the_lists_do_not_meet() -> None:
    assert not KNOWN & (PROGRAMS | MACROS)


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("处方点评通报.pdf", "处方点评通报.pdf"),
        ("  两 个\t空格 .pdf ", "两 个 空格.pdf"),
        ("../../秘密.pdf", "秘密.pdf"),
        ("C:\\temp\\a.pdf", "a.pdf"),
        ("a:b*c?.pdf", "a_b_c_.pdf"),
        ("con.pdf", "_con.pdf"),
        ("nul", "_nul"),
        ("COM¹.tar.gz", "_COM¹.tar.gz"),
        ("console.pdf", "console.pdf"),
        (".pdf", "pdf"),
        ("", NAMELESS),
        ("...", NAMELESS),
        ("年报\u202efdp.exe", "年报fdp.exe"),
        ("年" * 100 + ".pdf", "年" * 65 + ".pdf"),
        ("第 1.2 版 说明", "第 1.2 版 说明"),
    ],
)
def test_names(given_name: str, safe: str) -> None:
    assert safe_name(given_name) == safe


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("通知.pdf", ""),
        ("通知.OFD", ""),
        ("照片.JPG", ""),
        ("通知.pdf.exe", "evidence_program"),
        ("通知.exe ", "evidence_program"),
        ("通知.LNK", "evidence_program"),
        ("点我.desktop", "evidence_program"),
        ("网页.html", "evidence_program"),
        ("报表.xlsm", "evidence_macros"),
        ("通知", "evidence_unknown_kind"),
        ("通知.pdf:流.exe", "evidence_program"),
        ("通知.xyz", "evidence_unknown_kind"),
        ("\u202efdp.exe", "evidence_program"),
        ("pdf", "evidence_unknown_kind"),
    ],
)
def test_kinds(name: str, code: str) -> None:
    assert refusal_of(name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("通报.pdf", ""),
        ("第1.2.3号.pdf", ""),
        ("CON.pdf", "evidence_name_reserved"),
        ("aux.pdf", "evidence_name_reserved"),
        ("LPT1.x.pdf", "evidence_name_reserved"),
        ("nul .pdf", "evidence_name_reserved"),
        ("..通报.pdf", "evidence_name_with_way"),
        ("..\\..\\Windows\\win.pdf", "evidence_name_with_way"),
    ],
)
def test_names_that_are_not_added(name: str, code: str) -> None:
    assert name_refusal_of(name) == code


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("09 县办中医医疗机构", "09 县办中医医疗机构"),
        ("任务1.4 胸痛/卒中\\创伤中心", "任务1.4 胸痛_卒中_创伤中心"),
        ("CON", "_CON"),
        ("aux.x", "_aux.x"),
        ("../..", "_"),
        ("末尾的点和空格. . ", "末尾的点和空格"),
        ("长" * 60, "长" * 40),
        ("\u202e\t", "佐证"),
    ],
)
def test_folders(name: str, safe: str) -> None:
    assert safe_folder(name) == safe
