"""Which addresses of the network are public: the bot fetches from no other."""

from __future__ import annotations

import ipaddress

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Closed by IANA's registries, and open to the ipaddress module of some Python: protocol assignments, the relays of 6to4,
# site-local addresses, documentation.
_CLOSED = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "fec0::/10", "3fff::/20")))


def is_public(text: str) -> bool:
    """Whether an IP address in text is one of the open internet; addresses inside addresses are looked at too."""
    try:
        address: Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return all(_open(one) for one in (address, *_inside(address)))


def _open(address: Address) -> bool:
    closed = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    named = any(address.version == network.version and address in network for network in _CLOSED)
    return address.is_global and not (closed or named or address.is_private or address.is_link_local)


def _inside(address: Address) -> list[Address]:
    """IPv4 addresses that an IPv6 address stands for: mapped, 6to4, Teredo, NAT64."""
    if isinstance(address, ipaddress.IPv4Address):
        return []
    found: list[Address | None] = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in found if one is not None]
