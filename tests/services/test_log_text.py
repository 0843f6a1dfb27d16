"""The log holds types and places of faults, never their messages, which may hold figures."""

import logging
import sys

from hqd_desktop.services.log_text import QuietFormatter


def record(*, fault: bool) -> logging.LogRecord:
    info = None
    if fault:
        try:
            raise ValueError("总收入 947023880.40")
        except ValueError:
            info = sys.exc_info()
    return logging.LogRecord("hqd", logging.ERROR, "x.py", 1, "command failed", (), info)


def test_a_fault_is_its_type_and_its_places() -> None:
    """File, line and function, without a word of the message."""
    text = QuietFormatter().format(record(fault=True))
    assert "command failed" in text
    assert "ValueError" in text
    assert "test_log_text.py" in text
    assert "947023880" not in text
    assert "总收入" not in text


def test_an_event_without_a_fault() -> None:
    """Is one line; an empty exception writes nothing."""
    assert "\n" not in QuietFormatter().format(record(fault=False))
    assert QuietFormatter().formatException((None, None, None)) == ""
