"""Web addresses and the network addresses behind them: which may be read, and which may be connected to."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

from indexer.web.errors import Private, Refused, Unreachable
from indexer.web.options import Network

IP = IPv4Address | IPv6Address
Resolver = Callable[[str, int], Sequence[str]]

MAX_CHARS = 2_000  # of an address; browsers and sitemaps stop at about the same length
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+", re.IGNORECASE)  # as it is sent; no zone ids, no escapes
_NAT64 = ip_network("64:ff9b::/96")
_NEVER_PUBLIC = (ip_network("64:ff9b:1::/48"), ip_network("fec0::/10"), ip_network("192.88.99.0/24"))


def parse(text: str) -> httpx.URL:
    """Return the address without its fragment. Raises `Refused` for what is no plain web address."""
    shown = text if len(text) <= 200 else text[:200] + "…"
    if len(text) > MAX_CHARS:
        raise Refused(f"{shown!r} has {len(text)} characters, addresses have at most {MAX_CHARS}. Shorten it")
    try:
        url = httpx.URL(text)
        host, port = url.host, url.port
    except (httpx.InvalidURL, ValueError, TypeError, UnicodeError) as error:
        raise Refused(f"{shown!r} is no web address. Write one such as https://example.org/page") from error
    if url.scheme not in ("http", "https") or not _HOST.fullmatch(url.raw_host.decode("ascii")):
        raise Refused(f"{shown!r} is no web address. Begin it with https:// and a host")
    if url.userinfo:
        raise Refused(
            f"the address of {host!r} has a user name or password in it. Remove them, pages are read as a guest"
        )
    if port is not None and not 0 < port < 65536:
        raise Refused(f"{shown!r} has port {port}, ports are from 1 to 65535. Correct it")
    return url.copy_with(fragment=None, path=url.path or "/")


def origin(url: httpx.URL) -> tuple[str, str, int]:
    """Return scheme, host and port of `url`: what robots.txt counts for, and what the pause is kept between."""
    return url.scheme, url.host, url.port or (443 if url.scheme == "https" else 80)


def resolve(host: str, port: int) -> Sequence[str]:
    """Return the network addresses of `host` as the operating system knows them, in its order."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def _embedded(ip: IP) -> IP:
    """Return the IPv4 address within an IPv6 one that leads to it, else `ip`."""
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped:
            return ip.ipv4_mapped
        if ip.sixtofour:
            return ip.sixtofour
        if ip in _NAT64:
            return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


def is_public(ip: IP) -> bool:
    """Return whether `ip` is an address of the public internet: not private, loopback, link-local, multicast, reserved."""
    inner = _embedded(ip)
    special = (
        inner.is_multicast or inner.is_reserved or inner.is_unspecified or inner.is_link_local or inner.is_loopback
    )
    return inner.is_global and not special and not any(inner in network for network in _NEVER_PUBLIC)


def checked(host: str, port: int, resolver: Resolver, allowed: Sequence[Network]) -> tuple[IP, ...]:
    """Return the network addresses of `host`, each of which may be connected to.

    They are to be connected to, not the name: a second look-up may give others. Raises `Private` where one of them is
    neither public nor `allowed`, `Unreachable` where the name is not known.
    """
    try:
        found = tuple(ip_address(text.partition("%")[0]) for text in resolver(host, port))
    except (OSError, UnicodeError, ValueError) as error:
        raise Unreachable(f"host {host!r} is not known. Check the address and the network") from error
    if not found:
        raise Unreachable(f"host {host!r} has no network address. Check the address")
    for ip in found:
        inner = _embedded(ip)
        if not is_public(ip) and not any(inner in network for network in allowed):
            raise Private(
                f"host {host!r} has the private address {ip}, which is not read. "
                "Allow it with CLUSTERBOT_ALLOW_PRIVATE if it is meant"
            )
    return found
