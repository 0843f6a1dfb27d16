"""What a dialog asked and was not answered yet: that alone keeps it open; it refuses to know what was asked."""

from collections.abc import Callable
from functools import partial
from typing import Any

Send = Callable[[Any, Callable[[Any], None], Callable[[Any], None]], None]


class Questions:
    """`send(question, done, refused)` asks off the GUI thread, as a Session does."""

    def __init__(self, send: Send, refused: Callable[[Any], None]) -> None:
        self._send, self._refused = send, refused
        self._open = 0
        self._then: Callable[[], object] | None = None

    def ask(self, question: Any, done: Callable[[Any], None]) -> None:
        """Ask; `done` gets the answer."""
        self._open += 1
        self._send(question, partial(self._on_answered, done), partial(self._on_answered, self._refused))

    def when_answered(self, then: Callable[[], object]) -> None:
        """Do it now, or behind the last answer."""
        if self._open:
            self._then = then
        else:
            then()

    def _on_answered(self, act: Callable[[Any], None], answer: Any) -> None:
        self._open -= 1
        act(answer)
        if self._then is not None and not self._open:
            self._then()
