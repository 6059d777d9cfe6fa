"""Which addresses are web addresses, and which network addresses may be connected to."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest

from indexer.inputs.gathering import is_address
from indexer.web.addresses import checked, is_public, parse, resolve
from indexer.web.errors import Private, Refused, Unreachable
from indexer.web.options import EVERYTHING, Options
from knowledge.errors import InputError


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTPS://Example.ORG:443/A?b=c#part", "https://example.org/A?b=c"),
        ("http://müller.example/ä", "http://xn--mller-kva.example/%C3%A4"),
        ("http://[2001:db8::1]:8080/", "http://[2001:db8::1]:8080/"),
    ],
)
def test_an_address_has_one_form(text: str, address: str) -> None:
    assert str(parse(text)) == address


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ftp://example.org/", "is no web address. Begin it with https://"),
        ("file:///etc/passwd", "is no web address"),
        ("https://", "is no web address"),
        ("https:///path", "is no web address"),
        ("http://[::1", "is no web address"),
        ("http://a b/", "is no web address"),
        ("http://example.org:99999/", "is no web address|has port"),
        ("http://example.org:0/", "has port 0, ports are from 1 to 65535"),
        ("https://example.org/" + "a" * 2000, "has 2020 characters, addresses have at most 2000"),
        ("https://example.org/\nHost: x", "is no web address"),
    ],
)
def test_what_is_no_web_address_is_refused(text: str, message: str) -> None:
    with pytest.raises(Refused, match=message) as error:
        parse(text)
    assert "\n" not in str(error.value)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(Refused, match=r"of 'example\.org' has a user name") as error:
        parse("https://user:secret@example.org/")
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "is_one"), [("https://a.org", True), ("HTTP://a", True), ("http", False), ("a/https://b", False)]
)
def test_addresses_are_told_from_paths(text: str, is_one: bool) -> None:
    assert is_address(text) is is_one


PRIVATE = (
    "127.0.0.1 127.8.8.8 0.0.0.0 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 192.0.0.1 "
    "192.0.2.1 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 192.88.99.1 "
    "::1 :: fe80::1 fc00::1 fd12::1 ff02::1 fec0::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 "
    "64:ff9b::7f00:1 64:ff9b:1::1 2002:7f00:1:: 2001::1"
).split()


@pytest.mark.parametrize("text", PRIVATE)
def test_what_is_not_of_the_public_internet_is_private(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize(
    "text", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "172.32.0.1"]
)
def test_other_addresses_are_public(text: str) -> None:
    assert is_public(ip_address(text))


def test_a_name_with_one_private_address_among_others_is_refused() -> None:
    with pytest.raises(Private, match=r"host 'a\.test' has the private address 10\.0\.0\.1, which is not read"):
        checked("a.test", 80, lambda *_: ["8.8.8.8", "10.0.0.1"], ())


def test_only_what_is_allowed_is_let_through() -> None:
    allowed = (ip_network("10.2.0.0/16"),)
    assert checked("a", 80, lambda *_: ["10.2.3.4", "8.8.8.8"], allowed) == (
        ip_address("10.2.3.4"),
        ip_address("8.8.8.8"),
    )
    with pytest.raises(Private):
        checked("a", 80, lambda *_: ["10.3.0.1"], allowed)


def test_an_embedded_address_is_allowed_by_the_network_that_it_leads_to() -> None:
    assert checked("a", 80, lambda *_: ["::ffff:10.2.0.1"], (ip_network("10.2.0.0/16"),))


def test_the_name_of_this_machine_is_refused() -> None:
    with pytest.raises(Private, match="host 'localhost' has the private address"):
        checked("localhost", 80, resolve, ())


def test_an_unknown_name_cannot_be_reached() -> None:
    def unknown(*_: object) -> list[str]:
        raise OSError("no such name")

    with pytest.raises(Unreachable, match=r"host 'gone\.test' is not known"):
        checked("gone.test", 80, unknown, ())


# -- options -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "0", "no", "False"])
def test_nothing_private_is_allowed_by_default(text: str) -> None:
    assert Options.from_environment({"CLUSTERBOT_ALLOW_PRIVATE": text}).allow_private == ()
    assert Options.from_environment({}).allow_private == ()


@pytest.mark.parametrize("text", ["1", "yes", "TRUE", "all"])
def test_everything_private_may_be_allowed(text: str) -> None:
    assert Options.from_environment({"CLUSTERBOT_ALLOW_PRIVATE": text}).allow_private == EVERYTHING


def test_networks_may_be_allowed() -> None:
    allowed = Options.from_environment({"CLUSTERBOT_ALLOW_PRIVATE": "10.2.0.1/16, ::1"}).allow_private
    assert allowed == (ip_network("10.2.0.0/16"), ip_network("::1/128"))


@pytest.mark.parametrize(("name", "value"), [("ALLOW_PRIVATE", "intranet"), ("CONTACT", "müller@example.org")])
def test_a_setting_that_cannot_be_read_is_refused(name: str, value: str) -> None:
    with pytest.raises(InputError, match=f"CLUSTERBOT_{name} is '{value}'"):
        Options.from_environment({f"CLUSTERBOT_{name}": value})


def test_servers_are_told_the_name_the_version_and_the_contact() -> None:
    agent = Options.from_environment({"CLUSTERBOT_CONTACT": "mailto:team@example.org"}).user_agent
    assert agent.startswith("clusterbot/")
    assert agent.endswith(" (+mailto:team@example.org)")
