import rights.copies.keeping
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("rights", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalsource",
            name="copy_bytes",
            field=models.PositiveBigIntegerField(
                blank=True, editable=False, help_text="The size of the stored copy in bytes.", null=True
            ),
        ),
        migrations.AddField(
            model_name="historicalsource",
            name="copy_file",
            field=models.TextField(
                blank=True,
                editable=False,
                help_text="Where the stored copy lies; random, so that it tells nothing.",
                max_length=100,
            ),
        ),
        migrations.AddField(
            model_name="historicalsource",
            name="copy_media_type",
            field=models.CharField(
                blank=True, editable=False, help_text="What the stored copy is, by its content.", max_length=15
            ),
        ),
        migrations.AddField(
            model_name="historicalsource",
            name="copy_name",
            field=models.CharField(
                blank=True, editable=False, help_text="What the stored copy was called, made harmless.", max_length=100
            ),
        ),
        migrations.AddField(
            model_name="historicalsource",
            name="copy_retrieved_at",
            field=models.DateTimeField(
                blank=True, editable=False, help_text="When the stored copy was retrieved (UTC).", null=True
            ),
        ),
        migrations.AddField(
            model_name="historicalsource",
            name="copy_sha256",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="SHA-256 of the stored copy: whoever has the same file gets the same 64 digits.",
                max_length=64,
                verbose_name="copy SHA-256",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="copy_bytes",
            field=models.PositiveBigIntegerField(
                blank=True, editable=False, help_text="The size of the stored copy in bytes.", null=True
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="copy_file",
            field=models.FileField(
                blank=True,
                editable=False,
                help_text="Where the stored copy lies; random, so that it tells nothing.",
                storage=rights.copies.keeping.copies,
                upload_to="",
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="copy_media_type",
            field=models.CharField(
                blank=True, editable=False, help_text="What the stored copy is, by its content.", max_length=15
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="copy_name",
            field=models.CharField(
                blank=True, editable=False, help_text="What the stored copy was called, made harmless.", max_length=100
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="copy_retrieved_at",
            field=models.DateTimeField(
                blank=True, editable=False, help_text="When the stored copy was retrieved (UTC).", null=True
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="copy_sha256",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="SHA-256 of the stored copy: whoever has the same file gets the same 64 digits.",
                max_length=64,
                verbose_name="copy SHA-256",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("copy_bytes__isnull", True),
                        ("copy_file", ""),
                        ("copy_media_type", ""),
                        ("copy_name", ""),
                        ("copy_retrieved_at__isnull", True),
                        ("copy_sha256", ""),
                    ),
                    models.Q(
                        models.Q(("copy_file", ""), _negated=True),
                        (
                            "copy_name__regex",
                            "[^\\u0001-\\u0020\\u007f-\\u00a0\\u00ad\\u061c\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff]",
                        ),
                        (
                            "copy_media_type__in",
                            ["application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "text/html"],
                        ),
                        ("copy_bytes__isnull", False),
                        models.Q(("copy_sha256", ""), _negated=True),
                        ("copy_retrieved_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="rights_source_copy_complete",
                violation_error_message="A copy has its file, name, known type, size, hash and moment: all or none.",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(("copy_sha256__regex", "^([0-9a-f]{64})?\\Z")),
                name="rights_source_copy_hash_shaped",
                violation_error_message="A SHA-256 has 64 digits from 0 to 9 and a to f.",
            ),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.CheckConstraint(
                condition=models.Q(("copy_bytes__isnull", True), ("copy_bytes__gt", 0), _connector="OR"),
                name="rights_source_copy_not_empty",
                violation_error_message="A stored copy has at least one byte.",
            ),
        ),
    ]
