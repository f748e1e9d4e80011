import config.refs
import config.scales
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
        ("rights", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Condition",
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
                        length=4,
                        prefix="CND",
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
                ("text", models.TextField(help_text="As its setter worded it.", verbose_name="the condition")),
                (
                    "condition_set",
                    models.CharField(blank=True, help_text="The set it belongs to, as published.", max_length=120),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, help_text="Order within the set.")),
                (
                    "set_on",
                    models.DateField(
                        blank=True, help_text="When it was set; empty if the day is not known.", null=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("prior_action", "Prior action – once, before the step"),
                            ("benchmark", "Benchmark – a result to be reached"),
                            ("continuous", "Continuous – to be kept up"),
                        ],
                        help_text="Prior action, benchmark or continuous.",
                        max_length=12,
                    ),
                ),
                (
                    "basis",
                    models.TextField(
                        blank=True, help_text="Its legal or policy basis, and what standing the text has."
                    ),
                ),
                (
                    "review_interval_days",
                    models.PositiveSmallIntegerField(
                        default=180,
                        help_text="After so many days an assessment counts as stale.",
                        verbose_name="review interval (days)",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        help_text="Its rights area, if any.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conditions",
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
                "ordering": ["condition_set", "position", "ref"],
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
                        name="tracks_condition_withdrawn_with_reason",
                        violation_error_message="A withdrawn row needs both the day and the reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "text__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            )
                        ),
                        name="tracks_condition_worded",
                        violation_error_message="Give the condition's text.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("review_interval_days__gte", 1)),
                        name="tracks_condition_interval_positive",
                        violation_error_message="The review interval is at least one day.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
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
                    "marking",
                    models.CharField(
                        choices=[
                            ("TLP:CLEAR", "TLP:CLEAR"),
                            ("TLP:GREEN", "TLP:GREEN"),
                            ("TLP:AMBER", "TLP:AMBER"),
                            ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT"),
                            ("TLP:RED", "TLP:RED"),
                        ],
                        default="TLP:AMBER",
                        help_text="Traffic Light Protocol 2.0: who may see this. RED: only you and the readers named here.",
                        max_length=16,
                    ),
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
                        length=4,
                        prefix="CMT",
                        primary_key=True,
                        serialize=False,
                        verbose_name="reference",
                    ),
                ),
                ("text", models.TextField(help_text="As exactly as it was said.", verbose_name="what was promised")),
                ("made_on", models.DateField(help_text="The day it was made.")),
                ("due_on", models.DateField(blank=True, help_text="By when; empty if no date was given.", null=True)),
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
                (
                    "conditions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The conditions that it bears on.",
                        related_name="commitments",
                        to="tracks.condition",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_on", "-ref"],
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
                        name="tracks_commitment_withdrawn_with_reason",
                        violation_error_message="A withdrawn row needs both the day and the reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "text__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            )
                        ),
                        name="tracks_commitment_worded",
                        violation_error_message="Say what was promised.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("due_on__isnull", True), ("due_on__gte", models.F("made_on")), _connector="OR"
                        ),
                        name="tracks_commitment_due_after_made",
                        violation_error_message="It cannot be due before it was made.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
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
                    "marking",
                    models.CharField(
                        choices=[
                            ("TLP:CLEAR", "TLP:CLEAR"),
                            ("TLP:GREEN", "TLP:GREEN"),
                            ("TLP:AMBER", "TLP:AMBER"),
                            ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT"),
                            ("TLP:RED", "TLP:RED"),
                        ],
                        default="TLP:AMBER",
                        help_text="Traffic Light Protocol 2.0: who may see this. RED: only you and the readers named here.",
                        max_length=16,
                    ),
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
                    "review_state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("approved", "Approved"),
                            ("returned", "Returned"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        help_text="Draft, submitted, approved, returned or withdrawn.",
                        max_length=9,
                        verbose_name="review",
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="When it was submitted (UTC).", null=True
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When the last step of the review was taken (UTC).",
                        null=True,
                    ),
                ),
                (
                    "review_reason",
                    models.TextField(
                        blank=True, editable=False, help_text="Why it was returned, withdrawn or reopened."
                    ),
                ),
                (
                    "ref",
                    config.refs.RefField(
                        help_text="Given once, random, never changed or used again.",
                        length=4,
                        prefix="ASM",
                        primary_key=True,
                        serialize=False,
                        verbose_name="reference",
                    ),
                ),
                ("as_of", models.DateField(help_text="The day for which this judgement holds.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_started", "Not started"),
                            ("limited", "Limited"),
                            ("substantial", "Substantial"),
                            ("met", "Met"),
                            ("contrary", "Reversed or contrary"),
                            ("waived", "Waived"),
                        ],
                        help_text="How far the condition is met.",
                        max_length=11,
                    ),
                ),
                (
                    "change",
                    models.CharField(
                        choices=[("regressed", "Regressed"), ("none", "No change"), ("advanced", "Advanced")],
                        help_text="Since the last approved assessment.",
                        max_length=9,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("low", "Low – uncorroborated, many assumptions, glaring gaps"),
                            ("moderate", "Moderate – partially corroborated, several assumptions"),
                            ("high", "High – well corroborated, minimal assumptions"),
                        ],
                        help_text="ICD 203: how well corroborated.",
                        max_length=8,
                    ),
                ),
                (
                    "justification",
                    models.TextField(help_text="Why, in words that a reader can check against the evidence."),
                ),
                (
                    "waiver_reason",
                    models.TextField(blank=True, help_text="Why it was waived; only for the state “waived”."),
                ),
                ("waived_by", models.CharField(blank=True, help_text="Which authority waived it.", max_length=200)),
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
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who took the last step of the review.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who submitted it for review.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        help_text="The approved assessment that this one replaces for the same day.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="tracks.assessment",
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
                (
                    "condition",
                    models.ForeignKey(
                        help_text="The condition judged.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="tracks.condition",
                    ),
                ),
            ],
            options={
                "ordering": ["-as_of", "-ref"],
                "default_permissions": ("add", "change", "delete", "view", "review"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                            models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="tracks_assessment_submitted_who_and_when",
                        violation_error_message="Who submitted it and when belong together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at__isnull", True), ("reviewed_by__isnull", True)),
                            models.Q(("reviewed_at__isnull", False), ("reviewed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="tracks_assessment_reviewed_who_and_when",
                        violation_error_message="Who reviewed it and when belong together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("review_state", "draft"),
                            models.Q(
                                ("review_state", "submitted"),
                                ("reviewed_by__isnull", False),
                                ("submitted_by__isnull", False),
                            ),
                            models.Q(
                                ("review_state", "approved"),
                                ("reviewed_by__isnull", False),
                                ("submitted_by__isnull", False),
                            ),
                            models.Q(
                                ("review_state__in", ["returned", "withdrawn"]),
                                ("reviewed_by__isnull", False),
                                (
                                    "review_reason__regex",
                                    "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="tracks_assessment_review_state_complete",
                        violation_error_message="Submitted and approved need who submitted and reviewed; returned and withdrawn need who and why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "justification__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            )
                        ),
                        name="tracks_assessment_justified",
                        violation_error_message="Say why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "waived"),
                                (
                                    "waiver_reason__regex",
                                    "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                                ),
                                (
                                    "waived_by__regex",
                                    "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                                ),
                            ),
                            models.Q(
                                models.Q(("state", "waived"), _negated=True), ("waived_by", ""), ("waiver_reason", "")
                            ),
                            _connector="OR",
                        ),
                        name="tracks_assessment_waiver_complete",
                        violation_error_message="“Waived” needs a reason and the authority; any other state has neither.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("supersedes__isnull", True),
                            models.Q(("supersedes", models.F("ref")), _negated=True),
                            _connector="OR",
                        ),
                        name="tracks_assessment_not_own_successor",
                        violation_error_message="An assessment cannot replace itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Development",
            fields=[
                (
                    "date_from",
                    models.DateField(
                        help_text="The day it happened or began. With month precision any day of that month will do.",
                        verbose_name="from",
                    ),
                ),
                (
                    "date_to",
                    models.DateField(
                        blank=True,
                        help_text="The last day. Leave empty if it was one day, or the end is not known.",
                        null=True,
                        verbose_name="to",
                    ),
                ),
                (
                    "date_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("year", "Year"),
                        ],
                        default="day",
                        help_text="How exactly the source gives the date. Shown as “March 2022” for month.",
                        max_length=7,
                        verbose_name="date precision",
                    ),
                ),
                (
                    "date_until",
                    models.DateField(
                        editable=False,
                        help_text="Derived: the last day the dates can refer to; filters use it.",
                        verbose_name="until at the latest",
                    ),
                ),
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
                    "origin",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Where a row that nobody typed came from: the file and its row.",
                        max_length=200,
                    ),
                ),
                (
                    "review_state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("approved", "Approved"),
                            ("returned", "Returned"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        help_text="Draft, submitted, approved, returned or withdrawn.",
                        max_length=9,
                        verbose_name="review",
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="When it was submitted (UTC).", null=True
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When the last step of the review was taken (UTC).",
                        null=True,
                    ),
                ),
                (
                    "review_reason",
                    models.TextField(
                        blank=True, editable=False, help_text="Why it was returned, withdrawn or reopened."
                    ),
                ),
                (
                    "ref",
                    config.refs.RefField(
                        help_text="Given once, random, never changed or used again.",
                        length=6,
                        prefix="DEV",
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
                ("title", models.CharField(help_text="What happened, in one line.", max_length=300)),
                (
                    "narrative",
                    models.TextField(blank=True, help_text="What was observed, in full. No names of private persons."),
                ),
                (
                    "reported_on",
                    models.DateField(
                        blank=True, help_text="When it became known, if later than it happened.", null=True
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[("national", "National"), ("subnational", "Subnational")],
                        help_text="National, or in provinces.",
                        max_length=11,
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True, help_text="The place within the province, as reported.", max_length=200
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("opening", "▲ Opening – something new is allowed or announced"),
                            ("improvement", "△ Improvement"),
                            ("no_change", "– No change"),
                            ("mixed", "◆ Mixed"),
                            ("deterioration", "▼ Deterioration"),
                        ],
                        help_text="Judged by its effect on people.",
                        max_length=13,
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("announced", "Announced"),
                            ("decreed", "Decreed"),
                            ("practised", "Practised"),
                            ("enforced", "Enforced"),
                            ("reported_figure", "Reported figure"),
                        ],
                        help_text="Announced, decreed, practised, enforced, or a figure.",
                        max_length=15,
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
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        help_text="The earlier development that this one continues.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="tracks.development",
                    ),
                ),
                (
                    "indicators",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The rights indicators it bears on; a track or an indicator is needed.",
                        related_name="developments",
                        to="rights.indicator",
                    ),
                ),
                (
                    "provinces",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Where; empty if it is national.",
                        related_name="developments",
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
                    "reverses",
                    models.ForeignKey(
                        blank=True,
                        help_text="The earlier development that this one undoes.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="tracks.development",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who took the last step of the review.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who submitted it for review.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
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
                "ordering": ["-date_from", "-ref"],
                "default_permissions": ("add", "change", "delete", "view", "review"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_to__isnull", True), ("date_to__gte", models.F("date_from")), _connector="OR"
                        ),
                        name="tracks_development_dates_in_order",
                        violation_error_message="The last day is before the first day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_until__gte", models.F("date_from")),
                            models.Q(
                                ("date_to__isnull", True), ("date_until__gte", models.F("date_to")), _connector="OR"
                            ),
                        ),
                        name="tracks_development_until_covers_dates",
                        violation_error_message="The latest possible day is before the dates it must cover.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_precision", "day"),
                            models.Q(("date_from__iso_week_day", 1), ("date_precision", "week")),
                            models.Q(("date_from__day", 1), ("date_precision", "month")),
                            models.Q(
                                ("date_from__day", 1),
                                ("date_from__month__in", [1, 4, 7, 10]),
                                ("date_precision", "quarter"),
                            ),
                            models.Q(("date_from__day", 1), ("date_from__month", 1), ("date_precision", "year")),
                            _connector="OR",
                        ),
                        name="tracks_development_date_fits_precision",
                        violation_error_message="With this precision the first day must begin a week (Monday), month, quarter or year.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                            models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="tracks_development_submitted_who_and_when",
                        violation_error_message="Who submitted it and when belong together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at__isnull", True), ("reviewed_by__isnull", True)),
                            models.Q(("reviewed_at__isnull", False), ("reviewed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="tracks_development_reviewed_who_and_when",
                        violation_error_message="Who reviewed it and when belong together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("review_state", "draft"),
                            models.Q(
                                ("review_state", "submitted"),
                                ("reviewed_by__isnull", False),
                                ("submitted_by__isnull", False),
                            ),
                            models.Q(
                                ("review_state", "approved"),
                                ("reviewed_by__isnull", False),
                                ("submitted_by__isnull", False),
                            ),
                            models.Q(
                                ("review_state__in", ["returned", "withdrawn"]),
                                ("reviewed_by__isnull", False),
                                (
                                    "review_reason__regex",
                                    "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="tracks_development_review_state_complete",
                        violation_error_message="Submitted and approved need who submitted and reviewed; returned and withdrawn need who and why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "title__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            )
                        ),
                        name="tracks_development_titled",
                        violation_error_message="Say in one line what happened.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reported_on__isnull", True), ("reported_on__gte", models.F("date_from")), _connector="OR"
                        ),
                        name="tracks_development_reported_after",
                        violation_error_message="It cannot be reported before it happened.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reverses__isnull", True),
                            models.Q(("reverses", models.F("ref")), _negated=True),
                            _connector="OR",
                        ),
                        name="tracks_development_not_own_reversal",
                        violation_error_message="A development cannot reverse itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("follows__isnull", True),
                            models.Q(("follows", models.F("ref")), _negated=True),
                            _connector="OR",
                        ),
                        name="tracks_development_not_own_sequel",
                        violation_error_message="A development cannot follow itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CommitmentUpdate",
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
                    "review_state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("approved", "Approved"),
                            ("returned", "Returned"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        help_text="Draft, submitted, approved, returned or withdrawn.",
                        max_length=9,
                        verbose_name="review",
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="When it was submitted (UTC).", null=True
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When the last step of the review was taken (UTC).",
                        null=True,
                    ),
                ),
                (
                    "review_reason",
                    models.TextField(
                        blank=True, editable=False, help_text="Why it was returned, withdrawn or reopened."
                    ),
                ),
                (
                    "ref",
                    config.refs.RefField(
                        help_text="Given once, random, never changed or used again.",
                        length=4,
                        prefix="CMU",
                        primary_key=True,
                        serialize=False,
                        verbose_name="reference",
                    ),
                ),
                ("as_of", models.DateField(help_text="The day for which this holds.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("kept", "Kept"),
                            ("partly_kept", "Partly kept"),
                            ("broken", "Broken"),
                            ("overtaken", "Overtaken by events"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        help_text="Open, kept, partly kept, broken …",
                        max_length=11,
                    ),
                ),
                ("text", models.TextField(help_text="What this rests on.")),
                (
                    "commitment",
                    models.ForeignKey(
                        help_text="The commitment judged.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="updates",
                        to="tracks.commitment",
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
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who took the last step of the review.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who submitted it for review.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
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
                (
                    "developments",
                    models.ManyToManyField(
                        blank=True,
                        help_text="What was observed.",
                        related_name="commitment_updates",
                        to="tracks.development",
                    ),
                ),
            ],
            options={
                "ordering": ["-as_of", "-ref"],
                "default_permissions": ("add", "change", "delete", "view", "review"),
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
                        name="tracks_commitmentupdate_withdrawn_with_reason",
                        violation_error_message="A withdrawn row needs both the day and the reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                            models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="tracks_commitmentupdate_submitted_who_and_when",
                        violation_error_message="Who submitted it and when belong together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at__isnull", True), ("reviewed_by__isnull", True)),
                            models.Q(("reviewed_at__isnull", False), ("reviewed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="tracks_commitmentupdate_reviewed_who_and_when",
                        violation_error_message="Who reviewed it and when belong together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("review_state", "draft"),
                            models.Q(
                                ("review_state", "submitted"),
                                ("reviewed_by__isnull", False),
                                ("submitted_by__isnull", False),
                            ),
                            models.Q(
                                ("review_state", "approved"),
                                ("reviewed_by__isnull", False),
                                ("submitted_by__isnull", False),
                            ),
                            models.Q(
                                ("review_state__in", ["returned", "withdrawn"]),
                                ("reviewed_by__isnull", False),
                                (
                                    "review_reason__regex",
                                    "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="tracks_commitmentupdate_review_state_complete",
                        violation_error_message="Submitted and approved need who submitted and reviewed; returned and withdrawn need who and why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "text__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            )
                        ),
                        name="tracks_update_worded",
                        violation_error_message="Say what the judgement rests on.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAssessment",
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
                    "marking",
                    models.CharField(
                        choices=[
                            ("TLP:CLEAR", "TLP:CLEAR"),
                            ("TLP:GREEN", "TLP:GREEN"),
                            ("TLP:AMBER", "TLP:AMBER"),
                            ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT"),
                            ("TLP:RED", "TLP:RED"),
                        ],
                        default="TLP:AMBER",
                        help_text="Traffic Light Protocol 2.0: who may see this. RED: only you and the readers named here.",
                        max_length=16,
                    ),
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
                    "review_state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("approved", "Approved"),
                            ("returned", "Returned"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        help_text="Draft, submitted, approved, returned or withdrawn.",
                        max_length=9,
                        verbose_name="review",
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="When it was submitted (UTC).", null=True
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When the last step of the review was taken (UTC).",
                        null=True,
                    ),
                ),
                (
                    "review_reason",
                    models.TextField(
                        blank=True, editable=False, help_text="Why it was returned, withdrawn or reopened."
                    ),
                ),
                (
                    "ref",
                    config.refs.RefField(
                        db_index=True,
                        help_text="Given once, random, never changed or used again.",
                        length=4,
                        prefix="ASM",
                        primary_key=False,
                        verbose_name="reference",
                    ),
                ),
                ("as_of", models.DateField(help_text="The day for which this judgement holds.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_started", "Not started"),
                            ("limited", "Limited"),
                            ("substantial", "Substantial"),
                            ("met", "Met"),
                            ("contrary", "Reversed or contrary"),
                            ("waived", "Waived"),
                        ],
                        help_text="How far the condition is met.",
                        max_length=11,
                    ),
                ),
                (
                    "change",
                    models.CharField(
                        choices=[("regressed", "Regressed"), ("none", "No change"), ("advanced", "Advanced")],
                        help_text="Since the last approved assessment.",
                        max_length=9,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("low", "Low – uncorroborated, many assumptions, glaring gaps"),
                            ("moderate", "Moderate – partially corroborated, several assumptions"),
                            ("high", "High – well corroborated, minimal assumptions"),
                        ],
                        help_text="ICD 203: how well corroborated.",
                        max_length=8,
                    ),
                ),
                (
                    "justification",
                    models.TextField(help_text="Why, in words that a reader can check against the evidence."),
                ),
                (
                    "waiver_reason",
                    models.TextField(blank=True, help_text="Why it was waived; only for the state “waived”."),
                ),
                ("waived_by", models.CharField(blank=True, help_text="Which authority waived it.", max_length=200)),
                ("history_id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The condition judged.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.condition",
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
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who took the last step of the review.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who submitted it for review.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The approved assessment that this one replaces for the same day.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.assessment",
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
                "verbose_name": "historical assessment",
                "verbose_name_plural": "historical assessments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAssessment_reader_groups",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "m2m_history_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.assessment",
                    ),
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
                        to="tracks.historicalassessment",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalAssessment_reader_groups",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAssessment_readers",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "m2m_history_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.assessment",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="tracks.historicalassessment",
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
            ],
            options={
                "verbose_name": "HistoricalAssessment_readers",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalBenchmark",
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
                    "ref",
                    config.refs.RefField(
                        db_index=True,
                        help_text="Given once, random, never changed or used again.",
                        length=4,
                        prefix="BMK",
                        primary_key=False,
                        verbose_name="reference",
                    ),
                ),
                (
                    "text",
                    models.TextField(help_text="What would show that the condition is met.", verbose_name="the test"),
                ),
                (
                    "comparator",
                    models.CharField(
                        blank=True,
                        choices=[("at_least", "At least"), ("at_most", "At most"), ("equals", "Exactly")],
                        help_text="How to compare with the target.",
                        max_length=8,
                    ),
                ),
                (
                    "target",
                    models.DecimalField(
                        blank=True, decimal_places=4, help_text="In the indicator's unit.", max_digits=20, null=True
                    ),
                ),
                ("target_on", models.DateField(blank=True, help_text="By when.", null=True)),
                (
                    "baseline",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="The value that progress is measured from.",
                        max_digits=20,
                        null=True,
                    ),
                ),
                ("baseline_on", models.DateField(blank=True, help_text="The day of the baseline value.", null=True)),
                ("history_id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The condition that it tests.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.condition",
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
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="What is measured, if it is measured.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rights.indicator",
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
                "verbose_name": "historical benchmark",
                "verbose_name_plural": "historical benchmarks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCommitment",
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
                    "marking",
                    models.CharField(
                        choices=[
                            ("TLP:CLEAR", "TLP:CLEAR"),
                            ("TLP:GREEN", "TLP:GREEN"),
                            ("TLP:AMBER", "TLP:AMBER"),
                            ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT"),
                            ("TLP:RED", "TLP:RED"),
                        ],
                        default="TLP:AMBER",
                        help_text="Traffic Light Protocol 2.0: who may see this. RED: only you and the readers named here.",
                        max_length=16,
                    ),
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
                        length=4,
                        prefix="CMT",
                        primary_key=False,
                        verbose_name="reference",
                    ),
                ),
                ("text", models.TextField(help_text="As exactly as it was said.", verbose_name="what was promised")),
                ("made_on", models.DateField(help_text="The day it was made.")),
                ("due_on", models.DateField(blank=True, help_text="By when; empty if no date was given.", null=True)),
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
                "verbose_name": "historical commitment",
                "verbose_name_plural": "historical commitments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCommitment_conditions",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "m2m_history_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.commitment",
                    ),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.condition",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="tracks.historicalcommitment",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalCommitment_conditions",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCommitment_reader_groups",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "m2m_history_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.commitment",
                    ),
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
                        to="tracks.historicalcommitment",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalCommitment_reader_groups",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCommitment_readers",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "m2m_history_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.commitment",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="tracks.historicalcommitment",
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
            ],
            options={
                "verbose_name": "HistoricalCommitment_readers",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCommitmentUpdate",
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
                    "review_state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("approved", "Approved"),
                            ("returned", "Returned"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        help_text="Draft, submitted, approved, returned or withdrawn.",
                        max_length=9,
                        verbose_name="review",
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="When it was submitted (UTC).", null=True
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When the last step of the review was taken (UTC).",
                        null=True,
                    ),
                ),
                (
                    "review_reason",
                    models.TextField(
                        blank=True, editable=False, help_text="Why it was returned, withdrawn or reopened."
                    ),
                ),
                (
                    "ref",
                    config.refs.RefField(
                        db_index=True,
                        help_text="Given once, random, never changed or used again.",
                        length=4,
                        prefix="CMU",
                        primary_key=False,
                        verbose_name="reference",
                    ),
                ),
                ("as_of", models.DateField(help_text="The day for which this holds.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("kept", "Kept"),
                            ("partly_kept", "Partly kept"),
                            ("broken", "Broken"),
                            ("overtaken", "Overtaken by events"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        help_text="Open, kept, partly kept, broken …",
                        max_length=11,
                    ),
                ),
                ("text", models.TextField(help_text="What this rests on.")),
                ("history_id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The commitment judged.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.commitment",
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
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who took the last step of the review.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who submitted it for review.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
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
                "verbose_name": "historical commitment update",
                "verbose_name_plural": "historical commitment updates",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCommitmentUpdate_developments",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "m2m_history_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "commitmentupdate",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.commitmentupdate",
                    ),
                ),
                (
                    "development",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.development",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="tracks.historicalcommitmentupdate",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalCommitmentUpdate_developments",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCondition",
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
                        length=4,
                        prefix="CND",
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
                ("text", models.TextField(help_text="As its setter worded it.", verbose_name="the condition")),
                (
                    "condition_set",
                    models.CharField(blank=True, help_text="The set it belongs to, as published.", max_length=120),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, help_text="Order within the set.")),
                (
                    "set_on",
                    models.DateField(
                        blank=True, help_text="When it was set; empty if the day is not known.", null=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("prior_action", "Prior action – once, before the step"),
                            ("benchmark", "Benchmark – a result to be reached"),
                            ("continuous", "Continuous – to be kept up"),
                        ],
                        help_text="Prior action, benchmark or continuous.",
                        max_length=12,
                    ),
                ),
                (
                    "basis",
                    models.TextField(
                        blank=True, help_text="Its legal or policy basis, and what standing the text has."
                    ),
                ),
                (
                    "review_interval_days",
                    models.PositiveSmallIntegerField(
                        default=180,
                        help_text="After so many days an assessment counts as stale.",
                        verbose_name="review interval (days)",
                    ),
                ),
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
                        help_text="Its rights area, if any.",
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
                "verbose_name": "historical condition",
                "verbose_name_plural": "historical conditions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCondition_reader_groups",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "m2m_history_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.condition",
                    ),
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
                        to="tracks.historicalcondition",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalCondition_reader_groups",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCondition_readers",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "m2m_history_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.condition",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="tracks.historicalcondition",
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
            ],
            options={
                "verbose_name": "HistoricalCondition_readers",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDevelopment",
            fields=[
                (
                    "date_from",
                    models.DateField(
                        help_text="The day it happened or began. With month precision any day of that month will do.",
                        verbose_name="from",
                    ),
                ),
                (
                    "date_to",
                    models.DateField(
                        blank=True,
                        help_text="The last day. Leave empty if it was one day, or the end is not known.",
                        null=True,
                        verbose_name="to",
                    ),
                ),
                (
                    "date_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("year", "Year"),
                        ],
                        default="day",
                        help_text="How exactly the source gives the date. Shown as “March 2022” for month.",
                        max_length=7,
                        verbose_name="date precision",
                    ),
                ),
                (
                    "date_until",
                    models.DateField(
                        editable=False,
                        help_text="Derived: the last day the dates can refer to; filters use it.",
                        verbose_name="until at the latest",
                    ),
                ),
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
                    "origin",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Where a row that nobody typed came from: the file and its row.",
                        max_length=200,
                    ),
                ),
                (
                    "review_state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("approved", "Approved"),
                            ("returned", "Returned"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        help_text="Draft, submitted, approved, returned or withdrawn.",
                        max_length=9,
                        verbose_name="review",
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="When it was submitted (UTC).", null=True
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When the last step of the review was taken (UTC).",
                        null=True,
                    ),
                ),
                (
                    "review_reason",
                    models.TextField(
                        blank=True, editable=False, help_text="Why it was returned, withdrawn or reopened."
                    ),
                ),
                (
                    "ref",
                    config.refs.RefField(
                        db_index=True,
                        help_text="Given once, random, never changed or used again.",
                        length=6,
                        prefix="DEV",
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
                ("title", models.CharField(help_text="What happened, in one line.", max_length=300)),
                (
                    "narrative",
                    models.TextField(blank=True, help_text="What was observed, in full. No names of private persons."),
                ),
                (
                    "reported_on",
                    models.DateField(
                        blank=True, help_text="When it became known, if later than it happened.", null=True
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[("national", "National"), ("subnational", "Subnational")],
                        help_text="National, or in provinces.",
                        max_length=11,
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        blank=True, help_text="The place within the province, as reported.", max_length=200
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("opening", "▲ Opening – something new is allowed or announced"),
                            ("improvement", "△ Improvement"),
                            ("no_change", "– No change"),
                            ("mixed", "◆ Mixed"),
                            ("deterioration", "▼ Deterioration"),
                        ],
                        help_text="Judged by its effect on people.",
                        max_length=13,
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("announced", "Announced"),
                            ("decreed", "Decreed"),
                            ("practised", "Practised"),
                            ("enforced", "Enforced"),
                            ("reported_figure", "Reported figure"),
                        ],
                        help_text="Announced, decreed, practised, enforced, or a figure.",
                        max_length=15,
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
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The earlier development that this one continues.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.development",
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
                    "reverses",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The earlier development that this one undoes.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.development",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who took the last step of the review.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who submitted it for review.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
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
                "verbose_name": "historical development",
                "verbose_name_plural": "historical developments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDevelopment_indicators",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "m2m_history_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "development",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.development",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="tracks.historicaldevelopment",
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
            ],
            options={
                "verbose_name": "HistoricalDevelopment_indicators",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDevelopment_provinces",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "m2m_history_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "development",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.development",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="tracks.historicaldevelopment",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rights.province",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalDevelopment_provinces",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDevelopment_reader_groups",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "m2m_history_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "development",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.development",
                    ),
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
                        to="tracks.historicaldevelopment",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalDevelopment_reader_groups",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDevelopment_readers",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "m2m_history_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "development",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.development",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="tracks.historicaldevelopment",
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
            ],
            options={
                "verbose_name": "HistoricalDevelopment_readers",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeasure",
            fields=[
                (
                    "date_from",
                    models.DateField(
                        help_text="The day it happened or began. With month precision any day of that month will do.",
                        verbose_name="from",
                    ),
                ),
                (
                    "date_to",
                    models.DateField(
                        blank=True,
                        help_text="The last day. Leave empty if it was one day, or the end is not known.",
                        null=True,
                        verbose_name="to",
                    ),
                ),
                (
                    "date_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("year", "Year"),
                        ],
                        default="day",
                        help_text="How exactly the source gives the date. Shown as “March 2022” for month.",
                        max_length=7,
                        verbose_name="date precision",
                    ),
                ),
                (
                    "date_until",
                    models.DateField(
                        editable=False,
                        help_text="Derived: the last day the dates can refer to; filters use it.",
                        verbose_name="until at the latest",
                    ),
                ),
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
                        length=4,
                        prefix="MSR",
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
                ("title", models.CharField(help_text="What was done, in one line.", max_length=300)),
                (
                    "instrument",
                    models.CharField(
                        choices=[
                            ("listing", "Listing or designation"),
                            ("exemption", "Exemption"),
                            ("licence", "Licence"),
                            ("suspension", "Suspension"),
                            ("funds", "Funds held or released"),
                            ("resolution", "Resolution or mandate"),
                            ("recognition", "Recognition"),
                            ("proceedings", "Court proceedings"),
                            ("decision", "Decision or its deferral"),
                            ("statement", "Statement"),
                        ],
                        help_text="Listing, licence, resolution …",
                        max_length=11,
                    ),
                ),
                (
                    "effect",
                    models.CharField(
                        choices=[
                            ("baseline", "Baseline"),
                            ("conditions_set", "Conditions set"),
                            ("eased", "Eased in part"),
                            ("tightened", "Tightened"),
                            ("no_change", "No change"),
                            ("taken", "Step taken, by one or all"),
                            ("other", "Other"),
                        ],
                        help_text="What it did to the step.",
                        max_length=14,
                    ),
                ),
                ("note", models.TextField(blank=True, help_text="Terms, limits and what to know.")),
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
                "verbose_name": "historical measure",
                "verbose_name_plural": "historical measures",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeeting",
            fields=[
                (
                    "date_from",
                    models.DateField(
                        help_text="The day it happened or began. With month precision any day of that month will do.",
                        verbose_name="from",
                    ),
                ),
                (
                    "date_to",
                    models.DateField(
                        blank=True,
                        help_text="The last day. Leave empty if it was one day, or the end is not known.",
                        null=True,
                        verbose_name="to",
                    ),
                ),
                (
                    "date_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("year", "Year"),
                        ],
                        default="day",
                        help_text="How exactly the source gives the date. Shown as “March 2022” for month.",
                        max_length=7,
                        verbose_name="date precision",
                    ),
                ),
                (
                    "date_until",
                    models.DateField(
                        editable=False,
                        help_text="Derived: the last day the dates can refer to; filters use it.",
                        verbose_name="until at the latest",
                    ),
                ),
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
                    "marking",
                    models.CharField(
                        choices=[
                            ("TLP:CLEAR", "TLP:CLEAR"),
                            ("TLP:GREEN", "TLP:GREEN"),
                            ("TLP:AMBER", "TLP:AMBER"),
                            ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT"),
                            ("TLP:RED", "TLP:RED"),
                        ],
                        default="TLP:AMBER",
                        help_text="Traffic Light Protocol 2.0: who may see this. RED: only you and the readers named here.",
                        max_length=16,
                    ),
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
                    "review_state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("approved", "Approved"),
                            ("returned", "Returned"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        help_text="Draft, submitted, approved, returned or withdrawn.",
                        max_length=9,
                        verbose_name="review",
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="When it was submitted (UTC).", null=True
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When the last step of the review was taken (UTC).",
                        null=True,
                    ),
                ),
                (
                    "review_reason",
                    models.TextField(
                        blank=True, editable=False, help_text="Why it was returned, withdrawn or reopened."
                    ),
                ),
                (
                    "ref",
                    config.refs.RefField(
                        db_index=True,
                        help_text="Given once, random, never changed or used again.",
                        length=4,
                        prefix="MTG",
                        primary_key=False,
                        verbose_name="reference",
                    ),
                ),
                ("title", models.CharField(help_text="Who met about what, in one line.", max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("held", "Held"),
                            ("cancelled", "Cancelled"),
                            ("refused", "Refused"),
                        ],
                        help_text="Also log what did not happen.",
                        max_length=9,
                    ),
                ),
                (
                    "status_reason",
                    models.TextField(
                        blank=True, help_text="Why it was cancelled or refused, and by whom. Required for both."
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("in_person", "In person"),
                            ("video", "Video"),
                            ("telephone", "Telephone"),
                            ("written", "In writing"),
                        ],
                        help_text="In person, video, telephone or in writing.",
                        max_length=9,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("technical", "Technical"), ("senior", "Senior")],
                        help_text="Technical or senior.",
                        max_length=9,
                    ),
                ),
                ("city", models.CharField(blank=True, help_text="The town, e.g. Doha.", max_length=100)),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        choices=config.scales.countries,
                        help_text="ISO 3166-1; empty if not known.",
                        max_length=2,
                    ),
                ),
                (
                    "tone",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("open", "Open"),
                            ("businesslike", "Businesslike"),
                            ("reserved", "Reserved"),
                            ("tense", "Tense"),
                        ],
                        help_text="Your impression, if you were there.",
                        max_length=12,
                    ),
                ),
                (
                    "public",
                    models.BooleanField(
                        default=False,
                        help_text="Whether it was announced or reported. Off: undisclosed.",
                        verbose_name="publicly known",
                    ),
                ),
                (
                    "chatham_house",
                    models.BooleanField(
                        default=False,
                        help_text="What was said may be used, who said it may not be told.",
                        verbose_name="Chatham House Rule",
                    ),
                ),
                (
                    "routine",
                    models.BooleanField(
                        default=False, help_text="A courtesy or routine contact; lists can leave these out."
                    ),
                ),
                ("topics", models.CharField(blank=True, help_text="The agenda in a few words.", max_length=300)),
                (
                    "summary",
                    models.TextField(
                        blank=True, help_text="In your own words; points go below.", verbose_name="what was said"
                    ),
                ),
                (
                    "next_steps",
                    models.TextField(
                        blank=True, help_text="Agreed next steps and who takes them.", verbose_name="what follows"
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
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Within Afghanistan: the province.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rights.province",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who took the last step of the review.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        help_text="Who submitted it for review.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
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
                "verbose_name": "historical meeting",
                "verbose_name_plural": "historical meetings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOrganisation",
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
                        length=4,
                        prefix="ORG",
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
                    "name",
                    models.CharField(help_text="In Latin script, as you would write it in a report.", max_length=200),
                ),
                ("acronym", models.CharField(blank=True, help_text="E.g. UNAMA, DAB.", max_length=20)),
                (
                    "name_original",
                    models.CharField(
                        blank=True,
                        help_text="In its own script.",
                        max_length=200,
                        verbose_name="name in Dari or Pashto",
                    ),
                ),
                (
                    "name_variants",
                    models.TextField(
                        blank=True, help_text="Other spellings and former names, one a line; search finds them."
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("dfa", "De facto authorities"),
                            ("us", "United States"),
                            ("un", "United Nations"),
                            ("partner", "Partner state or organisation"),
                            ("ngo", "NGO or civil society"),
                            ("private", "Private sector"),
                        ],
                        help_text="Whose side of the table it sits on.",
                        max_length=7,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("national", "National"), ("subnational", "Subnational")],
                        help_text="National or subnational.",
                        max_length=11,
                    ),
                ),
                (
                    "seat",
                    models.CharField(
                        choices=[
                            ("kabul", "Kabul"),
                            ("kandahar", "Kandahar"),
                            ("province", "Another province"),
                            ("abroad", "Abroad"),
                        ],
                        help_text="Where it decides.",
                        max_length=8,
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        choices=config.scales.countries,
                        help_text="ISO 3166-1; required if the seat is abroad.",
                        max_length=2,
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
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Required if the seat is another province.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rights.province",
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
                "verbose_name": "historical organisation",
                "verbose_name_plural": "historical organisations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPerson",
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
                    "marking",
                    models.CharField(
                        choices=[
                            ("TLP:CLEAR", "TLP:CLEAR"),
                            ("TLP:GREEN", "TLP:GREEN"),
                            ("TLP:AMBER", "TLP:AMBER"),
                            ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT"),
                            ("TLP:RED", "TLP:RED"),
                        ],
                        default="TLP:AMBER",
                        help_text="Traffic Light Protocol 2.0: who may see this. RED: only you and the readers named here.",
                        max_length=16,
                    ),
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
                        length=4,
                        prefix="PER",
                        primary_key=False,
                        verbose_name="reference",
                    ),
                ),
                ("name", models.CharField(help_text="In Latin script, the spelling you prefer.", max_length=200)),
                (
                    "name_original",
                    models.CharField(
                        blank=True,
                        help_text="In its own script.",
                        max_length=200,
                        verbose_name="name in Dari or Pashto",
                    ),
                ),
                (
                    "name_variants",
                    models.TextField(blank=True, help_text="Other spellings, one a line; search finds them."),
                ),
                (
                    "public_office",
                    models.BooleanField(
                        default=False,
                        help_text="Only then may the name leave in exports. Leave it off for private persons.",
                        verbose_name="holds or held public office",
                    ),
                ),
                (
                    "note",
                    models.TextField(blank=True, help_text="What a colleague must know before meeting this person."),
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
                "verbose_name": "historical person",
                "verbose_name_plural": "historical people",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStep",
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
                ("description", models.TextField(blank=True, help_text="What the step would be.")),
                (
                    "decided_by",
                    models.CharField(help_text="Who decides it, e.g. each State for itself.", max_length=200),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_considered", "Not under consideration"),
                            ("conditions_set", "Conditions set"),
                            ("considered", "Under consideration"),
                            ("partly_taken", "Taken in part, or by some"),
                            ("taken", "Taken"),
                        ],
                        help_text="How far it is.",
                        max_length=14,
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
                "verbose_name": "historical step",
                "verbose_name_plural": "historical steps",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTrack",
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
                ("description", models.TextField(blank=True, help_text="What the track is about.")),
                (
                    "meeting_interval_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="After so many days without a meeting the track counts as silent. Empty: no expectation.",
                        null=True,
                        verbose_name="expected meeting interval (days)",
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
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Who answers for the track and reviews what is logged on it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
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
                "verbose_name": "historical track",
                "verbose_name_plural": "historical tracks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "date_from",
                    models.DateField(
                        help_text="The day it happened or began. With month precision any day of that month will do.",
                        verbose_name="from",
                    ),
                ),
                (
                    "date_to",
                    models.DateField(
                        blank=True,
                        help_text="The last day. Leave empty if it was one day, or the end is not known.",
                        null=True,
                        verbose_name="to",
                    ),
                ),
                (
                    "date_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("year", "Year"),
                        ],
                        default="day",
                        help_text="How exactly the source gives the date. Shown as “March 2022” for month.",
                        max_length=7,
                        verbose_name="date precision",
                    ),
                ),
                (
                    "date_until",
                    models.DateField(
                        editable=False,
                        help_text="Derived: the last day the dates can refer to; filters use it.",
                        verbose_name="until at the latest",
                    ),
                ),
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
                        length=4,
                        prefix="MSR",
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
                ("title", models.CharField(help_text="What was done, in one line.", max_length=300)),
                (
                    "instrument",
                    models.CharField(
                        choices=[
                            ("listing", "Listing or designation"),
                            ("exemption", "Exemption"),
                            ("licence", "Licence"),
                            ("suspension", "Suspension"),
                            ("funds", "Funds held or released"),
                            ("resolution", "Resolution or mandate"),
                            ("recognition", "Recognition"),
                            ("proceedings", "Court proceedings"),
                            ("decision", "Decision or its deferral"),
                            ("statement", "Statement"),
                        ],
                        help_text="Listing, licence, resolution …",
                        max_length=11,
                    ),
                ),
                (
                    "effect",
                    models.CharField(
                        choices=[
                            ("baseline", "Baseline"),
                            ("conditions_set", "Conditions set"),
                            ("eased", "Eased in part"),
                            ("tightened", "Tightened"),
                            ("no_change", "No change"),
                            ("taken", "Step taken, by one or all"),
                            ("other", "Other"),
                        ],
                        help_text="What it did to the step.",
                        max_length=14,
                    ),
                ),
                ("note", models.TextField(blank=True, help_text="Terms, limits and what to know.")),
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
                    "developments",
                    models.ManyToManyField(
                        blank=True,
                        help_text="What it answers, if it says so.",
                        related_name="measures",
                        to="tracks.development",
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
                "ordering": ["-date_from", "-ref"],
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
                        name="tracks_measure_withdrawn_with_reason",
                        violation_error_message="A withdrawn row needs both the day and the reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_to__isnull", True), ("date_to__gte", models.F("date_from")), _connector="OR"
                        ),
                        name="tracks_measure_dates_in_order",
                        violation_error_message="The last day is before the first day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_until__gte", models.F("date_from")),
                            models.Q(
                                ("date_to__isnull", True), ("date_until__gte", models.F("date_to")), _connector="OR"
                            ),
                        ),
                        name="tracks_measure_until_covers_dates",
                        violation_error_message="The latest possible day is before the dates it must cover.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_precision", "day"),
                            models.Q(("date_from__iso_week_day", 1), ("date_precision", "week")),
                            models.Q(("date_from__day", 1), ("date_precision", "month")),
                            models.Q(
                                ("date_from__day", 1),
                                ("date_from__month__in", [1, 4, 7, 10]),
                                ("date_precision", "quarter"),
                            ),
                            models.Q(("date_from__day", 1), ("date_from__month", 1), ("date_precision", "year")),
                            _connector="OR",
                        ),
                        name="tracks_measure_date_fits_precision",
                        violation_error_message="With this precision the first day must begin a week (Monday), month, quarter or year.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "title__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            )
                        ),
                        name="tracks_measure_titled",
                        violation_error_message="Say in one line what was done.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalMeasure_readers",
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
                        to="tracks.historicalmeasure",
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
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.measure",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalMeasure_readers",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeasure_reader_groups",
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
                        to="tracks.historicalmeasure",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.measure",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalMeasure_reader_groups",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeasure_developments",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "m2m_history_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "development",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.development",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="tracks.historicalmeasure",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.measure",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalMeasure_developments",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "date_from",
                    models.DateField(
                        help_text="The day it happened or began. With month precision any day of that month will do.",
                        verbose_name="from",
                    ),
                ),
                (
                    "date_to",
                    models.DateField(
                        blank=True,
                        help_text="The last day. Leave empty if it was one day, or the end is not known.",
                        null=True,
                        verbose_name="to",
                    ),
                ),
                (
                    "date_precision",
                    models.CharField(
                        choices=[
                            ("day", "Day"),
                            ("week", "Week"),
                            ("month", "Month"),
                            ("quarter", "Quarter"),
                            ("year", "Year"),
                        ],
                        default="day",
                        help_text="How exactly the source gives the date. Shown as “March 2022” for month.",
                        max_length=7,
                        verbose_name="date precision",
                    ),
                ),
                (
                    "date_until",
                    models.DateField(
                        editable=False,
                        help_text="Derived: the last day the dates can refer to; filters use it.",
                        verbose_name="until at the latest",
                    ),
                ),
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
                    "marking",
                    models.CharField(
                        choices=[
                            ("TLP:CLEAR", "TLP:CLEAR"),
                            ("TLP:GREEN", "TLP:GREEN"),
                            ("TLP:AMBER", "TLP:AMBER"),
                            ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT"),
                            ("TLP:RED", "TLP:RED"),
                        ],
                        default="TLP:AMBER",
                        help_text="Traffic Light Protocol 2.0: who may see this. RED: only you and the readers named here.",
                        max_length=16,
                    ),
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
                    "review_state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("approved", "Approved"),
                            ("returned", "Returned"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        help_text="Draft, submitted, approved, returned or withdrawn.",
                        max_length=9,
                        verbose_name="review",
                    ),
                ),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="When it was submitted (UTC).", null=True
                    ),
                ),
                (
                    "reviewed_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="When the last step of the review was taken (UTC).",
                        null=True,
                    ),
                ),
                (
                    "review_reason",
                    models.TextField(
                        blank=True, editable=False, help_text="Why it was returned, withdrawn or reopened."
                    ),
                ),
                (
                    "ref",
                    config.refs.RefField(
                        help_text="Given once, random, never changed or used again.",
                        length=4,
                        prefix="MTG",
                        primary_key=True,
                        serialize=False,
                        verbose_name="reference",
                    ),
                ),
                ("title", models.CharField(help_text="Who met about what, in one line.", max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("held", "Held"),
                            ("cancelled", "Cancelled"),
                            ("refused", "Refused"),
                        ],
                        help_text="Also log what did not happen.",
                        max_length=9,
                    ),
                ),
                (
                    "status_reason",
                    models.TextField(
                        blank=True, help_text="Why it was cancelled or refused, and by whom. Required for both."
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("in_person", "In person"),
                            ("video", "Video"),
                            ("telephone", "Telephone"),
                            ("written", "In writing"),
                        ],
                        help_text="In person, video, telephone or in writing.",
                        max_length=9,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("technical", "Technical"), ("senior", "Senior")],
                        help_text="Technical or senior.",
                        max_length=9,
                    ),
                ),
                ("city", models.CharField(blank=True, help_text="The town, e.g. Doha.", max_length=100)),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        choices=config.scales.countries,
                        help_text="ISO 3166-1; empty if not known.",
                        max_length=2,
                    ),
                ),
                (
                    "tone",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("open", "Open"),
                            ("businesslike", "Businesslike"),
                            ("reserved", "Reserved"),
                            ("tense", "Tense"),
                        ],
                        help_text="Your impression, if you were there.",
                        max_length=12,
                    ),
                ),
                (
                    "public",
                    models.BooleanField(
                        default=False,
                        help_text="Whether it was announced or reported. Off: undisclosed.",
                        verbose_name="publicly known",
                    ),
                ),
                (
                    "chatham_house",
                    models.BooleanField(
                        default=False,
                        help_text="What was said may be used, who said it may not be told.",
                        verbose_name="Chatham House Rule",
                    ),
                ),
                (
                    "routine",
                    models.BooleanField(
                        default=False, help_text="A courtesy or routine contact; lists can leave these out."
                    ),
                ),
                ("topics", models.CharField(blank=True, help_text="The agenda in a few words.", max_length=300)),
                (
                    "summary",
                    models.TextField(
                        blank=True, help_text="In your own words; points go below.", verbose_name="what was said"
                    ),
                ),
                (
                    "next_steps",
                    models.TextField(
                        blank=True, help_text="Agreed next steps and who takes them.", verbose_name="what follows"
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
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        help_text="The earlier meeting that this one continues.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="tracks.meeting",
                        verbose_name="follow-up of",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        help_text="Within Afghanistan: the province.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
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
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who took the last step of the review.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        help_text="Who submitted it for review.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
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
                "ordering": ["-date_from", "-ref"],
                "default_permissions": ("add", "change", "delete", "view", "review"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_to__isnull", True), ("date_to__gte", models.F("date_from")), _connector="OR"
                        ),
                        name="tracks_meeting_dates_in_order",
                        violation_error_message="The last day is before the first day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_until__gte", models.F("date_from")),
                            models.Q(
                                ("date_to__isnull", True), ("date_until__gte", models.F("date_to")), _connector="OR"
                            ),
                        ),
                        name="tracks_meeting_until_covers_dates",
                        violation_error_message="The latest possible day is before the dates it must cover.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_precision", "day"),
                            models.Q(("date_from__iso_week_day", 1), ("date_precision", "week")),
                            models.Q(("date_from__day", 1), ("date_precision", "month")),
                            models.Q(
                                ("date_from__day", 1),
                                ("date_from__month__in", [1, 4, 7, 10]),
                                ("date_precision", "quarter"),
                            ),
                            models.Q(("date_from__day", 1), ("date_from__month", 1), ("date_precision", "year")),
                            _connector="OR",
                        ),
                        name="tracks_meeting_date_fits_precision",
                        violation_error_message="With this precision the first day must begin a week (Monday), month, quarter or year.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                            models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="tracks_meeting_submitted_who_and_when",
                        violation_error_message="Who submitted it and when belong together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at__isnull", True), ("reviewed_by__isnull", True)),
                            models.Q(("reviewed_at__isnull", False), ("reviewed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="tracks_meeting_reviewed_who_and_when",
                        violation_error_message="Who reviewed it and when belong together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("review_state", "draft"),
                            models.Q(
                                ("review_state", "submitted"),
                                ("reviewed_by__isnull", False),
                                ("submitted_by__isnull", False),
                            ),
                            models.Q(
                                ("review_state", "approved"),
                                ("reviewed_by__isnull", False),
                                ("submitted_by__isnull", False),
                            ),
                            models.Q(
                                ("review_state__in", ["returned", "withdrawn"]),
                                ("reviewed_by__isnull", False),
                                (
                                    "review_reason__regex",
                                    "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="tracks_meeting_review_state_complete",
                        violation_error_message="Submitted and approved need who submitted and reviewed; returned and withdrawn need who and why.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "title__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            )
                        ),
                        name="tracks_meeting_titled",
                        violation_error_message="Give the meeting a title.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["cancelled", "refused"]), _negated=True),
                            (
                                "status_reason__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            ),
                            _connector="OR",
                        ),
                        name="tracks_meeting_reason_not_held",
                        violation_error_message="Say why the meeting was cancelled or refused.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("province__isnull", True), ("country", "AF"), _connector="OR"),
                        name="tracks_meeting_province_in_country",
                        violation_error_message="A province is in Afghanistan: set the country, or clear the province.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("follows__isnull", True),
                            models.Q(("follows", models.F("ref")), _negated=True),
                            _connector="OR",
                        ),
                        name="tracks_meeting_not_own_follow_up",
                        violation_error_message="A meeting cannot follow itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPoint",
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
                    "ref",
                    config.refs.RefField(
                        db_index=True,
                        help_text="Given once, random, never changed or used again.",
                        length=4,
                        prefix="PNT",
                        primary_key=False,
                        verbose_name="reference",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, help_text="Order within the meeting.")),
                (
                    "raised_by",
                    models.CharField(
                        choices=[
                            ("dfa", "De facto authorities"),
                            ("us", "United States"),
                            ("un", "United Nations"),
                            ("partner", "Partner state or organisation"),
                            ("ngo", "NGO or civil society"),
                            ("private", "Private sector"),
                        ],
                        help_text="Which side raised it.",
                        max_length=7,
                    ),
                ),
                (
                    "speech_act",
                    models.CharField(
                        choices=[
                            ("raised", "Raised"),
                            ("requested", "Requested"),
                            ("urged", "Urged"),
                            ("offered", "Offered"),
                            ("agreed", "Agreed"),
                            ("noted", "Noted"),
                            ("deflected", "Deflected"),
                            ("refused", "Refused"),
                        ],
                        help_text="Raised, requested, urged, offered …",
                        max_length=9,
                    ),
                ),
                ("text", models.TextField(help_text="In a sentence or two.", verbose_name="what was put")),
                (
                    "answer",
                    models.TextField(
                        blank=True,
                        help_text="In a sentence or two; empty if nothing was.",
                        verbose_name="what was answered",
                    ),
                ),
                (
                    "answer_act",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("raised", "Raised"),
                            ("requested", "Requested"),
                            ("urged", "Urged"),
                            ("offered", "Offered"),
                            ("agreed", "Agreed"),
                            ("noted", "Noted"),
                            ("deflected", "Deflected"),
                            ("refused", "Refused"),
                        ],
                        help_text="Agreed, noted, deflected, refused …",
                        max_length=9,
                        verbose_name="kind of answer",
                    ),
                ),
                ("history_id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The condition that was put to them, if it was one.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.condition",
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
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The rights or track indicator that it is about, if one fits.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rights.indicator",
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
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The meeting.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical point",
                "verbose_name_plural": "historical points",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeeting_readers",
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
                        to="tracks.historicalmeeting",
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
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalMeeting_readers",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeeting_reader_groups",
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
                        to="tracks.historicalmeeting",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalMeeting_reader_groups",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="historicalmeeting",
            name="follows",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The earlier meeting that this one continues.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="tracks.meeting",
                verbose_name="follow-up of",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalEvidence",
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
                    "ref",
                    config.refs.RefField(
                        db_index=True,
                        help_text="Given once, random, never changed or used again.",
                        length=4,
                        prefix="EVD",
                        primary_key=False,
                        verbose_name="reference",
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("supports", "Supports"),
                            ("contradicts", "Contradicts"),
                            ("context", "Gives context"),
                        ],
                        help_text="Supports, contradicts or gives context.",
                        max_length=11,
                    ),
                ),
                ("note", models.TextField(blank=True, help_text="What in it bears on the condition, and how.")),
                ("history_id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The judgement that rests on it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.assessment",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="What was promised.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.commitment",
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
                    "development",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="What was observed.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.development",
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
                    "reading",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="What was measured.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rights.reading",
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
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="What was said.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical evidence",
                "verbose_name_plural": "historical evidence",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="historicalcommitment",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Where it was made.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="tracks.meeting",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalCitation",
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
                    "ref",
                    config.refs.RefField(
                        db_index=True,
                        help_text="Given once, random, never changed or used again.",
                        length=6,
                        prefix="CIT",
                        primary_key=False,
                        verbose_name="reference",
                    ),
                ),
                (
                    "credibility",
                    models.CharField(
                        choices=[
                            ("1", "1 – confirmed by other sources"),
                            ("2", "2 – probably true"),
                            ("3", "3 – possibly true"),
                            ("4", "4 – doubtful"),
                            ("5", "5 – improbable"),
                            ("6", "6 – cannot be judged"),
                        ],
                        default="6",
                        help_text="Of this statement, apart from the source. 6 means unknown; 1 needs independent sources.",
                        max_length=1,
                    ),
                ),
                ("locator", models.CharField(blank=True, help_text="Page, paragraph or minute.", max_length=200)),
                ("note", models.TextField(blank=True, help_text="What a reader of the source must know.")),
                ("history_id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="On what.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.condition",
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
                    "derives_from",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The source that this one repeats; five articles on one tweet are one source.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rights.source",
                    ),
                ),
                (
                    "development",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="On what.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.development",
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
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Who says so.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rights.source",
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
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="On what.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.measure",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="On what.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical citation",
                "verbose_name_plural": "historical citations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
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
                    "ref",
                    config.refs.RefField(
                        help_text="Given once, random, never changed or used again.",
                        length=4,
                        prefix="EVD",
                        primary_key=True,
                        serialize=False,
                        verbose_name="reference",
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("supports", "Supports"),
                            ("contradicts", "Contradicts"),
                            ("context", "Gives context"),
                        ],
                        help_text="Supports, contradicts or gives context.",
                        max_length=11,
                    ),
                ),
                ("note", models.TextField(blank=True, help_text="What in it bears on the condition, and how.")),
                (
                    "assessment",
                    models.ForeignKey(
                        help_text="The judgement that rests on it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="tracks.assessment",
                    ),
                ),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        help_text="What was promised.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="tracks.commitment",
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
                    "development",
                    models.ForeignKey(
                        blank=True,
                        help_text="What was observed.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="tracks.development",
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        blank=True,
                        help_text="What was measured.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="rights.reading",
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
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        help_text="What was said.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="tracks.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "ordering": ["assessment", "ref"],
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
                        name="tracks_evidence_withdrawn_with_reason",
                        violation_error_message="A withdrawn row needs both the day and the reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("commitment__isnull", True),
                                ("development__isnull", False),
                                ("meeting__isnull", True),
                                ("reading__isnull", True),
                            ),
                            models.Q(
                                ("commitment__isnull", True),
                                ("development__isnull", True),
                                ("meeting__isnull", True),
                                ("reading__isnull", False),
                            ),
                            models.Q(
                                ("commitment__isnull", True),
                                ("development__isnull", True),
                                ("meeting__isnull", False),
                                ("reading__isnull", True),
                            ),
                            models.Q(
                                ("commitment__isnull", False),
                                ("development__isnull", True),
                                ("meeting__isnull", True),
                                ("reading__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="tracks_evidence_one_subject",
                        violation_error_message="Evidence is exactly one development, reading, meeting or commitment.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="commitment",
            name="meeting",
            field=models.ForeignKey(
                help_text="Where it was made.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commitments",
                to="tracks.meeting",
            ),
        ),
        migrations.CreateModel(
            name="Citation",
            fields=[
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
                    "ref",
                    config.refs.RefField(
                        help_text="Given once, random, never changed or used again.",
                        length=6,
                        prefix="CIT",
                        primary_key=True,
                        serialize=False,
                        verbose_name="reference",
                    ),
                ),
                (
                    "credibility",
                    models.CharField(
                        choices=[
                            ("1", "1 – confirmed by other sources"),
                            ("2", "2 – probably true"),
                            ("3", "3 – possibly true"),
                            ("4", "4 – doubtful"),
                            ("5", "5 – improbable"),
                            ("6", "6 – cannot be judged"),
                        ],
                        default="6",
                        help_text="Of this statement, apart from the source. 6 means unknown; 1 needs independent sources.",
                        max_length=1,
                    ),
                ),
                ("locator", models.CharField(blank=True, help_text="Page, paragraph or minute.", max_length=200)),
                ("note", models.TextField(blank=True, help_text="What a reader of the source must know.")),
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
                    "derives_from",
                    models.ForeignKey(
                        blank=True,
                        help_text="The source that this one repeats; five articles on one tweet are one source.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="derived_citations",
                        to="rights.source",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        help_text="Who says so.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="rights.source",
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
                (
                    "condition",
                    models.ForeignKey(
                        blank=True,
                        help_text="On what.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="tracks.condition",
                    ),
                ),
                (
                    "development",
                    models.ForeignKey(
                        blank=True,
                        help_text="On what.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="tracks.development",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        help_text="On what.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="tracks.measure",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        help_text="On what.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="tracks.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["ref"],
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
                        name="tracks_citation_withdrawn_with_reason",
                        violation_error_message="A withdrawn row needs both the day and the reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("condition__isnull", True),
                                ("development__isnull", False),
                                ("measure__isnull", True),
                                ("meeting__isnull", True),
                            ),
                            models.Q(
                                ("condition__isnull", True),
                                ("development__isnull", True),
                                ("measure__isnull", True),
                                ("meeting__isnull", False),
                            ),
                            models.Q(
                                ("condition__isnull", False),
                                ("development__isnull", True),
                                ("measure__isnull", True),
                                ("meeting__isnull", True),
                            ),
                            models.Q(
                                ("condition__isnull", True),
                                ("development__isnull", True),
                                ("measure__isnull", False),
                                ("meeting__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="tracks_citation_one_subject",
                        violation_error_message="A citation stands on exactly one record.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("derives_from__isnull", True),
                            models.Q(("derives_from", models.F("source")), _negated=True),
                            _connector="OR",
                        ),
                        name="tracks_citation_not_from_itself",
                        violation_error_message="A source cannot derive from itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
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
                        length=4,
                        prefix="ORG",
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
                    "name",
                    models.CharField(help_text="In Latin script, as you would write it in a report.", max_length=200),
                ),
                ("acronym", models.CharField(blank=True, help_text="E.g. UNAMA, DAB.", max_length=20)),
                (
                    "name_original",
                    models.CharField(
                        blank=True,
                        help_text="In its own script.",
                        max_length=200,
                        verbose_name="name in Dari or Pashto",
                    ),
                ),
                (
                    "name_variants",
                    models.TextField(
                        blank=True, help_text="Other spellings and former names, one a line; search finds them."
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("dfa", "De facto authorities"),
                            ("us", "United States"),
                            ("un", "United Nations"),
                            ("partner", "Partner state or organisation"),
                            ("ngo", "NGO or civil society"),
                            ("private", "Private sector"),
                        ],
                        help_text="Whose side of the table it sits on.",
                        max_length=7,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("national", "National"), ("subnational", "Subnational")],
                        help_text="National or subnational.",
                        max_length=11,
                    ),
                ),
                (
                    "seat",
                    models.CharField(
                        choices=[
                            ("kabul", "Kabul"),
                            ("kandahar", "Kandahar"),
                            ("province", "Another province"),
                            ("abroad", "Abroad"),
                        ],
                        help_text="Where it decides.",
                        max_length=8,
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        choices=config.scales.countries,
                        help_text="ISO 3166-1; required if the seat is abroad.",
                        max_length=2,
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
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="The body that it belongs to, e.g. the ministry of a directorate.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="tracks.organisation",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        help_text="Required if the seat is another province.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisations",
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
                "ordering": ["name", "ref"],
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
                        name="tracks_organisation_withdrawn_with_reason",
                        violation_error_message="A withdrawn row needs both the day and the reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "name__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            )
                        ),
                        name="tracks_organisation_named",
                        violation_error_message="Give the organisation a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("province__isnull", False), ("seat", "province")),
                            models.Q(models.Q(("seat", "province"), _negated=True), ("province__isnull", True)),
                            _connector="OR",
                        ),
                        name="tracks_organisation_seat_province",
                        violation_error_message="A seat in another province needs the province; any other seat has none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seat", "abroad"), _negated=True),
                            (
                                "country__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            ),
                            _connector="OR",
                        ),
                        name="tracks_organisation_seat_country",
                        violation_error_message="A seat abroad needs the country.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("ref")), _negated=True),
                            _connector="OR",
                        ),
                        name="tracks_organisation_not_own_parent",
                        violation_error_message="An organisation cannot belong to itself.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="measure",
            name="applied_by",
            field=models.ForeignKey(
                blank=True,
                help_text="Who applied it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="measures",
                to="tracks.organisation",
            ),
        ),
        migrations.CreateModel(
            name="HistoricalOrganisation_readers",
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
                        to="tracks.historicalorganisation",
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
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalOrganisation_readers",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOrganisation_reader_groups",
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
                        to="tracks.historicalorganisation",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalOrganisation_reader_groups",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="historicalorganisation",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The body that it belongs to, e.g. the ministry of a directorate.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="tracks.organisation",
            ),
        ),
        migrations.AddField(
            model_name="historicalmeasure",
            name="applied_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Who applied it.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="tracks.organisation",
            ),
        ),
        migrations.AddField(
            model_name="historicaldevelopment",
            name="issuing_body",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Who decided it, if known.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="tracks.organisation",
            ),
        ),
        migrations.AddField(
            model_name="historicalcondition",
            name="set_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Who set it.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="tracks.organisation",
            ),
        ),
        migrations.AddField(
            model_name="historicalcommitment",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Who promised.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="tracks.organisation",
            ),
        ),
        migrations.AddField(
            model_name="development",
            name="issuing_body",
            field=models.ForeignKey(
                blank=True,
                help_text="Who decided it, if known.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="developments",
                to="tracks.organisation",
            ),
        ),
        migrations.AddField(
            model_name="condition",
            name="set_by",
            field=models.ForeignKey(
                help_text="Who set it.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="conditions_set",
                to="tracks.organisation",
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="made_by",
            field=models.ForeignKey(
                help_text="Who promised.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commitments",
                to="tracks.organisation",
            ),
        ),
        migrations.CreateModel(
            name="Person",
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
                    "marking",
                    models.CharField(
                        choices=[
                            ("TLP:CLEAR", "TLP:CLEAR"),
                            ("TLP:GREEN", "TLP:GREEN"),
                            ("TLP:AMBER", "TLP:AMBER"),
                            ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT"),
                            ("TLP:RED", "TLP:RED"),
                        ],
                        default="TLP:AMBER",
                        help_text="Traffic Light Protocol 2.0: who may see this. RED: only you and the readers named here.",
                        max_length=16,
                    ),
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
                        length=4,
                        prefix="PER",
                        primary_key=True,
                        serialize=False,
                        verbose_name="reference",
                    ),
                ),
                ("name", models.CharField(help_text="In Latin script, the spelling you prefer.", max_length=200)),
                (
                    "name_original",
                    models.CharField(
                        blank=True,
                        help_text="In its own script.",
                        max_length=200,
                        verbose_name="name in Dari or Pashto",
                    ),
                ),
                (
                    "name_variants",
                    models.TextField(blank=True, help_text="Other spellings, one a line; search finds them."),
                ),
                (
                    "public_office",
                    models.BooleanField(
                        default=False,
                        help_text="Only then may the name leave in exports. Leave it off for private persons.",
                        verbose_name="holds or held public office",
                    ),
                ),
                (
                    "note",
                    models.TextField(blank=True, help_text="What a colleague must know before meeting this person."),
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
                "verbose_name_plural": "people",
                "ordering": ["name", "ref"],
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
                        name="tracks_person_withdrawn_with_reason",
                        violation_error_message="A withdrawn row needs both the day and the reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "name__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            )
                        ),
                        name="tracks_person_named",
                        violation_error_message="Give the person a name.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
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
                    "ref",
                    config.refs.RefField(
                        help_text="Given once, random, never changed or used again.",
                        length=4,
                        prefix="LST",
                        primary_key=True,
                        serialize=False,
                        verbose_name="reference",
                    ),
                ),
                (
                    "sanctions_list",
                    models.CharField(
                        choices=[
                            ("un_1988", "UN 1988 list"),
                            ("ofac_sdn", "OFAC SDN list"),
                            ("eu", "EU list"),
                            ("uk", "UK list"),
                        ],
                        help_text="Which list.",
                        max_length=8,
                        verbose_name="list",
                    ),
                ),
                (
                    "list_reference",
                    models.CharField(help_text="The entry's permanent reference, e.g. TAi.144.", max_length=40),
                ),
                (
                    "name_as_listed",
                    models.CharField(blank=True, help_text="The name as the list prints it.", max_length=200),
                ),
                ("listed_on", models.DateField(blank=True, help_text="The day of the listing.", null=True)),
                (
                    "delisted_on",
                    models.DateField(blank=True, help_text="The day it was lifted; empty while it stands.", null=True),
                ),
                (
                    "measures",
                    models.CharField(
                        blank=True, help_text="E.g. asset freeze, travel ban, arms embargo.", max_length=200
                    ),
                ),
                (
                    "match_status",
                    models.CharField(
                        choices=[
                            ("confirmed", "Confirmed"),
                            ("possible", "Possible"),
                            ("cleared", "Cleared – another person"),
                        ],
                        default="possible",
                        help_text="How sure the match is.",
                        max_length=9,
                    ),
                ),
                (
                    "checked_on",
                    models.DateField(blank=True, help_text="When somebody last compared it with the list.", null=True),
                ),
                (
                    "list_version_on",
                    models.DateField(blank=True, help_text="The date of the list that was compared.", null=True),
                ),
                ("note", models.TextField(blank=True, help_text="E.g. how the match was decided.")),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who compared it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "person",
                    models.ForeignKey(
                        help_text="Who is listed.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="tracks.person",
                    ),
                ),
            ],
            options={
                "ordering": ["person", "sanctions_list", "list_reference", "ref"],
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
                        name="tracks_listing_withdrawn_with_reason",
                        violation_error_message="A withdrawn row needs both the day and the reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "list_reference__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            )
                        ),
                        name="tracks_listing_referenced",
                        violation_error_message="Give the entry's reference on the list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sanctions_list", "un_1988"), _negated=True),
                            ("list_reference__regex", "^TA[ie]\\.[0-9]{3}\\Z"),
                            _connector="OR",
                        ),
                        name="tracks_listing_un_reference",
                        violation_error_message="A reference of the UN 1988 list is like TAi.144 or TAe.012.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("listed_on__isnull", True),
                            ("delisted_on__isnull", True),
                            ("delisted_on__gte", models.F("listed_on")),
                            _connector="OR",
                        ),
                        name="tracks_listing_dates_in_order",
                        violation_error_message="The listing was lifted before it was made.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked_by__isnull", True), ("checked_on__isnull", False), _connector="OR"
                        ),
                        name="tracks_listing_checked_when",
                        violation_error_message="Say on which day it was compared with the list.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_on__isnull", True)),
                        fields=("person", "sanctions_list", "list_reference"),
                        name="tracks_listing_once",
                        violation_error_message="This person has this entry already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPost",
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
                    "ref",
                    config.refs.RefField(
                        db_index=True,
                        help_text="Given once, random, never changed or used again.",
                        length=4,
                        prefix="PST",
                        primary_key=False,
                        verbose_name="reference",
                    ),
                ),
                ("title", models.CharField(help_text="E.g. acting minister, deputy governor.", max_length=200)),
                (
                    "held_from",
                    models.DateField(
                        blank=True, help_text="First day; empty if not known.", null=True, verbose_name="from"
                    ),
                ),
                (
                    "held_to",
                    models.DateField(
                        blank=True,
                        help_text="Last day; empty if still held or not known.",
                        null=True,
                        verbose_name="to",
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
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Where the post is.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Who holds it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical post",
                "verbose_name_plural": "historical posts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPerson_readers",
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
                        to="tracks.historicalperson",
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalPerson_readers",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPerson_reader_groups",
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
                        to="tracks.historicalperson",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalPerson_reader_groups",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalListing",
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
                    "ref",
                    config.refs.RefField(
                        db_index=True,
                        help_text="Given once, random, never changed or used again.",
                        length=4,
                        prefix="LST",
                        primary_key=False,
                        verbose_name="reference",
                    ),
                ),
                (
                    "sanctions_list",
                    models.CharField(
                        choices=[
                            ("un_1988", "UN 1988 list"),
                            ("ofac_sdn", "OFAC SDN list"),
                            ("eu", "EU list"),
                            ("uk", "UK list"),
                        ],
                        help_text="Which list.",
                        max_length=8,
                        verbose_name="list",
                    ),
                ),
                (
                    "list_reference",
                    models.CharField(help_text="The entry's permanent reference, e.g. TAi.144.", max_length=40),
                ),
                (
                    "name_as_listed",
                    models.CharField(blank=True, help_text="The name as the list prints it.", max_length=200),
                ),
                ("listed_on", models.DateField(blank=True, help_text="The day of the listing.", null=True)),
                (
                    "delisted_on",
                    models.DateField(blank=True, help_text="The day it was lifted; empty while it stands.", null=True),
                ),
                (
                    "measures",
                    models.CharField(
                        blank=True, help_text="E.g. asset freeze, travel ban, arms embargo.", max_length=200
                    ),
                ),
                (
                    "match_status",
                    models.CharField(
                        choices=[
                            ("confirmed", "Confirmed"),
                            ("possible", "Possible"),
                            ("cleared", "Cleared – another person"),
                        ],
                        default="possible",
                        help_text="How sure the match is.",
                        max_length=9,
                    ),
                ),
                (
                    "checked_on",
                    models.DateField(blank=True, help_text="When somebody last compared it with the list.", null=True),
                ),
                (
                    "list_version_on",
                    models.DateField(blank=True, help_text="The date of the list that was compared.", null=True),
                ),
                ("note", models.TextField(blank=True, help_text="E.g. how the match was decided.")),
                ("history_id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Who compared it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Who is listed.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical listing",
                "verbose_name_plural": "historical listings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Point",
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
                    "ref",
                    config.refs.RefField(
                        help_text="Given once, random, never changed or used again.",
                        length=4,
                        prefix="PNT",
                        primary_key=True,
                        serialize=False,
                        verbose_name="reference",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, help_text="Order within the meeting.")),
                (
                    "raised_by",
                    models.CharField(
                        choices=[
                            ("dfa", "De facto authorities"),
                            ("us", "United States"),
                            ("un", "United Nations"),
                            ("partner", "Partner state or organisation"),
                            ("ngo", "NGO or civil society"),
                            ("private", "Private sector"),
                        ],
                        help_text="Which side raised it.",
                        max_length=7,
                    ),
                ),
                (
                    "speech_act",
                    models.CharField(
                        choices=[
                            ("raised", "Raised"),
                            ("requested", "Requested"),
                            ("urged", "Urged"),
                            ("offered", "Offered"),
                            ("agreed", "Agreed"),
                            ("noted", "Noted"),
                            ("deflected", "Deflected"),
                            ("refused", "Refused"),
                        ],
                        help_text="Raised, requested, urged, offered …",
                        max_length=9,
                    ),
                ),
                ("text", models.TextField(help_text="In a sentence or two.", verbose_name="what was put")),
                (
                    "answer",
                    models.TextField(
                        blank=True,
                        help_text="In a sentence or two; empty if nothing was.",
                        verbose_name="what was answered",
                    ),
                ),
                (
                    "answer_act",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("raised", "Raised"),
                            ("requested", "Requested"),
                            ("urged", "Urged"),
                            ("offered", "Offered"),
                            ("agreed", "Agreed"),
                            ("noted", "Noted"),
                            ("deflected", "Deflected"),
                            ("refused", "Refused"),
                        ],
                        help_text="Agreed, noted, deflected, refused …",
                        max_length=9,
                        verbose_name="kind of answer",
                    ),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        blank=True,
                        help_text="The condition that was put to them, if it was one.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="tracks.condition",
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
                    "indicator",
                    models.ForeignKey(
                        blank=True,
                        help_text="The rights or track indicator that it is about, if one fits.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="rights.indicator",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        help_text="The meeting.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="tracks.meeting",
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
                "ordering": ["meeting", "position", "ref"],
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
                        name="tracks_point_withdrawn_with_reason",
                        violation_error_message="A withdrawn row needs both the day and the reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "text__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            )
                        ),
                        name="tracks_point_worded",
                        violation_error_message="Say what was put.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer", ""),
                            (
                                "answer_act__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            ),
                            _connector="OR",
                        ),
                        name="tracks_point_answer_kind",
                        violation_error_message="Say what kind of answer it was.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="historicalcommitment",
            name="point",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The point of that meeting that it answers, if one does.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="tracks.point",
            ),
        ),
        migrations.AddField(
            model_name="commitment",
            name="point",
            field=models.ForeignKey(
                blank=True,
                help_text="The point of that meeting that it answers, if one does.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commitments",
                to="tracks.point",
            ),
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
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
                    "ref",
                    config.refs.RefField(
                        help_text="Given once, random, never changed or used again.",
                        length=4,
                        prefix="PST",
                        primary_key=True,
                        serialize=False,
                        verbose_name="reference",
                    ),
                ),
                ("title", models.CharField(help_text="E.g. acting minister, deputy governor.", max_length=200)),
                (
                    "held_from",
                    models.DateField(
                        blank=True, help_text="First day; empty if not known.", null=True, verbose_name="from"
                    ),
                ),
                (
                    "held_to",
                    models.DateField(
                        blank=True,
                        help_text="Last day; empty if still held or not known.",
                        null=True,
                        verbose_name="to",
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
                    "organisation",
                    models.ForeignKey(
                        help_text="Where the post is.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="tracks.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        help_text="Who holds it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="tracks.person",
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
                "ordering": ["person", "-held_from", "ref"],
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
                        name="tracks_post_withdrawn_with_reason",
                        violation_error_message="A withdrawn row needs both the day and the reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "title__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            )
                        ),
                        name="tracks_post_titled",
                        violation_error_message="Give the post's title.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_from__isnull", True),
                            ("held_to__isnull", True),
                            ("held_to__gte", models.F("held_from")),
                            _connector="OR",
                        ),
                        name="tracks_post_dates_in_order",
                        violation_error_message="The post ends before it begins.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAttendance",
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
                    "ref",
                    config.refs.RefField(
                        db_index=True,
                        help_text="Given once, random, never changed or used again.",
                        length=6,
                        prefix="ATT",
                        primary_key=False,
                        verbose_name="reference",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("dfa", "De facto authorities"),
                            ("us", "United States"),
                            ("un", "United Nations"),
                            ("partner", "Partner state or organisation"),
                            ("ngo", "NGO or civil society"),
                            ("private", "Private sector"),
                        ],
                        help_text="Whose side of the table.",
                        max_length=7,
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        blank=True,
                        help_text="The role at the table, or a description of people who are not named.",
                        max_length=200,
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
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The meeting.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.meeting",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Whom they spoke for.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="If named.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.person",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The post held on that day; found by itself if only one fits.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.post",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical attendance",
                "verbose_name_plural": "historical attendances",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
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
                    "ref",
                    config.refs.RefField(
                        help_text="Given once, random, never changed or used again.",
                        length=6,
                        prefix="ATT",
                        primary_key=True,
                        serialize=False,
                        verbose_name="reference",
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("dfa", "De facto authorities"),
                            ("us", "United States"),
                            ("un", "United Nations"),
                            ("partner", "Partner state or organisation"),
                            ("ngo", "NGO or civil society"),
                            ("private", "Private sector"),
                        ],
                        help_text="Whose side of the table.",
                        max_length=7,
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        blank=True,
                        help_text="The role at the table, or a description of people who are not named.",
                        max_length=200,
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
                (
                    "meeting",
                    models.ForeignKey(
                        help_text="The meeting.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="tracks.meeting",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whom they spoke for.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="tracks.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        help_text="If named.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="tracks.person",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        help_text="The post held on that day; found by itself if only one fits.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="tracks.post",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "side", "ref"],
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
                        name="tracks_attendance_withdrawn_with_reason",
                        violation_error_message="A withdrawn row needs both the day and the reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__isnull", False),
                            ("organisation__isnull", False),
                            (
                                "capacity__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            ),
                            _connector="OR",
                        ),
                        name="tracks_attendance_somebody",
                        violation_error_message="Name a person, an organisation, or describe who attended.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("post__isnull", True), ("person__isnull", False), _connector="OR"),
                        name="tracks_attendance_post_of_person",
                        violation_error_message="A post needs the person who holds it.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_on__isnull", True)),
                        fields=("meeting", "person"),
                        name="tracks_attendance_person_once",
                        violation_error_message="This person is listed at this meeting already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
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
                ("description", models.TextField(blank=True, help_text="What the step would be.")),
                (
                    "decided_by",
                    models.CharField(help_text="Who decides it, e.g. each State for itself.", max_length=200),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_considered", "Not under consideration"),
                            ("conditions_set", "Conditions set"),
                            ("considered", "Under consideration"),
                            ("partly_taken", "Taken in part, or by some"),
                            ("taken", "Taken"),
                        ],
                        help_text="How far it is.",
                        max_length=14,
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
                        name="tracks_step_named",
                        violation_error_message="Give both a code and a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "decided_by__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            )
                        ),
                        name="tracks_step_decided_by_somebody",
                        violation_error_message="Say who decides the step.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="measure",
            name="steps",
            field=models.ManyToManyField(
                help_text="The steps that it touches.", related_name="measures", to="tracks.step"
            ),
        ),
        migrations.CreateModel(
            name="HistoricalMeasure_steps",
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
                        to="tracks.historicalmeasure",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.measure",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.step",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalMeasure_steps",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCondition_steps",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "m2m_history_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "condition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.condition",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="tracks.historicalcondition",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.step",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalCondition_steps",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="condition",
            name="steps",
            field=models.ManyToManyField(
                help_text="The steps that depend on it.", related_name="conditions", to="tracks.step"
            ),
        ),
        migrations.CreateModel(
            name="Track",
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
                ("description", models.TextField(blank=True, help_text="What the track is about.")),
                (
                    "meeting_interval_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="After so many days without a meeting the track counts as silent. Empty: no expectation.",
                        null=True,
                        verbose_name="expected meeting interval (days)",
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
                    "indicators",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The indicators that the track watches.",
                        related_name="tracks",
                        to="rights.indicator",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who answers for the track and reviews what is logged on it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
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
                        name="tracks_track_named",
                        violation_error_message="Give both a code and a name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("meeting_interval_days__isnull", True), ("meeting_interval_days__gte", 1), _connector="OR"
                        ),
                        name="tracks_track_interval_positive",
                        violation_error_message="The expected interval is at least one day; leave it empty for none.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="meeting",
            name="tracks",
            field=models.ManyToManyField(
                help_text="Every track that it touched.", related_name="meetings", to="tracks.track"
            ),
        ),
        migrations.CreateModel(
            name="HistoricalTrack_indicators",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "m2m_history_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to="tracks.historicaltrack"
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
                    "track",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.track",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalTrack_indicators",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeeting_tracks",
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
                        to="tracks.historicalmeeting",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.meeting",
                    ),
                ),
                (
                    "track",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.track",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalMeeting_tracks",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalDevelopment_tracks",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "m2m_history_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "development",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.development",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="tracks.historicaldevelopment",
                    ),
                ),
                (
                    "track",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tracks.track",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalDevelopment_tracks",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="historicalcondition",
            name="track",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Its track, if any.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="tracks.track",
            ),
        ),
        migrations.AddField(
            model_name="development",
            name="tracks",
            field=models.ManyToManyField(
                blank=True,
                help_text="The tracks it bears on; a track or an indicator is needed.",
                related_name="developments",
                to="tracks.track",
            ),
        ),
        migrations.AddField(
            model_name="condition",
            name="track",
            field=models.ForeignKey(
                blank=True,
                help_text="Its track, if any.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="conditions",
                to="tracks.track",
            ),
        ),
        migrations.CreateModel(
            name="Benchmark",
            fields=[
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
                    "ref",
                    config.refs.RefField(
                        help_text="Given once, random, never changed or used again.",
                        length=4,
                        prefix="BMK",
                        primary_key=True,
                        serialize=False,
                        verbose_name="reference",
                    ),
                ),
                (
                    "text",
                    models.TextField(help_text="What would show that the condition is met.", verbose_name="the test"),
                ),
                (
                    "comparator",
                    models.CharField(
                        blank=True,
                        choices=[("at_least", "At least"), ("at_most", "At most"), ("equals", "Exactly")],
                        help_text="How to compare with the target.",
                        max_length=8,
                    ),
                ),
                (
                    "target",
                    models.DecimalField(
                        blank=True, decimal_places=4, help_text="In the indicator's unit.", max_digits=20, null=True
                    ),
                ),
                ("target_on", models.DateField(blank=True, help_text="By when.", null=True)),
                (
                    "baseline",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="The value that progress is measured from.",
                        max_digits=20,
                        null=True,
                    ),
                ),
                ("baseline_on", models.DateField(blank=True, help_text="The day of the baseline value.", null=True)),
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
                        blank=True,
                        help_text="What is measured, if it is measured.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="benchmarks",
                        to="rights.indicator",
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
                (
                    "condition",
                    models.ForeignKey(
                        help_text="The condition that it tests.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="benchmarks",
                        to="tracks.condition",
                    ),
                ),
            ],
            options={
                "ordering": ["condition", "ref"],
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
                        name="tracks_benchmark_withdrawn_with_reason",
                        violation_error_message="A withdrawn row needs both the day and the reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "text__regex",
                                "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                            )
                        ),
                        name="tracks_benchmark_worded",
                        violation_error_message="Say what would show that the condition is met.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("comparator", ""), ("target__isnull", True), ("target_on__isnull", True)),
                            models.Q(
                                ("indicator__isnull", False),
                                ("target__isnull", False),
                                (
                                    "comparator__regex",
                                    "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="tracks_benchmark_target_complete",
                        violation_error_message="A target needs its indicator and how to compare it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("baseline__isnull", True), ("baseline_on__isnull", True)),
                            models.Q(
                                ("baseline__isnull", False),
                                ("baseline_on__isnull", False),
                                ("indicator__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="tracks_benchmark_baseline_dated",
                        violation_error_message="A baseline needs its indicator and its day.",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(fields=["condition", "-as_of", "-ref"], name="tracks_assessment_latest"),
        ),
        migrations.AddIndex(
            model_name="commitmentupdate",
            index=models.Index(fields=["commitment", "-as_of", "-ref"], name="tracks_update_latest"),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["-made_on", "-ref"], name="tracks_commitment_by_date"),
        ),
        migrations.AddIndex(
            model_name="measure",
            index=models.Index(fields=["-date_from", "-ref"], name="tracks_measure_by_date"),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["-date_from", "-ref"], name="tracks_meeting_by_date"),
        ),
        migrations.AddIndex(
            model_name="development",
            index=models.Index(fields=["-date_from", "-ref"], name="tracks_development_by_date"),
        ),
    ]
