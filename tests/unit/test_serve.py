"""Listening and serving, where no process is needed to see it."""

from __future__ import annotations

import socket

from fraiseql.serve import listen


def test_what_is_sent_in_two_parts_does_not_wait_for_an_acknowledgement() -> None:
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
