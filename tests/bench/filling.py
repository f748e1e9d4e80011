"""Developments by the million: made by the database from one that was made as any other is."""

from __future__ import annotations

from django.db import connection, transaction

from tests.bench import record

STEP = 100_000
CODE = "||".join(f"substr('{{alphabet}}', (n.n / {30**power}) % 30 + 1, 1)" for power in (5, 4, 3, 2, 1, 0))
DAY = {
    "postgresql": f"(date '{record.FIRST_DAY}' + (n.n * 7 % {record.DAYS})::int)",
    "sqlite": f"date('{record.FIRST_DAY}', '+' || (n.n * 7 % {record.DAYS}) || ' days')",
}
# One table after the other: what differs from the row, the table, its row, and the rows that it has at all.
LINKS = (
    ("tracks_development_tracks", "track_id", "tracks_track", 0),
    ("tracks_development_indicators", "indicator_id", "rights_indicator", 0),
    ("tracks_development_indicators", "indicator_id", "rights_indicator", 1),
)
PUBLISHERS = 10
CITED = 5  # Each fifth has a citation.


def fill(first: int, last: int) -> None:
    """Rows as `record.add_developments` makes them, and citations; no page that shows them was asked for."""
    begun = first or 1
    if not first:
        record.add_developments(0, 1)
        add_sources()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # No key is checked: they come from the rows themselves.
            cursor.execute("SET session_replication_role = replica")
        for start in range(begun, last, STEP):
            with transaction.atomic():
                for statement in statements(start, min(start + STEP, last)):
                    cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = DEFAULT")
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")


def add_sources() -> None:
    from config.refs import ALPHABET
    from rights.models import Source

    Source.objects.bulk_create(
        Source(ref=f"SRC-2026-{'2' * 5}{ALPHABET[number]}", publisher=f"Publisher {number}", kind="press")
        for number in range(PUBLISHERS)
    )


def ref(prefix: str, number: str = "n.n") -> str:
    from config.refs import ALPHABET

    return f"('{prefix}-2026-' || {CODE.format(alphabet=ALPHABET).replace('n.n', number)})"


def statements(first: int, last: int) -> list[str]:
    from tracks.models import Citation, Development

    numbers = (
        f"WITH RECURSIVE n(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM n WHERE n + 1 < {last}),"
        " t AS (SELECT * FROM tracks_development ORDER BY ref LIMIT 1)"
    )
    day = DAY[connection.vendor]
    made = {
        "ref": ref("DEV"),
        "title": "'Development number ' || n.n",
        "date_from": day,
        "date_until": day,
        "direction": "CASE n.n % 3 WHEN 0 THEN 'opening' WHEN 1 THEN 'mixed' ELSE 'deterioration' END",
        "reverses_id": f"CASE WHEN n.n % 11 = 10 THEN {ref('DEV', '(n.n - 5)')} END",
        "follows_id": f"CASE WHEN n.n % 11 = 5 THEN {ref('DEV', '(n.n - 3)')} END",
    }
    listed = [field.column for field in Development._meta.concrete_fields]
    rows = ", ".join(made.get(name, f"t.{name}") for name in listed)
    done = [f"INSERT INTO tracks_development ({', '.join(listed)}) {numbers} SELECT {rows} FROM n, t"]
    for table, column, target, step in LINKS:
        done.append(
            f"INSERT INTO {table} (development_id, {column}) {numbers},"
            f" o AS (SELECT code, row_number() OVER (ORDER BY code) - 1 AS place FROM {target})"
            f" SELECT {ref('DEV')}, o.code FROM n"
            f" JOIN o ON o.place = (n.n + {step}) % (SELECT count(*) FROM {target})"
        )
    cited = {
        "ref": ref("CIT"),
        "development_id": ref("DEV"),
        "source_id": f"('SRC-2026-22222' || substr('23456789AB', n.n / {CITED} % {PUBLISHERS} + 1, 1))",
        "credibility": "'6'",
        "created_at": "t.created_at",
        "updated_at": "t.updated_at",
    }
    texts = {f.column for f in Citation._meta.concrete_fields if f.empty_strings_allowed and not f.null}
    listed = [f.column for f in Citation._meta.concrete_fields if f.column in cited or f.column in texts]
    rows = ", ".join(cited.get(name, "''") for name in listed)
    done.append(
        f"INSERT INTO tracks_citation ({', '.join(listed)}) {numbers} SELECT {rows} FROM n, t WHERE n.n % {CITED} = 0"
    )
    return done
