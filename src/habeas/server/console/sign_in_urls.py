"""The addresses of signing in: those of allauth that staff need, under their names there, and no other."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as codes
from django.urls import path, re_path

from habeas.server.console import refusals

urlpatterns = [
    path("sign-in", account.login, name="account_login"),
    path("sign-out", account.logout, name="account_logout"),
    path("dismissed", account.account_inactive, name="account_inactive"),
    path("password", account.password_change, name="account_change_password"),
    path("again", account.reauthenticate, name="account_reauthenticate"),
    path("second-factor", factors.index, name="mfa_index"),
    path("second-factor/code", factors.authenticate, name="mfa_authenticate"),
    path("second-factor/again", factors.reauthenticate, name="mfa_reauthenticate"),
    path("second-factor/device", codes.activate_totp, name="mfa_activate_totp"),
    path("second-factor/device/remove", codes.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/paper", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/paper/new", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    re_path("^", refusals.not_found),
]
