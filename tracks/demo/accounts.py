"""The people of the demo record: one for each role, and whether anybody can sign in as them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.checks import Error, Tags, register

from config.models import User

PASSWORD = "engagement-demo"  # noqa: S105 - printed on purpose; `load_demo` refuses it outside development

ACCOUNTS = {
    "reader": "reader",
    "partner": "partner",
    "desk": "desk officer",
    "lead": "track lead",
    "administrator": "administrator",
}


def make_people(*, sign_in: bool) -> dict[str, User]:
    """The demo people by username, in their roles; with the known password only if `sign_in`."""
    people = {}
    for username, role in ACCOUNTS.items():
        user, created = User.objects.get_or_create(
            username=username, defaults={"first_name": "Demo", "last_name": role.capitalize(), "is_staff": True}
        )
        if created:
            user.set_unusable_password()
            user.groups.add(Group.objects.get(name=role))
        if sign_in and not user.check_password(PASSWORD):
            user.set_password(PASSWORD)
        if created or sign_in:
            user.save()
        people[username] = user
    return people


@register(Tags.security, deploy=True)
def demo_accounts_closed(app_configs, **kwargs) -> list[Error]:  # noqa: ANN001, ANN003
    """In production nobody may sign in with the password that the documentation prints."""
    from django.db import DatabaseError, connection, transaction

    if not settings.PRODUCTION or "databases" not in kwargs or not kwargs["databases"]:
        return []
    try:
        with transaction.atomic():
            if User._meta.db_table not in connection.introspection.table_names():
                return []
            users = User.objects.filter(username__in=ACCOUNTS, is_active=True)
            open_accounts = [user.username for user in users if user.check_password(PASSWORD)]
    except DatabaseError:
        return []
    if not open_accounts:
        return []
    return [
        Error(
            f"Demo accounts can sign in: {', '.join(open_accounts)}.",
            hint="Deactivate them, or give them new passwords.",
            id="tracks.E001",
        )
    ]
