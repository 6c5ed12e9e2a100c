"""The rules of finding an address that other people's phones can reach."""

import pytest

from roleplay.web.server.addresses import (
    Address,
    Recent,
    best_first,
    is_public,
    join_links,
    lan_addresses,
    own_addresses,
    plain,
    qr_svg,
    reachable_base,
)


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("practice.example.org", True),
        ("8.8.8.8", True),
        ("[2001:4860:4860::8888]", True),
        ("192.168.1.7", False),
        ("10.0.0.5:8501", False),
        ("[fd00::7]", False),
        ("127.0.0.1", False),
        ("localhost", False),
        ("annas-laptop", False),
        ("annas-laptop.local", False),
        ("kit.home.arpa", False),
    ],
)
def test_people_elsewhere_reach_only_a_public_address(host: str, public: bool) -> None:
    assert is_public(f"https://{host}/join?code=ABC") is public


LAN = ["192.168.1.7", "fd00::7"]


def test_private_ipv4_on_a_real_card_comes_first() -> None:
    addresses = [
        Address("fd00::7", "wlan0 wlan0"),
        Address("172.17.0.1", "docker0 docker0"),
        Address("8.8.8.8", "eth0 eth0"),
        Address("192.168.1.7", "wlan0 wlan0"),
    ]

    assert best_first(addresses) == ["192.168.1.7", "8.8.8.8", "fd00::7", "172.17.0.1"]


@pytest.mark.parametrize("ip", ["127.0.0.1", "::1", "169.254.3.4", "fe80::1%eth0", "0.0.0.0", "::"])
def test_addresses_no_phone_can_use_are_left_out(ip: str) -> None:
    assert best_first([Address(ip, "eth0")]) == []


@pytest.mark.parametrize(
    "card",
    [
        "docker0",
        "br-1a2b3c",
        "virbr0",
        "veth12ab",
        "tailscale0",
        "utun3",
        "bridge100",
        "vEthernet (WSL)",
        "VMware Virtual Ethernet Adapter for VMnet8",
        "Hyper-V Virtual Ethernet Adapter Ethernet 2",
    ],
)
def test_inner_cards_come_last_even_with_a_better_address(card: str) -> None:
    addresses = [Address("192.168.56.1", card), Address("10.0.0.5", "wlp2s0")]

    assert best_first(addresses) == ["10.0.0.5", "192.168.56.1"]


@pytest.mark.parametrize("card", ["Intel(R) Wi-Fi 6 AX201 Wi-Fi", "en0", "enp3s0", "Ethernet", "broadcom0"])
def test_ordinary_cards_are_not_taken_for_inner_ones(card: str) -> None:
    addresses = [Address("172.17.0.1", "docker0"), Address("10.0.0.5", card)]

    assert best_first(addresses)[0] == "10.0.0.5"


def test_equally_good_addresses_keep_the_systems_order_and_come_once() -> None:
    addresses = [Address(ip, "eth0") for ip in ("10.0.0.9", "10.0.0.5", "10.0.0.9")]

    assert best_first(addresses) == ["10.0.0.9", "10.0.0.5"]


def test_this_machine_knows_its_loopback_and_does_not_hand_it_out() -> None:
    assert "127.0.0.1" in own_addresses()
    assert "127.0.0.1" not in lan_addresses()


def test_an_answer_is_remembered_for_a_few_seconds() -> None:
    answers = iter([frozenset({"10.0.0.1"}), frozenset({"10.0.0.2"})])
    now = [100.0]
    recent = Recent(lambda: next(answers), lambda: now[0], seconds=5.0)

    first = [recent(), recent()]
    now[0] = 105.0

    assert first == [{"10.0.0.1"}] * 2
    assert recent() == {"10.0.0.2"}


def test_one_address_has_one_spelling() -> None:
    assert plain("[FD00:0:0::7]") == "fd00::7"
    assert plain("fe80::1%eth0") == "fe80::1"
    assert plain("kit.example.org") == "kit.example.org"


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1:8501", "[::1]:8501", "0.0.0.0:8501"])
def test_a_host_at_localhost_hands_out_the_best_address(host: str) -> None:
    assert reachable_base(f"http://{host}/live?seat=x", LAN) == "http://192.168.1.7:8501"


@pytest.mark.parametrize("base", ["https://kit.example.org", "http://192.168.1.9:8501", "http://[fd00::9]:8501"])
def test_a_host_at_another_address_hands_out_its_own(base: str) -> None:
    assert reachable_base(f"{base}/live?seat=x#y", LAN) == base


def test_without_a_network_the_host_keeps_localhost() -> None:
    assert reachable_base("http://localhost:8501/", []) == "http://localhost:8501"


def test_what_is_no_web_address_is_refused() -> None:
    with pytest.raises(ValueError, match="not a web address"):
        reachable_base("nonsense", LAN)


def test_links_offer_every_address_and_escape_the_code() -> None:
    links = join_links("http://localhost:8501/", "A B&C", LAN)

    assert links == ["http://192.168.1.7:8501/join?code=A%20B%26C", "http://[fd00::7]:8501/join?code=A%20B%26C"]


def test_the_address_the_host_uses_comes_first() -> None:
    links = join_links("http://[fd00::7]:8501", "ABC", LAN)

    assert links == ["http://[fd00::7]:8501/join?code=ABC", "http://192.168.1.7:8501/join?code=ABC"]


def test_a_name_of_ones_own_stands_alone() -> None:
    assert join_links("https://kit.example.org", "ABC", LAN) == ["https://kit.example.org/join?code=ABC"]


def test_a_qr_code_is_dark_on_white_with_a_title() -> None:
    svg = qr_svg("http://10.0.0.5:8501/join?code=<A>")

    assert svg.startswith('<svg role="img" ')
    assert "<title>QR code: http://10.0.0.5:8501/join?code=&lt;A&gt;</title>" in svg
    assert 'fill="#fff"' in svg
    assert 'stroke="#000"' in svg
