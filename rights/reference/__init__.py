"""The yardstick's reference files, in the order in which they depend on each other."""

from pathlib import Path

from config.reference import Table
from rights.models import Area, Indicator, Province, Provision, Source, Treaty

HERE = Path(__file__).parent

TABLES = (
    Table(HERE / "provinces.csv", Province),
    Table(HERE / "treaties.csv", Treaty),
    Table(HERE / "provisions.csv", Provision),
    Table(HERE / "areas.csv", Area),
    Table(HERE / "indicators.csv", Indicator),
    Table(HERE / "sources.csv", Source),
)
