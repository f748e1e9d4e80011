"""The constraints of the yardstick; see `tests.constraints`."""

from rights.copies import MEDIA
from rights.models import Area, Indicator, Province, Provision, Reading, Source, Treaty
from tests import factories as make
from tests.constraints import BLANKS, MOMENT, Case, Unique, days, reference, withdrawable
from tests.factories import DAY

COPY = {
    "copy_file": "ab/cd",
    "copy_name": "decree.pdf",
    "copy_media_type": "application/pdf",
    "copy_bytes": 1,
    "copy_sha256": "0123456789abcdef" * 4,
    "copy_retrieved_at": MOMENT,
}
NO_COPY = dict.fromkeys(COPY, "") | {"copy_bytes": None, "copy_retrieved_at": None}

CASES = [
    *reference(Province, make.province),
    *reference(Treaty, make.treaty),
    *reference(Provision, make.provision),
    *reference(Area, make.area),
    *reference(Indicator, make.indicator),
    *withdrawable(Source, make.source),
    *withdrawable(Reading, make.reading),
    Case(
        "rights_province_pcode",
        "A province's code is its OCHA P-code, AF01 to AF34.",
        make.province,
        refused=[{"code": code} for code in ("AF00", "AF35", "AF1", "af01", "AF01x", "xAF01", "AF01\n", "PK01")],
    ),
    Case(
        "rights_treaty_signed_before_consent",
        "A treaty is signed before consent is given.",
        make.treaty,
        refused=[{"signed_on": days(1)}],
        accepted=[{"signed_on": DAY}, {"signed_on": days(-1)}],
    ),
    Case(
        "rights_indicator_defined",
        "Say what exactly is counted or described.",
        make.indicator,
        refused=[{"definition": BLANKS}],
        accepted=[{"definition": "x"}],
    ),
    Case(
        "rights_source_publisher_named",
        "Name the publisher, or for a person the role.",
        make.source,
        refused=[{"publisher": BLANKS}],
        accepted=[{"publisher": "x"}],
    ),
    Case(
        "rights_source_read_after_publication",
        "A source cannot be read before it is published.",
        make.source,
        refused=[{"published_on": DAY, "retrieved_on": days(-1)}],
        accepted=[{"published_on": DAY}, {"retrieved_on": DAY}, {"published_on": DAY, "retrieved_on": DAY}],
    ),
    Case(
        "rights_source_confidential_is_amber",
        "A confidential source is marked TLP:AMBER or closer.",
        make.source,
        refused=[{"kind": "confidential", "marking": marking} for marking in ("TLP:CLEAR", "TLP:GREEN")],
        accepted=[
            {"kind": "confidential", "marking": marking} for marking in ("TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
        ],
    ),
    Case(
        "rights_source_copy_complete",
        "A copy has its file, name, known type, size, hash and moment: all or none.",
        make.source,
        refused=[
            *({name: value} for name, value in COPY.items()),
            *(COPY | {name: value} for name, value in NO_COPY.items()),
            COPY | {"copy_name": BLANKS},
            COPY | {"copy_media_type": "image/svg+xml"},
        ],
        accepted=[COPY, NO_COPY, *(COPY | {"copy_media_type": medium.media_type} for medium in MEDIA)],
    ),
    Case(
        "rights_source_copy_hash_shaped",
        "A SHA-256 has 64 digits from 0 to 9 and a to f.",
        make.source,
        refused=[
            COPY | {"copy_sha256": digits} for digits in ("a" * 63, "A" * 64, "g" * 64, "a" * 63 + "\n", " " + "a" * 63)
        ],
        accepted=[COPY | {"copy_sha256": digits} for digits in ("0" * 64, "f" * 64)],
    ),
    Case(
        "rights_source_copy_not_empty",
        "A stored copy has at least one byte.",
        make.source,
        refused=[COPY | {"copy_bytes": 0}],
        accepted=[COPY, COPY | {"copy_bytes": 2**40}],
    ),
    Case(
        "rights_reading_period_in_order",
        "The period ends before it begins.",
        make.reading,
        refused=[{"period_from": DAY, "period_to": days(-1)}],
        accepted=[{"period_from": DAY, "period_to": DAY}],
    ),
    Case(
        "rights_reading_unit_and_publisher",
        "A value needs its unit and its publisher.",
        make.reading,
        refused=[{"unit": BLANKS}, {"publisher": BLANKS}],
        accepted=[{"unit": "%", "publisher": "x"}],
    ),
]

UNIQUE = [
    Unique(
        "rights_provision_once",
        "This article of the treaty is there already.",
        twin=lambda: Provision(code="AGAIN", name="Again", article="1", treaty=make.provision().treaty),
        other=lambda: Provision(code="AGAIN", name="Again", article="1", treaty_id="CAT"),
    ),
]
