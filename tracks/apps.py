from django.apps import AppConfig


class TracksConfig(AppConfig):
    """What is said, what is done, what we judge."""

    name = "tracks"
    verbose_name = "Engagement"
