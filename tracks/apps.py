from django.apps import AppConfig


class TracksConfig(AppConfig):
    """What is said, what is done, what we judge."""

    name = "tracks"
    verbose_name = "Engagement"

    def ready(self) -> None:
        from .demo import accounts  # noqa: F401 - registers its deploy check
