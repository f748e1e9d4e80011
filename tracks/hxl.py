"""HXL hashtags of the engagement's reports."""

from config import hxl

hxl.declare(
    "meetings",
    {
        "ref": "#event+id",
        "date_from": "#date+start",
        "date_to": "#date+end",
        "date_precision": "#date+precision",
        "title": "#event+name",
        "status": "#event+status",
        "status_reason": "#event+status+reason",
        "tracks": ("#sector+code", "#sector+name"),
        "format": "#event+format",
        "level": "#event+type",
        "city": "#loc+name",
        "country": ("#country+code", "#country+name"),
        "province": ("#adm1+code", "#adm1+name"),
        "province_name": "#adm1+name",
        "topics": "#subsector",
        "summary": "#description",
        "marking": "#meta+marking",
    },
)
hxl.declare(
    "developments",
    {
        "ref": "#event+id",
        "date_from": ("#date+occurred", "#date+start"),
        "date_to": "#date+end",
        "date_precision": "#date+precision",
        "reported_on": "#date+reported",
        "title": "#event+name",
        "narrative": "#description",
        "direction": ("#status+code", "#status+name"),
        "form": "#event+type",
        "scope": "#geo+scope",
        "provinces": ("#adm1+code", "#adm1+name"),
        "place": "#loc+name",
        "tracks": ("#sector+code", "#sector+name"),
        "indicators": ("#indicator+code", "#indicator+name"),
        "source": "#meta+source+url",
        "marking": "#meta+marking",
    },
)
hxl.declare(
    "conditions",
    {
        "ref": "#activity+condition+code",
        "text": "#activity+condition+name",
        "steps": "#activity+code",
        "state": "#status+code",
        "state_as_of": "#date+approved",
        "marking": "#meta+marking",
    },
)
hxl.declare(
    "assessments",
    {
        "ref": "#meta+id",
        "condition": "#activity+condition+code",
        "as_of": "#date+approved",
        "state": "#status+code",
        "marking": "#meta+marking",
    },
)
hxl.declare(
    "organisations",
    {
        "ref": "#org+id",
        "name": "#org+name",
        "acronym": "#org+acronym",
        "name_original": "#org+name+original",
        "side": "#org+type",
        "province": ("#adm1+code", "#adm1+name"),
        "province_name": "#adm1+name",
        "country": ("#country+code", "#country+name"),
        "marking": "#meta+marking",
    },
)
