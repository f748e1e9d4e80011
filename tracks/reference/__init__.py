"""The engagement's reference files, in the order in which they depend on each other."""

from pathlib import Path

from config.reference import Table
from tracks.models import Citation, Condition, Organisation, Step, Track

HERE = Path(__file__).parent

TABLES = (
    Table(HERE / "tracks.csv", Track),
    Table(HERE / "steps.csv", Step),
    Table(HERE / "organisations.csv", Organisation),
    Table(HERE / "conditions.csv", Condition),
    Table(HERE / "citations.csv", Citation),
)
