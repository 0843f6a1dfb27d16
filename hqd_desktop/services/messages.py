"""Every sentence that a problem becomes, in Chinese: what happened, what is safe, what to do."""

import re
from collections.abc import Iterable

from hqd_desktop.domain.problems import Problem
from hqd_desktop.services.message_texts import TEXTS

FALLBACK = "有一处不能接受的内容（{code}）。原数据没有改动。"

_OPTIONAL = re.compile(r"⟦(.*?)⟧")  # said only when each fact in it is known
_NAMES = re.compile(r"\{(\w+)\}")


def sentence(problem: Problem) -> str:
    """The sentence of a problem, its place before it."""
    text = TEXTS.get(problem.code, FALLBACK)
    params = _Params(problem.params, code=problem.code)
    body = _OPTIONAL.sub(lambda part: part[1] if all(map(params.get, _NAMES.findall(part[1]))) else "", text)
    body = body.format_map(params)
    return f"{problem.where}：{body}" if problem.where else body


def sentences(problems: Iterable[Problem]) -> list[str]:
    """One sentence for each problem, in order, the same one only once."""
    return list(dict.fromkeys(sentence(problem) for problem in problems))


class _Params(dict[str, str]):
    """Facts of a problem; one that was not given reads as nothing rather than hiding the sentence."""

    def __missing__(self, key: str) -> str:
        return ""
