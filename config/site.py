from django.contrib.admin import AdminSite


class WorkSite(AdminSite):
    site_header = "Engagement Tracks"
