"""The guard of conftest.py itself: without it, a test could pass here and fail where there is no network."""

from __future__ import annotations

import socket

import pytest


def test_a_connection_to_another_machine_fails_the_test(network_attempts: list[str]) -> None:
    with (
        socket.socket() as client,
        pytest.raises(pytest.fail.Exception, match=r"connect to \('192\.0\.2\.1', 80\)"),
    ):
        client.connect(("192.0.2.1", 80))
    network_attempts.clear()


def test_connect_ex_to_another_machine_fails_the_test(network_attempts: list[str]) -> None:
    with socket.socket() as client, pytest.raises(pytest.fail.Exception, match="connect to"):
        client.connect_ex(("192.0.2.1", 80))
    network_attempts.clear()


@pytest.mark.parametrize("resolver", ["getaddrinfo", "gethostbyname", "gethostbyname_ex"])
def test_resolving_a_name_fails_the_test(resolver: str, network_attempts: list[str]) -> None:
    arguments = ("example.org", 80) if resolver == "getaddrinfo" else ("example.org",)
    with pytest.raises(pytest.fail.Exception, match=r"resolve 'example\.org'"):
        getattr(socket, resolver)(*arguments)
    network_attempts.clear()


def test_an_attempt_is_remembered_when_the_code_hides_the_error(network_attempts: list[str]) -> None:
    with socket.socket() as client, pytest.raises(pytest.fail.Exception):
        client.connect(("192.0.2.1", 80))
    assert network_attempts == ["connect to ('192.0.2.1', 80)"]
    network_attempts.clear()


def test_loopback_is_open() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
        server.accept()[0] as accepted,
    ):
        client.sendall(b"x")
        assert accepted.recv(1) == b"x"


def test_a_unix_socket_pair_is_open() -> None:
    left, right = socket.socketpair()
    with left, right:
        left.sendall(b"x")
        assert right.recv(1) == b"x"
