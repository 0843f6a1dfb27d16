"""A second start raises the first window instead of opening another; the lock of the file is the store's business."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT = 500  # ms: a first window that is busy answers late, and then the store says who has the file


def channel_of(database: Path) -> str:
    """The name under which the window of a database can be reached by this user on this PC."""
    return f"hqd-{hashlib.sha256(str(database.absolute()).encode()).hexdigest()[:24]}"


def raise_first(channel: str) -> bool:
    """Ask a window that is there to come to the front; whether there is one."""
    socket = QLocalSocket()
    socket.connectToServer(channel)
    if not socket.waitForConnected(WAIT):
        return False
    socket.write(b"raise")
    socket.waitForBytesWritten(WAIT)
    socket.disconnectFromServer()
    return True


class FirstWindow(QObject):
    """Listens for later starts; `asked` when there is one. What a dead program left behind is swept away."""

    asked = Signal()

    def __init__(self, channel: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(channel)
        self._server.listen(channel)
        self._server.newConnection.connect(self._on_connected)

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _on_connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.abort()
        self.asked.emit()
