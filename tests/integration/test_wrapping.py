"""What the service wraps opens for the same purpose and owner alone, and after its secret key was rotated."""

import pytest
from pytest_django import Settings

from habeas.server.wrapping import SealBroken, unwrap, wrap

SECRET = "a secret of at least thirty-two characters"


class TestUnwrap:
    def test_opens_what_was_wrapped(self) -> None:
        assert unwrap(wrap(b"key", purpose=b"p", owner="m"), purpose=b"p", owner="m") == b"key"

    def test_opens_what_an_older_secret_wrapped(self, settings: Settings) -> None:
        wrapped = wrap(b"key", purpose=b"p", owner="m")
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = SECRET

        assert unwrap(wrapped, purpose=b"p", owner="m") == b"key"

    def test_opens_nothing_by_another_secret(self, settings: Settings) -> None:
        wrapped = wrap(b"key", purpose=b"p", owner="m")
        settings.SECRET_KEY = SECRET

        with pytest.raises(SealBroken):
            unwrap(wrapped, purpose=b"p", owner="m")

    @pytest.mark.parametrize(("purpose", "owner"), [(b"q", "m"), (b"p", "n")])
    def test_opens_nothing_for_anything_else(self, purpose: bytes, owner: str) -> None:
        with pytest.raises(SealBroken):
            unwrap(wrap(b"key", purpose=b"p", owner="m"), purpose=purpose, owner=owner)
