from django.apps import AppConfig


class RightsConfig(AppConfig):
    """Against what we measure."""

    name = "rights"
    verbose_name = "Yardstick"
