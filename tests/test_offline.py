"""Nothing reaches for a network: Internet sockets are refused to every test, and the system is watched at a job."""

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_no_test_can_open_a_connection(family: socket.AddressFamily) -> None:
    with pytest.raises(PermissionError):
        socket.socket(family)


@pytest.mark.skipif(sys.platform != "linux", reason="strace is of Linux")
def test_the_whole_job_asks_the_system_for_no_connection(tmp_path: Path) -> None:
    """Libraries in C do not pass by Python's own sockets, so the system calls are looked at."""
    log = tmp_path / "calls"
    job = [sys.executable, "-X", "utf8", "-m", "hqd_desktop", "--data-dir", str(tmp_path), "assess", "--sample"]
    watched = ["strace", "-f", "--seccomp-bpf", "-e", "trace=socket,execve", "-o", str(log), *job]
    done = subprocess.run([*watched, "--out", str(tmp_path / "out")], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    calls = log.read_text(errors="replace")
    assert "execve(" in calls, "strace saw nothing at all"
    assert re.findall(r"socket\(AF_(?:INET6?|NETLINK|PACKET)[^\n]*", calls) == []
