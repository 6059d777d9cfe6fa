"""How web addresses are read: what is allowed, how politely, and how much at most, with the reason for each."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from ipaddress import IPv4Network, IPv6Network, ip_network

from indexer import limits
from knowledge.errors import InputError

Network = IPv4Network | IPv6Network
EVERYTHING: tuple[Network, ...] = (ip_network("0.0.0.0/0"), ip_network("::/0"))

ROBOTS = "clusterbot"  # the name that robots.txt files call it by


@dataclass(frozen=True, slots=True)
class Options:
    """Settings of one run. `allow_private` names the networks of private addresses that may be read."""

    allow_private: tuple[Network, ...] = ()
    user_agent: str = ROBOTS
    pause_s: float = 1.0  # between two requests to one host, or longer where its robots.txt asks for it
    most_pause_s: float = 30.0  # what robots.txt may ask for; with 5,000 pages that is two days already
    connect_s: float = 10.0
    idle_s: float = 20.0  # without a byte
    total_s: float = 120.0  # for one address with its redirects: 100 MB at 7 Mbit/s
    failures: int = 5  # in a row, after which a host is left alone: 5,000 pages that hang would take days
    redirects: int = 5
    page_bytes: int = limits.TEXT_BYTES
    file_bytes: int = limits.FILE_BYTES  # of a PDF
    robots_bytes: int = 512_000  # RFC 9309 lets a reader stop after 500 KiB
    sitemap_bytes: int = 52_428_800  # what the sitemap protocol allows
    site_pages: int = 5_000  # of one site: at one a second, an hour and a half
    sitemaps: int = 100  # of one site that an index of sitemaps may name

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Options:
        """Return the options that CLUSTERBOT_ALLOW_PRIVATE and CLUSTERBOT_CONTACT state.

        The former is `yes`, or networks such as `10.2.0.0/16, 192.168.1.7`; the latter is an address of yours, which
        servers are told. Raises `InputError`.
        """
        contact = " ".join(environment.get("CLUSTERBOT_CONTACT", "").split())
        if not contact.isascii() or not contact.isprintable():
            raise InputError(
                f"CLUSTERBOT_CONTACT is {contact!r}, other characters than ASCII cannot be sent. Write it so"
            )
        return cls(
            allow_private=_networks(environment.get("CLUSTERBOT_ALLOW_PRIVATE", "")),
            user_agent=f"{ROBOTS}/{_version()}" + (f" (+{contact})" if contact else ""),
        )


def _version() -> str:
    try:
        return version("clusterbot")
    except PackageNotFoundError:  # run from a folder that is not installed
        return "0"


def _networks(text: str) -> tuple[Network, ...]:
    if text.strip().casefold() in ("", "0", "no", "false"):
        return ()
    if text.strip().casefold() in ("1", "yes", "true", "all"):
        return EVERYTHING
    try:
        return tuple(ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise InputError(
            f"CLUSTERBOT_ALLOW_PRIVATE is {text!r}, it must be yes or networks. Write for instance 10.2.0.0/16"
        ) from error
