"""Notices as Django knows them: with what the database refuses of them, after each migration."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Makes the triggers anew whenever the tables may have been."""

    name = "habeas.server.notices"

    def ready(self) -> None:
        """Let migrations have the tables to themselves."""
        # At load only models may be there; what the triggers are made of imports more.
        from habeas.server.notices.triggers import triggers_of  # noqa: PLC0415
        from habeas.server.triggers import keep  # noqa: PLC0415

        keep(triggers_of, config=self)
