"""Which language words are in is said where they show it, and not where they are few or could be of two."""

import pytest

from habeas.detection.spoken import language_of


class TestLanguageOf:
    @pytest.mark.parametrize(
        ("texts", "language"),
        [
            (("Please pay me directly, it is cheaper",), "en"),
            (("Si quieres podemos hablar por WhatsApp", "y me pagas con Bizum, es más barato para ti"), "es"),
            (("Kannst du mir auf WhatsApp schreiben?",), "de"),
            (("Ты можешь позвонить мне, если ты не против",), "ru"),
            ((), None),
            (("ok", "João", "+351 912 345 678"), None),
            (("gracias por todo",), None),
            (("te paso mi correo: a@example.com",), None),
            (("você pode me chamar no zap",), None),
            (("pay via paypal rosa@example.com",), None),
            (("is it the one that we want, si es de la que me hablas y es para ti con mi",), None),
        ],
    )
    def test_is_one_language_or_none(self, texts: tuple[str, ...], language: str | None) -> None:
        assert language_of(texts) == language
