"""HXL hashtags of the yardstick's reports."""

from config import hxl

hxl.declare(
    "readings",
    {
        "ref": "#meta+id",
        "indicator": "#indicator+code",
        "indicator_name": "#indicator+name",
        "period_from": "#date+start",
        "period_to": "#date+end",
        "province": ("#adm1+code", "#adm1+name"),
        "province_name": "#adm1+name",
        "value": "#indicator+num",
        "unit": "#indicator+unit",
        "qualifier": "#indicator+qualifier",
        "disaggregation": "#indicator+disaggregation",
        "publisher": "#meta+source+name",
        "published_on": "#date+published",
        "source": "#meta+source+code",
        "note": "#meta+description",
        "marking": "#meta+marking",
    },
)
hxl.declare(
    "sources",
    {
        "ref": "#meta+source+id",
        "kind": "#meta+source+type",
        "publisher": "#meta+source+name",
        "title": "#meta+source+title",
        "url": "#meta+source+url",
        "published_on": "#date+published",
        "retrieved_on": "#date+retrieved",
        "reliability": "#meta+source+reliability",
        "marking": "#meta+marking",
    },
)
