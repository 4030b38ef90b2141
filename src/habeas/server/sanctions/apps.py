"""Sanctions as Django knows them: with what the database refuses of them, after each migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class SanctionsConfig(AppConfig):
    """Makes the triggers anew whenever the tables may have been."""

    name = "habeas.server.sanctions"

    def ready(self) -> None:
        """Let migrations have the tables to themselves."""
        # At load only models may be there; what the triggers are made of imports more.
        from habeas.server.sanctions.triggers import make_way, put_back  # noqa: PLC0415

        pre_migrate.connect(make_way, sender=self)
        post_migrate.connect(put_back, sender=self)
