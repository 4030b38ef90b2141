import ipaddress

import pytest

from habeas.server.adapters.destinations import DestinationRefused, check_url, is_public, is_within, read_networks

HERE = read_networks(["127.0.0.0/8", "fd00::/8"])


class TestIsPublic:
    @pytest.mark.parametrize("address", ["93.184.216.34", "1.1.1.1", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
    def test_is_true_of_what_anybody_reaches(self, address: str) -> None:
        assert is_public(ipaddress.ip_address(address))

    @pytest.mark.parametrize(
        "address",
        [
            "0.0.0.0",  # noqa: S104  # looked at, not listened on
            "10.0.0.1",
            "100.64.0.1",
            "127.0.0.1",
            "127.1.2.3",
            "169.254.169.254",
            "172.16.0.1",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:10.0.0.1",
            "::ffff:93.184.216.34",
            "2001:0:4136:e378:8000:63bf:3fff:fdd2",
            "2001:db8::1",
            "2002:7f00:1::",
            "64:ff9b::7f00:1",
            "fc00::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ],
    )
    def test_is_false_of_all_else(self, address: str) -> None:
        assert not is_public(ipaddress.ip_address(address))


class TestIsWithin:
    @pytest.mark.parametrize("address", ["127.3.4.5", "::ffff:127.0.0.1", "fd00::1"])
    def test_is_true_of_a_named_network(self, address: str) -> None:
        assert is_within(ipaddress.ip_address(address), HERE)

    @pytest.mark.parametrize("address", ["10.0.0.1", "::1", "::ffff:10.0.0.1"])
    def test_is_false_of_another(self, address: str) -> None:
        assert not is_within(ipaddress.ip_address(address), HERE)


class TestCheckUrl:
    @pytest.mark.parametrize("url", ["https://example.com/hooks", "https://93.184.216.34:8443/", "https://zoë.example"])
    def test_lets_pass_what_only_its_name_could_tell_more_of(self, url: str) -> None:
        check_url(url, allowed=())

    @pytest.mark.parametrize(
        ("url", "because"),
        [
            ("", "an address such as"),
            ("example.com", "an address such as"),
            ("ftp://example.com", "an address such as"),
            ("https://", "an address such as"),
            ("file:///etc/passwd", "an address such as"),
            ("https://example.com:99999", "not an address"),
            ("https://[::1", "not an address"),
            ("https://user:secret@example.com", "neither a user nor a fragment"),
            ("https://example.com#part", "neither a user nor a fragment"),
            ("http://example.com", "http is only for networks"),
            ("https://127.0.0.1", "127.0.0.1 is not a public address"),
            ("https://[::1]/", "::1 is not a public address"),
            ("https://[::ffff:a00:1]/", "is not a public address"),
            ("https://example.com/" + "a" * 500, "longer than 500"),
        ],
    )
    def test_refuses_and_says_why(self, url: str, because: str) -> None:
        with pytest.raises(DestinationRefused, match=because):
            check_url(url, allowed=())

    def test_takes_http_where_the_operator_named_a_network(self) -> None:
        check_url("http://127.0.0.1:9000/", allowed=HERE)
        check_url("http://inside.example/", allowed=HERE)

        with pytest.raises(DestinationRefused, match="is in none"):
            check_url("http://10.0.0.1/", allowed=HERE)
