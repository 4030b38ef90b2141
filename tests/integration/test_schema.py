import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.models import ForeignKey, Model

LAYERS = [app.rpartition(".")[2] for app in settings.INSTALLED_APPS if app.startswith("habeas.")]
MODELS = [model for app in LAYERS for model in apps.get_app_config(app).get_models()]


class TestMigrations:
    @pytest.mark.django_db
    def test_say_what_the_models_say(self) -> None:
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)


class TestForeignKeys:
    @pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
    def test_point_to_the_same_or_a_lower_layer(self, model: type[Model]) -> None:
        targets = [field.remote_field.model for field in model._meta.get_fields() if isinstance(field, ForeignKey)]

        upwards = [
            layer
            for layer in map(layer_of, targets)
            if layer in LAYERS and LAYERS.index(layer) > LAYERS.index(layer_of(model))
        ]

        assert upwards == []


def layer_of(model: object) -> str:
    assert isinstance(model, type)
    assert issubclass(model, Model)
    return model._meta.app_label
