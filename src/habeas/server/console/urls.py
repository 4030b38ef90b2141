"""Every address of the console but those of signing in, which stand in `sign_in_urls`."""

from django.urls import path

from habeas.server.console import queue

app_name = "console"

urlpatterns = [
    path("", queue.start, name="start"),
    path("cases", queue.cases, name="queue"),
]
