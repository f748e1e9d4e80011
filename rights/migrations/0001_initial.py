import config.refs
import django.db.models.deletion
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("config", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "search_text",
                    models.TextField(
                        default="", editable=False, help_text="Derived: the record's own texts, folded for search."
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        auto_now_add=True, help_text="When the row was made (UTC).", verbose_name="logged at"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        auto_now=True, help_text="When the row last changed (UTC).", verbose_name="changed at"
                    ),
                ),
                (
                    "code",
                    config.refs.CodeField(
                        help_text="Short and permanent, e.g. girls-education; used in addresses and exports.",
                        max_length=40,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(help_text="As it is shown in lists and reports.", max_length=200)),
                (
                    "retired_on",
                    models.DateField(
                        blank=True, help_text="From this day it is no longer offered; what uses it keeps it.", null=True
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, help_text="Order in lists and reports.")),
                ("description", models.TextField(blank=True, help_text="What belongs to the area.")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who made the row. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who changed the row last. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "code"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            ),
                            (
                                "name__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            ),
                        ),
                        name="rights_area_named",
                        violation_error_message="Give both a code and a name.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalArea",
            fields=[
                (
                    "created_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="When the row was made (UTC).", verbose_name="logged at"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When the row last changed (UTC).",
                        verbose_name="changed at",
                    ),
                ),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "code",
                    config.refs.CodeField(
                        db_index=True,
                        help_text="Short and permanent, e.g. girls-education; used in addresses and exports.",
                        max_length=40,
                    ),
                ),
                ("name", models.CharField(help_text="As it is shown in lists and reports.", max_length=200)),
                (
                    "retired_on",
                    models.DateField(
                        blank=True, help_text="From this day it is no longer offered; what uses it keeps it.", null=True
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, help_text="Order in lists and reports.")),
                ("description", models.TextField(blank=True, help_text="What belongs to the area.")),
                ("history_id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who made the row. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who changed the row last. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical area",
                "verbose_name_plural": "historical areas",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalIndicator",
            fields=[
                (
                    "created_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="When the row was made (UTC).", verbose_name="logged at"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When the row last changed (UTC).",
                        verbose_name="changed at",
                    ),
                ),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "code",
                    config.refs.CodeField(
                        db_index=True,
                        help_text="Short and permanent, e.g. girls-education; used in addresses and exports.",
                        max_length=40,
                    ),
                ),
                ("name", models.CharField(help_text="As it is shown in lists and reports.", max_length=200)),
                (
                    "retired_on",
                    models.DateField(
                        blank=True, help_text="From this day it is no longer offered; what uses it keeps it.", null=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("structural", "Structural – commitment: treaties, laws, policies"),
                            ("process", "Process – effort: measures taken"),
                            ("outcome", "Outcome – enjoyment of the right"),
                        ],
                        help_text="OHCHR: structural, process or outcome.",
                        max_length=10,
                        verbose_name="type",
                    ),
                ),
                ("definition", models.TextField(help_text="What exactly is counted or described.")),
                (
                    "unit",
                    models.CharField(
                        blank=True, help_text="Unit of its readings; empty if it has no number.", max_length=40
                    ),
                ),
                (
                    "better",
                    models.CharField(
                        choices=[
                            ("higher", "Higher is better"),
                            ("lower", "Lower is better"),
                            ("neither", "Neither – context only"),
                        ],
                        help_text="Which way the value improves.",
                        max_length=7,
                        verbose_name="direction",
                    ),
                ),
                ("publisher", models.CharField(blank=True, help_text="Who publishes its readings.", max_length=200)),
                ("history_id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The rights area; empty if it measures a track's own field, e.g. opium cultivation.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rights.area",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who made the row. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who changed the row last. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical indicator",
                "verbose_name_plural": "historical indicators",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProvince",
            fields=[
                (
                    "created_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="When the row was made (UTC).", verbose_name="logged at"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When the row last changed (UTC).",
                        verbose_name="changed at",
                    ),
                ),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "code",
                    config.refs.CodeField(
                        db_index=True,
                        help_text="Short and permanent, e.g. girls-education; used in addresses and exports.",
                        max_length=40,
                    ),
                ),
                ("name", models.CharField(help_text="As it is shown in lists and reports.", max_length=200)),
                (
                    "retired_on",
                    models.DateField(
                        blank=True, help_text="From this day it is no longer offered; what uses it keeps it.", null=True
                    ),
                ),
                (
                    "iso_code",
                    models.CharField(
                        db_index=True, help_text="E.g. AF-HEL.", max_length=6, verbose_name="ISO 3166-2 code"
                    ),
                ),
                (
                    "name_iso",
                    models.CharField(
                        blank=True,
                        help_text="The name in ISO 3166-2, with accents.",
                        max_length=60,
                        verbose_name="ISO name",
                    ),
                ),
                (
                    "name_dari",
                    models.CharField(help_text="In Perso-Arabic script.", max_length=60, verbose_name="name in Dari"),
                ),
                (
                    "name_pashto",
                    models.CharField(help_text="In Perso-Arabic script.", max_length=60, verbose_name="name in Pashto"),
                ),
                (
                    "aliases",
                    models.TextField(
                        blank=True,
                        help_text="Other spellings that imports and searches must accept, one a line: Helmand, Herat …",
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        decimal_places=4, help_text="Of a point in the province, for maps.", max_digits=7
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        decimal_places=4, help_text="Of a point in the province, for maps.", max_digits=7
                    ),
                ),
                ("history_id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who made the row. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who changed the row last. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical province",
                "verbose_name_plural": "historical provinces",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSource",
            fields=[
                (
                    "created_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="When the row was made (UTC).", verbose_name="logged at"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When the row last changed (UTC).",
                        verbose_name="changed at",
                    ),
                ),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "withdrawn_reason",
                    models.TextField(
                        blank=True,
                        help_text="Fill in to withdraw this row: say why. It leaves lists and exports and stays in the history.",
                    ),
                ),
                (
                    "withdrawn_on",
                    models.DateField(blank=True, editable=False, help_text="The day it was withdrawn.", null=True),
                ),
                (
                    "origin",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Where a row that nobody typed came from: the file and its row.",
                        max_length=200,
                    ),
                ),
                (
                    "ref",
                    config.refs.RefField(
                        db_index=True,
                        help_text="Given once, random, never changed or used again.",
                        length=6,
                        prefix="SRC",
                        primary_key=False,
                        verbose_name="reference",
                    ),
                ),
                (
                    "marking",
                    models.CharField(
                        choices=[
                            ("TLP:CLEAR", "TLP:CLEAR"),
                            ("TLP:GREEN", "TLP:GREEN"),
                            ("TLP:AMBER", "TLP:AMBER"),
                            ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT"),
                            ("TLP:RED", "TLP:RED"),
                        ],
                        default="TLP:GREEN",
                        help_text="Traffic Light Protocol 2.0: who may see this. RED: only you and the readers named here.",
                        max_length=16,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("official", "Official text"),
                            ("un_report", "UN report"),
                            ("press", "Press"),
                            ("research", "Research or civil society"),
                            ("partner", "Partner"),
                            ("own", "Own meeting or observation"),
                            ("confidential", "Confidential"),
                        ],
                        help_text="What kind of source it is.",
                        max_length=12,
                    ),
                ),
                (
                    "publisher",
                    models.CharField(
                        help_text="Who published it; for a person, a role instead of a name.", max_length=200
                    ),
                ),
                (
                    "title",
                    models.CharField(blank=True, help_text="The title as printed, if it has one.", max_length=300),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        help_text="The full web address, if there is one.",
                        max_length=500,
                        verbose_name="address",
                    ),
                ),
                (
                    "address_note",
                    models.CharField(
                        blank=True,
                        help_text="Where to find it without a full address: a symbol, a site, an article number.",
                        max_length=300,
                    ),
                ),
                (
                    "published_on",
                    models.DateField(blank=True, help_text="The day it was published, if known.", null=True),
                ),
                ("retrieved_on", models.DateField(blank=True, help_text="The day you read it.", null=True)),
                (
                    "reliability",
                    models.CharField(
                        choices=[
                            ("A", "A – completely reliable"),
                            ("B", "B – usually reliable"),
                            ("C", "C – fairly reliable"),
                            ("D", "D – not usually reliable"),
                            ("E", "E – unreliable"),
                            ("F", "F – cannot be judged"),
                        ],
                        default="F",
                        help_text="Admiralty code. F, cannot be judged, means unknown, not worst.",
                        max_length=1,
                    ),
                ),
                ("history_id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who made the row. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who changed the row last. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical source",
                "verbose_name_plural": "historical sources",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTreaty",
            fields=[
                (
                    "created_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="When the row was made (UTC).", verbose_name="logged at"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When the row last changed (UTC).",
                        verbose_name="changed at",
                    ),
                ),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "code",
                    config.refs.CodeField(
                        db_index=True,
                        help_text="Short and permanent, e.g. girls-education; used in addresses and exports.",
                        max_length=40,
                    ),
                ),
                ("name", models.CharField(help_text="As it is shown in lists and reports.", max_length=200)),
                (
                    "retired_on",
                    models.DateField(
                        blank=True, help_text="From this day it is no longer offered; what uses it keeps it.", null=True
                    ),
                ),
                (
                    "untc_chapter",
                    models.CharField(blank=True, help_text="E.g. IV-8.", max_length=20, verbose_name="UNTC chapter"),
                ),
                (
                    "consented_on",
                    models.DateField(help_text="Date of ratification or accession (UN Treaty Collection)."),
                ),
                (
                    "consent_mode",
                    models.CharField(
                        choices=[
                            ("ratification", "Ratification"),
                            ("accession", "Accession"),
                            ("succession", "Succession"),
                        ],
                        help_text="Ratification or accession.",
                        max_length=12,
                    ),
                ),
                (
                    "signed_on",
                    models.DateField(blank=True, help_text="Date of signature, if it was signed.", null=True),
                ),
                ("source_note", models.TextField(blank=True, help_text="Where the dates were read.")),
                ("history_id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who made the row. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who changed the row last. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical treaty",
                "verbose_name_plural": "historical treaties",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                (
                    "search_text",
                    models.TextField(
                        default="", editable=False, help_text="Derived: the record's own texts, folded for search."
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        auto_now_add=True, help_text="When the row was made (UTC).", verbose_name="logged at"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        auto_now=True, help_text="When the row last changed (UTC).", verbose_name="changed at"
                    ),
                ),
                (
                    "code",
                    config.refs.CodeField(
                        help_text="Short and permanent, e.g. girls-education; used in addresses and exports.",
                        max_length=40,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(help_text="As it is shown in lists and reports.", max_length=200)),
                (
                    "retired_on",
                    models.DateField(
                        blank=True, help_text="From this day it is no longer offered; what uses it keeps it.", null=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("structural", "Structural – commitment: treaties, laws, policies"),
                            ("process", "Process – effort: measures taken"),
                            ("outcome", "Outcome – enjoyment of the right"),
                        ],
                        help_text="OHCHR: structural, process or outcome.",
                        max_length=10,
                        verbose_name="type",
                    ),
                ),
                ("definition", models.TextField(help_text="What exactly is counted or described.")),
                (
                    "unit",
                    models.CharField(
                        blank=True, help_text="Unit of its readings; empty if it has no number.", max_length=40
                    ),
                ),
                (
                    "better",
                    models.CharField(
                        choices=[
                            ("higher", "Higher is better"),
                            ("lower", "Lower is better"),
                            ("neither", "Neither – context only"),
                        ],
                        help_text="Which way the value improves.",
                        max_length=7,
                        verbose_name="direction",
                    ),
                ),
                ("publisher", models.CharField(blank=True, help_text="Who publishes its readings.", max_length=200)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        help_text="The rights area; empty if it measures a track's own field, e.g. opium cultivation.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="rights.area",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who made the row. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who changed the row last. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            ),
                            (
                                "name__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            ),
                        ),
                        name="rights_indicator_named",
                        violation_error_message="Give both a code and a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "definition__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            )
                        ),
                        name="rights_indicator_defined",
                        violation_error_message="Say what exactly is counted or described.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Province",
            fields=[
                (
                    "search_text",
                    models.TextField(
                        default="", editable=False, help_text="Derived: the record's own texts, folded for search."
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        auto_now_add=True, help_text="When the row was made (UTC).", verbose_name="logged at"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        auto_now=True, help_text="When the row last changed (UTC).", verbose_name="changed at"
                    ),
                ),
                (
                    "code",
                    config.refs.CodeField(
                        help_text="Short and permanent, e.g. girls-education; used in addresses and exports.",
                        max_length=40,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(help_text="As it is shown in lists and reports.", max_length=200)),
                (
                    "retired_on",
                    models.DateField(
                        blank=True, help_text="From this day it is no longer offered; what uses it keeps it.", null=True
                    ),
                ),
                (
                    "iso_code",
                    models.CharField(
                        help_text="E.g. AF-HEL.", max_length=6, unique=True, verbose_name="ISO 3166-2 code"
                    ),
                ),
                (
                    "name_iso",
                    models.CharField(
                        blank=True,
                        help_text="The name in ISO 3166-2, with accents.",
                        max_length=60,
                        verbose_name="ISO name",
                    ),
                ),
                (
                    "name_dari",
                    models.CharField(help_text="In Perso-Arabic script.", max_length=60, verbose_name="name in Dari"),
                ),
                (
                    "name_pashto",
                    models.CharField(help_text="In Perso-Arabic script.", max_length=60, verbose_name="name in Pashto"),
                ),
                (
                    "aliases",
                    models.TextField(
                        blank=True,
                        help_text="Other spellings that imports and searches must accept, one a line: Helmand, Herat …",
                    ),
                ),
                (
                    "latitude",
                    models.DecimalField(
                        decimal_places=4, help_text="Of a point in the province, for maps.", max_digits=7
                    ),
                ),
                (
                    "longitude",
                    models.DecimalField(
                        decimal_places=4, help_text="Of a point in the province, for maps.", max_digits=7
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who made the row. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who changed the row last. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            ),
                            (
                                "name__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            ),
                        ),
                        name="rights_province_named",
                        violation_error_message="Give both a code and a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^AF(0[1-9]|[12][0-9]|3[0-4])\\Z")),
                        name="rights_province_pcode",
                        violation_error_message="A province's code is its OCHA P-code, AF01 to AF34.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalReading",
            fields=[
                (
                    "created_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="When the row was made (UTC).", verbose_name="logged at"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When the row last changed (UTC).",
                        verbose_name="changed at",
                    ),
                ),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "withdrawn_reason",
                    models.TextField(
                        blank=True,
                        help_text="Fill in to withdraw this row: say why. It leaves lists and exports and stays in the history.",
                    ),
                ),
                (
                    "withdrawn_on",
                    models.DateField(blank=True, editable=False, help_text="The day it was withdrawn.", null=True),
                ),
                (
                    "origin",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Where a row that nobody typed came from: the file and its row.",
                        max_length=200,
                    ),
                ),
                (
                    "ref",
                    config.refs.RefField(
                        db_index=True,
                        help_text="Given once, random, never changed or used again.",
                        length=6,
                        prefix="RDG",
                        primary_key=False,
                        verbose_name="reference",
                    ),
                ),
                (
                    "marking",
                    models.CharField(
                        choices=[
                            ("TLP:CLEAR", "TLP:CLEAR"),
                            ("TLP:GREEN", "TLP:GREEN"),
                            ("TLP:AMBER", "TLP:AMBER"),
                            ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT"),
                            ("TLP:RED", "TLP:RED"),
                        ],
                        default="TLP:GREEN",
                        help_text="Traffic Light Protocol 2.0: who may see this. RED: only you and the readers named here.",
                        max_length=16,
                    ),
                ),
                ("period_from", models.DateField(help_text="First day of the period that the value is for.")),
                (
                    "period_to",
                    models.DateField(help_text="Last day of that period; the same day for a count on one day."),
                ),
                (
                    "value",
                    models.DecimalField(decimal_places=4, help_text="As published, in the unit given.", max_digits=20),
                ),
                ("unit", models.CharField(help_text="The unit of the value, e.g. hectares.", max_length=40)),
                (
                    "qualifier",
                    models.CharField(
                        choices=[
                            ("exact", "Exact"),
                            ("at_least", "At least"),
                            ("more_than", "More than"),
                            ("about", "About"),
                            ("estimate", "Estimate"),
                            ("current", "Current situation (IPC)"),
                            ("projection", "Projection"),
                            ("revised", "Revised"),
                            ("reprioritised", "Reprioritised"),
                        ],
                        help_text="Exact, at least, about, projection …",
                        max_length=13,
                    ),
                ),
                (
                    "disaggregation",
                    models.CharField(
                        blank=True, help_text="What part it is, e.g. women; or that it is cumulative.", max_length=120
                    ),
                ),
                ("publisher", models.CharField(help_text="Whose figure it is, e.g. UNODC.", max_length=200)),
                (
                    "published_on",
                    models.DateField(blank=True, help_text="When this vintage was published, if known.", null=True),
                ),
                ("note", models.TextField(blank=True, help_text="What a user of the figure must know.")),
                ("history_id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who made the row. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who changed the row last. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="What was measured.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rights.indicator",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The province; empty for the whole country.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rights.province",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical reading",
                "verbose_name_plural": "historical readings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Provision",
            fields=[
                (
                    "search_text",
                    models.TextField(
                        default="", editable=False, help_text="Derived: the record's own texts, folded for search."
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        auto_now_add=True, help_text="When the row was made (UTC).", verbose_name="logged at"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        auto_now=True, help_text="When the row last changed (UTC).", verbose_name="changed at"
                    ),
                ),
                (
                    "code",
                    config.refs.CodeField(
                        help_text="Short and permanent, e.g. girls-education; used in addresses and exports.",
                        max_length=40,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(help_text="As it is shown in lists and reports.", max_length=200)),
                (
                    "retired_on",
                    models.DateField(
                        blank=True, help_text="From this day it is no longer offered; what uses it keeps it.", null=True
                    ),
                ),
                ("article", models.CharField(help_text="The article's number, e.g. 13 or 2(2).", max_length=20)),
                (
                    "verified",
                    models.BooleanField(
                        default=False,
                        help_text="Whether somebody read the article and confirms that it fits; false: general knowledge.",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who made the row. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who changed the row last. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            ),
                            (
                                "name__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            ),
                        ),
                        name="rights_provision_named",
                        violation_error_message="Give both a code and a name.",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="indicator",
            name="provisions",
            field=models.ManyToManyField(
                blank=True,
                help_text="The treaty provisions that it answers to.",
                related_name="indicators",
                to="rights.provision",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalIndicator_provisions",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "m2m_history_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="rights.historicalindicator",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rights.indicator",
                    ),
                ),
                (
                    "provision",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rights.provision",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalIndicator_provisions",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "search_text",
                    models.TextField(
                        default="", editable=False, help_text="Derived: the record's own texts, folded for search."
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        auto_now_add=True, help_text="When the row was made (UTC).", verbose_name="logged at"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        auto_now=True, help_text="When the row last changed (UTC).", verbose_name="changed at"
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.TextField(
                        blank=True,
                        help_text="Fill in to withdraw this row: say why. It leaves lists and exports and stays in the history.",
                    ),
                ),
                (
                    "withdrawn_on",
                    models.DateField(blank=True, editable=False, help_text="The day it was withdrawn.", null=True),
                ),
                (
                    "origin",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Where a row that nobody typed came from: the file and its row.",
                        max_length=200,
                    ),
                ),
                (
                    "ref",
                    config.refs.RefField(
                        help_text="Given once, random, never changed or used again.",
                        length=6,
                        prefix="RDG",
                        primary_key=True,
                        serialize=False,
                        verbose_name="reference",
                    ),
                ),
                (
                    "marking",
                    models.CharField(
                        choices=[
                            ("TLP:CLEAR", "TLP:CLEAR"),
                            ("TLP:GREEN", "TLP:GREEN"),
                            ("TLP:AMBER", "TLP:AMBER"),
                            ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT"),
                            ("TLP:RED", "TLP:RED"),
                        ],
                        default="TLP:GREEN",
                        help_text="Traffic Light Protocol 2.0: who may see this. RED: only you and the readers named here.",
                        max_length=16,
                    ),
                ),
                ("period_from", models.DateField(help_text="First day of the period that the value is for.")),
                (
                    "period_to",
                    models.DateField(help_text="Last day of that period; the same day for a count on one day."),
                ),
                (
                    "value",
                    models.DecimalField(decimal_places=4, help_text="As published, in the unit given.", max_digits=20),
                ),
                ("unit", models.CharField(help_text="The unit of the value, e.g. hectares.", max_length=40)),
                (
                    "qualifier",
                    models.CharField(
                        choices=[
                            ("exact", "Exact"),
                            ("at_least", "At least"),
                            ("more_than", "More than"),
                            ("about", "About"),
                            ("estimate", "Estimate"),
                            ("current", "Current situation (IPC)"),
                            ("projection", "Projection"),
                            ("revised", "Revised"),
                            ("reprioritised", "Reprioritised"),
                        ],
                        help_text="Exact, at least, about, projection …",
                        max_length=13,
                    ),
                ),
                (
                    "disaggregation",
                    models.CharField(
                        blank=True, help_text="What part it is, e.g. women; or that it is cumulative.", max_length=120
                    ),
                ),
                ("publisher", models.CharField(help_text="Whose figure it is, e.g. UNODC.", max_length=200)),
                (
                    "published_on",
                    models.DateField(blank=True, help_text="When this vintage was published, if known.", null=True),
                ),
                ("note", models.TextField(blank=True, help_text="What a user of the figure must know.")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who made the row. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        help_text="What was measured.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="rights.indicator",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        help_text="The province; empty for the whole country.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="rights.province",
                    ),
                ),
                (
                    "reader_groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Groups who may see this whatever its marking; releases it to a partner's group.",
                        related_name="+",
                        to="auth.group",
                    ),
                ),
                (
                    "readers",
                    models.ManyToManyField(
                        blank=True,
                        help_text="People who may see this whatever its marking; needed for RED.",
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who changed the row last. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
            ],
            options={
                "ordering": ["indicator", "-period_to", "-period_from", "ref"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_on__isnull", True), ("withdrawn_reason", "")),
                            models.Q(
                                ("withdrawn_on__isnull", False),
                                (
                                    "withdrawn_reason__regex",
                                    "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="rights_reading_withdrawn_with_reason",
                        violation_error_message="A withdrawn row needs both the day and the reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period_to__gte", models.F("period_from"))),
                        name="rights_reading_period_in_order",
                        violation_error_message="The period ends before it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "unit__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            ),
                            (
                                "publisher__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            ),
                        ),
                        name="rights_reading_unit_and_publisher",
                        violation_error_message="A value needs its unit and its publisher.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalReading_readers",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "m2m_history_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="rights.historicalreading",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rights.reading",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalReading_readers",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReading_reader_groups",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "m2m_history_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="auth.group",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="rights.historicalreading",
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rights.reading",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalReading_reader_groups",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                (
                    "search_text",
                    models.TextField(
                        default="", editable=False, help_text="Derived: the record's own texts, folded for search."
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        auto_now_add=True, help_text="When the row was made (UTC).", verbose_name="logged at"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        auto_now=True, help_text="When the row last changed (UTC).", verbose_name="changed at"
                    ),
                ),
                (
                    "withdrawn_reason",
                    models.TextField(
                        blank=True,
                        help_text="Fill in to withdraw this row: say why. It leaves lists and exports and stays in the history.",
                    ),
                ),
                (
                    "withdrawn_on",
                    models.DateField(blank=True, editable=False, help_text="The day it was withdrawn.", null=True),
                ),
                (
                    "origin",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Where a row that nobody typed came from: the file and its row.",
                        max_length=200,
                    ),
                ),
                (
                    "ref",
                    config.refs.RefField(
                        help_text="Given once, random, never changed or used again.",
                        length=6,
                        prefix="SRC",
                        primary_key=True,
                        serialize=False,
                        verbose_name="reference",
                    ),
                ),
                (
                    "marking",
                    models.CharField(
                        choices=[
                            ("TLP:CLEAR", "TLP:CLEAR"),
                            ("TLP:GREEN", "TLP:GREEN"),
                            ("TLP:AMBER", "TLP:AMBER"),
                            ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT"),
                            ("TLP:RED", "TLP:RED"),
                        ],
                        default="TLP:GREEN",
                        help_text="Traffic Light Protocol 2.0: who may see this. RED: only you and the readers named here.",
                        max_length=16,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("official", "Official text"),
                            ("un_report", "UN report"),
                            ("press", "Press"),
                            ("research", "Research or civil society"),
                            ("partner", "Partner"),
                            ("own", "Own meeting or observation"),
                            ("confidential", "Confidential"),
                        ],
                        help_text="What kind of source it is.",
                        max_length=12,
                    ),
                ),
                (
                    "publisher",
                    models.CharField(
                        help_text="Who published it; for a person, a role instead of a name.", max_length=200
                    ),
                ),
                (
                    "title",
                    models.CharField(blank=True, help_text="The title as printed, if it has one.", max_length=300),
                ),
                (
                    "url",
                    models.URLField(
                        blank=True,
                        help_text="The full web address, if there is one.",
                        max_length=500,
                        verbose_name="address",
                    ),
                ),
                (
                    "address_note",
                    models.CharField(
                        blank=True,
                        help_text="Where to find it without a full address: a symbol, a site, an article number.",
                        max_length=300,
                    ),
                ),
                (
                    "published_on",
                    models.DateField(blank=True, help_text="The day it was published, if known.", null=True),
                ),
                ("retrieved_on", models.DateField(blank=True, help_text="The day you read it.", null=True)),
                (
                    "reliability",
                    models.CharField(
                        choices=[
                            ("A", "A – completely reliable"),
                            ("B", "B – usually reliable"),
                            ("C", "C – fairly reliable"),
                            ("D", "D – not usually reliable"),
                            ("E", "E – unreliable"),
                            ("F", "F – cannot be judged"),
                        ],
                        default="F",
                        help_text="Admiralty code. F, cannot be judged, means unknown, not worst.",
                        max_length=1,
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who made the row. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "reader_groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Groups who may see this whatever its marking; releases it to a partner's group.",
                        related_name="+",
                        to="auth.group",
                    ),
                ),
                (
                    "readers",
                    models.ManyToManyField(
                        blank=True,
                        help_text="People who may see this whatever its marking; needed for RED.",
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who changed the row last. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
            ],
            options={
                "ordering": ["publisher", "title", "ref"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_on__isnull", True), ("withdrawn_reason", "")),
                            models.Q(
                                ("withdrawn_on__isnull", False),
                                (
                                    "withdrawn_reason__regex",
                                    "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="rights_source_withdrawn_with_reason",
                        violation_error_message="A withdrawn row needs both the day and the reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "publisher__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            )
                        ),
                        name="rights_source_publisher_named",
                        violation_error_message="Name the publisher, or for a person the role.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("retrieved_on__isnull", True),
                            ("published_on__isnull", True),
                            ("retrieved_on__gte", models.F("published_on")),
                            _connector="OR",
                        ),
                        name="rights_source_read_after_publication",
                        violation_error_message="A source cannot be read before it is published.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "confidential"), _negated=True),
                            ("marking__in", ["TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"]),
                            _connector="OR",
                        ),
                        name="rights_source_confidential_is_amber",
                        violation_error_message="A confidential source is marked TLP:AMBER or closer.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="reading",
            name="source",
            field=models.ForeignKey(
                blank=True,
                help_text="Where you read it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="readings",
                to="rights.source",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalSource_readers",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "m2m_history_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="rights.historicalsource",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rights.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalSource_readers",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSource_reader_groups",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "m2m_history_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="auth.group",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="rights.historicalsource",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rights.source",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalSource_reader_groups",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="historicalreading",
            name="source",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Where you read it.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="rights.source",
            ),
        ),
        migrations.CreateModel(
            name="Treaty",
            fields=[
                (
                    "search_text",
                    models.TextField(
                        default="", editable=False, help_text="Derived: the record's own texts, folded for search."
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        auto_now_add=True, help_text="When the row was made (UTC).", verbose_name="logged at"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        auto_now=True, help_text="When the row last changed (UTC).", verbose_name="changed at"
                    ),
                ),
                (
                    "code",
                    config.refs.CodeField(
                        help_text="Short and permanent, e.g. girls-education; used in addresses and exports.",
                        max_length=40,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(help_text="As it is shown in lists and reports.", max_length=200)),
                (
                    "retired_on",
                    models.DateField(
                        blank=True, help_text="From this day it is no longer offered; what uses it keeps it.", null=True
                    ),
                ),
                (
                    "untc_chapter",
                    models.CharField(blank=True, help_text="E.g. IV-8.", max_length=20, verbose_name="UNTC chapter"),
                ),
                (
                    "consented_on",
                    models.DateField(help_text="Date of ratification or accession (UN Treaty Collection)."),
                ),
                (
                    "consent_mode",
                    models.CharField(
                        choices=[
                            ("ratification", "Ratification"),
                            ("accession", "Accession"),
                            ("succession", "Succession"),
                        ],
                        help_text="Ratification or accession.",
                        max_length=12,
                    ),
                ),
                (
                    "signed_on",
                    models.DateField(blank=True, help_text="Date of signature, if it was signed.", null=True),
                ),
                ("source_note", models.TextField(blank=True, help_text="Where the dates were read.")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who made the row. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who changed the row last. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "treaties",
                "ordering": ["code"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "code__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            ),
                            (
                                "name__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            ),
                        ),
                        name="rights_treaty_named",
                        violation_error_message="Give both a code and a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_on__isnull", True), ("consented_on__gte", models.F("signed_on")), _connector="OR"
                        ),
                        name="rights_treaty_signed_before_consent",
                        violation_error_message="A treaty is signed before consent is given.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="provision",
            name="treaty",
            field=models.ForeignKey(
                help_text="The treaty that the article is in.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="provisions",
                to="rights.treaty",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalProvision",
            fields=[
                (
                    "created_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="When the row was made (UTC).", verbose_name="logged at"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When the row last changed (UTC).",
                        verbose_name="changed at",
                    ),
                ),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "code",
                    config.refs.CodeField(
                        db_index=True,
                        help_text="Short and permanent, e.g. girls-education; used in addresses and exports.",
                        max_length=40,
                    ),
                ),
                ("name", models.CharField(help_text="As it is shown in lists and reports.", max_length=200)),
                (
                    "retired_on",
                    models.DateField(
                        blank=True, help_text="From this day it is no longer offered; what uses it keeps it.", null=True
                    ),
                ),
                ("article", models.CharField(help_text="The article's number, e.g. 13 or 2(2).", max_length=20)),
                (
                    "verified",
                    models.BooleanField(
                        default=False,
                        help_text="Whether somebody read the article and confirms that it fits; false: general knowledge.",
                    ),
                ),
                ("history_id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who made the row. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who changed the row last. Empty if a command did.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
                (
                    "treaty",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The treaty that the article is in.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rights.treaty",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical provision",
                "verbose_name_plural": "historical provisions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddIndex(
            model_name="reading",
            index=models.Index(fields=["indicator", "-period_to", "ref"], name="rights_reading_latest"),
        ),
        migrations.AddConstraint(
            model_name="provision",
            constraint=models.UniqueConstraint(
                fields=("treaty", "article"),
                name="rights_provision_once",
                violation_error_message="This article of the treaty is there already.",
            ),
        ),
    ]
