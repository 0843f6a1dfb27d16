"""Sentences: every code that is used has one, every one can be made, and docs/problems.md says the same."""

import os
import re
import string
from pathlib import Path

import pytest

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.errors import Cancelled, FileRefused, StaleWrite, StoreError, UserFacingError
from hqd_desktop.services.message_texts import TEXTS
from hqd_desktop.services.messages import FALLBACK, sentence, sentences

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "problems.md"
HEAD = """# 提示语一览

每条提示都有一个固定的代码（`Problem.code`），日志和测试认代码，人看句子。句子只在
`hqd_desktop/services/message_texts*.py` 里写一次，本页由测试对照；改了句子后运行
`HQD_UPDATE_GOLDEN=1 python3 dev.py test tests/services/test_messages.py` 重写本页。
`{…}` 是填进句子的事实，`⟦…⟧` 里的话只在其中的事实都知道时才说。

| 代码 | 句子 |
|---|---|
"""
# How a code is given away: Problem("code"…), report("code"…), refusal("code"…), FormulaError("code"…), refuse("code"…).
CALLS = re.compile(r'\b(?:Problem|report|_report_given|refusal|FormulaError|refuse)\(\s*"([a-z0-9_]+)"')
LITERALS = re.compile(r'"([a-z][a-z0-9_]+)"')


def page() -> str:
    """The page as it must stand."""
    rows = (f"| `{code}` | {text.replace('|', chr(92) + '|')} |" for code, text in sorted(TEXTS.items()))
    return HEAD + "\n".join(rows) + "\n"


def used() -> dict[str, str]:
    """Every code that some module gives to a problem, with the module."""
    codes: dict[str, str] = {}
    for path in sorted((ROOT / "hqd_desktop").rglob("*.py")):
        for code in CALLS.findall(path.read_text(encoding="utf-8")):
            codes.setdefault(code, path.relative_to(ROOT).as_posix())
    return codes


def test_the_page_lists_every_sentence() -> None:
    """Word for word."""
    if os.environ.get("HQD_UPDATE_GOLDEN") == "1":
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page()


def test_every_code_in_use_has_a_sentence() -> None:
    """Nobody ever reads the fallback."""
    found = used()
    assert len(found) > 60
    assert {code: path for code, path in found.items() if code not in TEXTS} == {}


def test_every_sentence_is_for_a_code_in_use() -> None:
    """A text whose code stands nowhere is dead."""
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "hqd_desktop").rglob("*.py")
        if not path.name.startswith("message_texts")
    )
    assert sorted(set(TEXTS) - set(LITERALS.findall(source))) == []


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_every_sentence_can_be_made(code: str) -> None:
    """With all its facts and with none; it is Chinese, ends as a sentence, and holds no open brace."""
    names = {name for _, name, _, _ in string.Formatter().parse(TEXTS[code].replace("⟦", "").replace("⟧", "")) if name}
    facts = dict.fromkeys(names, "事实")
    for params in (facts, {}):
        text = sentence(Problem(code, "B7", params))
        assert text.startswith("B7：")
        assert text.endswith("。")
        assert not set("{}⟦⟧") & set(text)
        assert re.search(r"[\u4e00-\u9fff]", text)
    assert all(name.isidentifier() for name in names)


def test_a_place_goes_before_the_sentence() -> None:
    """When there is one."""
    problem = Problem("number_blank", "总收入")
    assert sentence(problem) == "总收入：这里是空的。空白表示“缺”，不是 0。"
    assert sentence(Problem("number_blank")) == "这里是空的。空白表示“缺”，不是 0。"


def test_facts_are_put_in_as_they_are() -> None:
    """Braces typed by a user do no harm, and an absent fact reads as nothing."""
    text = sentence(Problem("number_unreadable", "", {"text": "{0}{limit}{x!r}⟦"}))
    assert text.startswith("读不懂“{0}{limit}{x!r}⟦”。")
    assert sentence(Problem("number_unreadable")).startswith("读不懂“”。")


def test_optional_words_need_their_facts() -> None:
    """⟦…⟧ is said only when everything in it is known."""
    whole = sentence(Problem("file_bad_toml", "", {"name": "a", "line": "3", "column": "4", "what": "x"}))
    part = sentence(Problem("file_bad_toml", "", {"name": "a", "line": "", "column": "4", "what": "x"}))
    assert "第 3 行第 4 列" in whole
    assert "行" not in part.partition("不合")[0]


def test_an_unknown_code_is_not_hidden() -> None:
    """It is our fault, and said all the same."""
    assert sentence(Problem("no_such_code")) == FALLBACK.format(code="no_such_code")


def test_each_sentence_once_in_order() -> None:
    """The same words are not repeated."""
    problems = [Problem("pack_empty"), Problem("number_blank"), Problem("pack_empty")]
    assert sentences(problems) == [sentence(problems[0]), sentence(problems[1])]
    assert sentences([]) == []


def test_errors_carry_their_problems() -> None:
    """The codes are the text of the exception; a stale write is a fault of the store, cancelling is none."""
    error = UserFacingError(Problem("a"), Problem("b"))
    assert (str(error), error.problems) == ("a、b", (Problem("a"), Problem("b")))
    assert issubclass(StaleWrite, StoreError)
    assert issubclass(StoreError, UserFacingError)
    assert issubclass(FileRefused, UserFacingError)
    assert not issubclass(Cancelled, UserFacingError)
