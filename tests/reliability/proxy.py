"""A wire between the program and its server that a test can cut."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from typing import Self

from sqlalchemy import make_url

BEFORE, AFTER, LATE = "before", "after", "late"


class Wire:
    """Passes everything on, until `cut` says at which moment of a commit, or at which word, the line goes dead.

    BEFORE: the commit never reaches the server. AFTER: it does, the answer is lost. LATE: the line is dead
    at once, and the commit reaches the server half a second later. `down`: nobody gets through; `stays_down`:
    from the cut on.
    """

    def __init__(self, url: str) -> None:
        target = make_url(url)
        host = target.query.get("host", target.host)
        port = int(target.port or 5432)
        self._upstream = f"{host}/.s.PGSQL.{port}" if str(host).startswith("/") else (str(host), port)
        self.cut, self.word, self.down = "", b"COMMIT\0", False
        self.stays_down = False
        self._listening = socket.create_server(("127.0.0.1", 0))
        own = {"host": "127.0.0.1", "port": self._listening.getsockname()[1], "query": {"connect_timeout": "5"}}
        self.url = target.set(**own).render_as_string(hide_password=False)
        self._open: list[socket.socket] = []
        self._deaf: socket.socket | None = None
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                client, _address = self._listening.accept()
            except OSError:
                return
            if self.down:
                client.close()
                continue
            server = socket.socket(socket.AF_UNIX if isinstance(self._upstream, str) else socket.AF_INET)
            server.connect(self._upstream)
            self._open += [client, server]
            threading.Thread(target=self._pass, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self._pass, args=(server, client, False), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, to_server: bool) -> None:
        try:
            while data := source.recv(65536):
                if to_server and self.cut and self.word in data:
                    self._cut(source, sink, data)
                    return
                if to_server or sink is not self._deaf:
                    sink.sendall(data)
        except OSError:
            pass
        finally:
            for end in (source, sink):
                _close(end)

    def _cut(self, client: socket.socket, server: socket.socket, data: bytes) -> None:
        how, self.cut, self.down = self.cut, "", self.stays_down
        self._deaf = client
        if how == AFTER:
            server.sendall(data)
            time.sleep(0.1)  # the server is done before the line is cut
        client.shutdown(socket.SHUT_RDWR)
        if how == LATE:
            time.sleep(0.5)
            server.sendall(data)
            time.sleep(0.1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._listening.close()
        for end in self._open:
            _close(end)


def _close(end: socket.socket) -> None:
    with suppress(OSError):  # the other thread waits in `recv`: closing alone would tell nobody
        end.shutdown(socket.SHUT_RDWR)
    end.close()
