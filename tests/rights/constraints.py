"""The constraints of the yardstick; see `tests.constraints`."""

from rights.models import Area, Indicator, Province, Provision, Reading, Source, Treaty
from tests import factories as make
from tests.constraints import BLANKS, Case, Unique, days, reference, withdrawable
from tests.factories import DAY

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
