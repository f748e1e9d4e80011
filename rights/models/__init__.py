"""The yardstick: places, law, sources, rights areas, indicators and their readings."""

from .indicator import Area, Better, Indicator, IndicatorType, Qualifier, Reading
from .reference import ConsentMode, Province, Provision, Treaty
from .source import Source, SourceKind

__all__ = [
    "Area",
    "Better",
    "ConsentMode",
    "Indicator",
    "IndicatorType",
    "Province",
    "Provision",
    "Qualifier",
    "Reading",
    "Source",
    "SourceKind",
    "Treaty",
]
