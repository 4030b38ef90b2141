"""Telephony: what a string of digits is as a number, in its country or with a country code."""

import pytest

from habeas.detection.telephony import Standing, read_telephone, with_country_code


class TestReadTelephone:
    @pytest.mark.parametrize(
        ("digits", "plus", "country", "standing", "e164"),
        [
            ("2125550184", False, "US", Standing.VALID, "+12125550184"),
            ("447400123456", True, None, Standing.VALID, "+447400123456"),
            ("00447400123456", False, "US", Standing.VALID, "+447400123456"),
            ("00447400123456", False, None, Standing.VALID, "+447400123456"),
            ("011447400123456", False, "US", Standing.VALID, "+447400123456"),
            ("07400123456", False, "GB", Standing.VALID, "+447400123456"),
            ("8905550142", False, "US", Standing.POSSIBLE, "8905550142"),
            ("07700900461", False, "GB", Standing.POSSIBLE, "07700900461"),
            ("2125550184", False, None, Standing.POSSIBLE, "2125550184"),
            ("612304050", False, None, Standing.PLAUSIBLE, "612304050"),
            ("432031630", False, "US", Standing.PLAUSIBLE, "432031630"),
            ("0107400123", True, "GB", Standing.POSSIBLE, "0107400123"),
            ("5550", False, None, Standing.IMPOSSIBLE, "5550"),
            ("99", False, "US", Standing.IMPOSSIBLE, "99"),
            ("9991234567890123", True, None, Standing.IMPOSSIBLE, "9991234567890123"),
        ],
    )
    def test_says_how_sure_a_number_is(
        self,
        digits: str,
        plus: bool,
        country: str | None,
        standing: Standing,
        e164: str,
    ) -> None:
        telephone = read_telephone(digits, plus=plus, country=country)

        assert telephone.standing is standing
        assert telephone.e164 == e164

    def test_knows_mobiles_and_free_lines(self) -> None:
        assert read_telephone("07400123456", plus=False, country="GB").mobile
        assert read_telephone("0800111999", plus=False, country="GB").free_of_charge
        assert not read_telephone("02079460123", plus=False, country="GB").mobile

    def test_takes_no_number_of_one_country_for_another(self) -> None:
        assert read_telephone("06641230467", plus=False, country="US").standing < Standing.POSSIBLE


class TestWithCountryCode:
    def test_finds_a_number_whose_plus_is_missing(self) -> None:
        telephone = with_country_code("919876540210")

        assert telephone is not None
        assert telephone.e164 == "+919876540210"

    def test_answers_nothing_for_other_digits(self) -> None:
        assert with_country_code("9000000000012") is None
