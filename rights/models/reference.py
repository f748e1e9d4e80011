"""Provinces, treaties and their provisions."""

from __future__ import annotations

from django.db import models

from config.models import Reference
from config.querysets import RecordQuerySet
from config.search import fold


class ProvinceQuerySet(RecordQuerySet["Province"]):
    def named(self, name: str) -> Province:
        """The province with this code, name or spelling alias, in any script.

        Raises Province.DoesNotExist with the name in the message.
        """
        wanted = fold(name)
        for province in self:
            if wanted and wanted in province.spellings:
                return province
        raise self.model.DoesNotExist(
            f"“{name[:40]}” is no province: give a P-code (AF01–AF34) or a name such as Hilmand."
        )


class Province(Reference):
    """A first-level administrative unit, by OCHA P-code (COD-AB, AF01 to AF34)."""

    search_from = (
        "code",
        "iso_code",
        "name",
        "name_iso",
        "name_dari",
        "name_pashto",
        "aliases",
    )

    iso_code = models.CharField("ISO 3166-2 code", max_length=6, unique=True, help_text="E.g. AF-HEL.")
    name_iso = models.CharField(
        "ISO name",
        max_length=60,
        blank=True,
        help_text="The name in ISO 3166-2, with accents.",
    )
    name_dari = models.CharField("name in Dari", max_length=60, help_text="In Perso-Arabic script.")
    name_pashto = models.CharField("name in Pashto", max_length=60, help_text="In Perso-Arabic script.")
    aliases = models.TextField(
        blank=True,
        help_text="Other spellings that imports and searches must accept, one a line: Helmand, Herat …",
    )
    latitude = models.DecimalField(
        max_digits=7,
        decimal_places=4,
        help_text="Of a point in the province, for maps.",
    )
    longitude = models.DecimalField(
        max_digits=7,
        decimal_places=4,
        help_text="Of a point in the province, for maps.",
    )

    # mypy takes the manager of the base for a class variable.
    objects = models.Manager.from_queryset(ProvinceQuerySet)()  # type: ignore[misc] # unknown to the stubs

    class Meta(Reference.Meta):
        constraints = [
            *Reference.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^AF(0[1-9]|[12][0-9]|3[0-4])\Z"),
                name="rights_province_pcode",
                violation_error_message="A province's code is its OCHA P-code, AF01 to AF34.",
            ),
        ]

    @property
    def spellings(self) -> set[str]:
        """Every folded way to write this province."""
        names = [
            self.code,
            self.iso_code,
            self.name,
            self.name_iso,
            self.name_dari,
            self.name_pashto,
        ]
        return {fold(n) for n in [*names, *self.aliases.splitlines()] if n.strip()}


class ConsentMode(models.TextChoices):
    """How a State consents to be bound (UN Treaty Collection)."""

    RATIFICATION = "ratification", "Ratification"
    ACCESSION = "accession", "Accession"
    SUCCESSION = "succession", "Succession"


class Treaty(Reference):
    """A treaty that binds the State of Afghanistan, whoever governs it.

    Dates: UN Treaty Collection as scraped in March 2015; status stays the State's.
    """

    search_from = ("code", "name")

    untc_chapter = models.CharField("UNTC chapter", max_length=20, blank=True, help_text="E.g. IV-8.")
    consented_on = models.DateField(help_text="Date of ratification or accession (UN Treaty Collection).")
    consent_mode = models.CharField(max_length=12, choices=ConsentMode, help_text="Ratification or accession.")
    signed_on = models.DateField(null=True, blank=True, help_text="Date of signature, if it was signed.")
    source_note = models.TextField(blank=True, help_text="Where the dates were read.")

    class Meta(Reference.Meta):
        verbose_name_plural = "treaties"
        constraints = [
            *Reference.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(signed_on__isnull=True) | models.Q(consented_on__gte=models.F("signed_on")),
                name="rights_treaty_signed_before_consent",
                violation_error_message="A treaty is signed before consent is given.",
            ),
        ]


class Provision(Reference):
    """An article of a treaty that an indicator answers to."""

    treaty = models.ForeignKey(
        Treaty,
        on_delete=models.PROTECT,
        related_name="provisions",
        help_text="The treaty that the article is in.",
    )
    article = models.CharField(max_length=20, help_text="The article's number, e.g. 13 or 2(2).")
    verified = models.BooleanField(
        default=False,
        help_text="Whether somebody read the article and confirms that it fits; false: general knowledge.",
    )

    class Meta(Reference.Meta):
        constraints = [
            *Reference.Meta.constraints,
            models.UniqueConstraint(
                fields=["treaty", "article"],
                name="rights_provision_once",
                violation_error_message="This article of the treaty is there already.",
            ),
        ]
