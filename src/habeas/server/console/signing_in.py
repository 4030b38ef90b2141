"""How staff sign in: accounts that an operator made, a password, and a code of a device where somebody wants one."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse

from habeas.server.identity.second_factors import unwrap_secret, wrap_secret


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Accounts that nobody opens by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # as allauth calls it
        """Tell that there is no sign-up."""
        return False

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Say nothing beside the page: where a sign-in leads is answer enough."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002  # as allauth calls it
        """Return where somebody who signed in begins."""
        return reverse("console:start")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002  # as allauth calls it
        """Return where somebody who signed out is."""
        return reverse("account_login")


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Codes whose secrets are kept wrapped."""

    def get_totp_issuer(self) -> str:
        """Return the name under which a device lists its codes."""
        return "Habeas"

    def encrypt(self, text: str) -> str:
        """Return a secret as it is kept."""
        return wrap_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret that was kept."""
        return unwrap_secret(encrypted_text)
