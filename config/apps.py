"""The kernel app, and Django's admin under our own site."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    """How any record is kept; it names the other rooms only as modules to discover."""

    name = "config"
    verbose_name = "People and access"

    def ready(self) -> None:
        autodiscover_modules("exports", "hxl", "imports")


class TracksAdminConfig(AdminConfig):
    """Django's admin with the app list grouped by work."""

    default_site = "config.site.WorkSite"
