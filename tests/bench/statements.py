"""The best SQL that we know for what the API answers, in both databases' words.

Without row visibility, so that what the product adds, clearance included, is measured; but for
`visible_csv_of_developments`, which answers as the product must.
"""

from __future__ import annotations

from calendar import month_name


class Dialect:
    """How one database writes JSON, times and joined text."""

    obj: str
    moment: str
    second: str
    day: str

    def row(self, columns: dict[str, str]) -> str:
        pairs = ", ".join(f"'{key}', {sql}" for key, sql in columns.items())
        return f"{self.obj}({pairs})"

    def one(self, inner: str) -> str:
        raise NotImplementedError

    def many(self, inner: str) -> str:
        raise NotImplementedError

    def joined(self, through: str, column: str) -> str:
        """A table of (development, its codes in order, joined by “; ”)."""
        raise NotImplementedError


class PostgreSQL(Dialect):
    obj = "json_build_object"
    moment = """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
    second = """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""
    day = "to_char({}, 'FMDD FMMonth YYYY')"

    def one(self, inner: str) -> str:
        return f"({inner})"

    def many(self, inner: str) -> str:
        return f"coalesce((SELECT json_agg(item) FROM ({inner}) listed), '[]'::json)"

    def joined(self, through: str, column: str) -> str:
        return (
            f"(SELECT development_id, string_agg({column}, '; ' ORDER BY {column}) AS codes"
            f" FROM {through} t GROUP BY development_id)"
        )


class SQLite(Dialect):
    obj = "json_object"
    moment = "replace({}, ' ', 'T') || 'Z'"
    second = "replace(substr({}, 1, 19), ' ', 'T') || 'Z'"
    day = (
        "CAST(strftime('%d', {0}) AS INTEGER) || CASE strftime('%m', {0}) "
        + " ".join(f"WHEN '{number:02d}' THEN ' {name} '" for number, name in list(enumerate(month_name))[1:])
        + " END || strftime('%Y', {0})"
    )

    def one(self, inner: str) -> str:
        return f"json(({inner}))"

    def many(self, inner: str) -> str:
        return f"json((SELECT json_group_array(json(item)) FROM ({inner})))"

    def joined(self, through: str, column: str) -> str:
        return (
            f"(SELECT development_id, group_concat({column}, '; ') AS codes"
            f" FROM (SELECT * FROM {through} t ORDER BY development_id, {column}) GROUP BY development_id)"
        )


DIALECTS: dict[str, Dialect] = {"postgresql": PostgreSQL(), "sqlite": SQLite()}


def page_of_developments(vendor: str, size: int) -> str:
    """One statement that answers the first page of developments as the API does."""
    d = DIALECTS[vendor]

    def coded(table: str, through: str, column: str) -> str:
        row = d.row({"code": "t.code", "name": "t.name"})
        return d.many(
            f"SELECT {row} AS item FROM {table} t JOIN {through} j ON j.{column} = t.code"
            " WHERE j.development_id = d.ref ORDER BY t.code"
        )

    def link(alias: str, label: str) -> str:
        shortened = f"CASE WHEN length({label}) <= 120 THEN {label} ELSE rtrim(substr({label}, 1, 119)) || '…' END"
        return d.row({"ref": f"{alias}.ref", "label": shortened})

    def earlier(column: str) -> str:
        return d.one(f"SELECT {link('e', 'e.title')} FROM tracks_development e WHERE e.ref = d.{column}")

    def later(column: str) -> str:
        row = link("l", "l.title")
        return d.many(f"SELECT {row} AS item FROM tracks_development l WHERE l.{column} = d.ref ORDER BY l.ref")

    source_columns = ("ref", "kind", "publisher", "title", "url", "published_on", "reliability")
    citation = d.row(
        {
            "ref": "c.ref",
            "source": d.row({name: f"s.{name}" for name in source_columns}),
            "grade": "s.reliability || c.credibility",
            "credibility": "c.credibility",
            "locator": "c.locator",
            "derives_from": d.one(
                f"SELECT {link('o', 'o.publisher')} FROM rights_source o WHERE o.ref = c.derives_from_id"
            ),
            "note": "c.note",
        }
    )
    plain = {
        name: f"d.{name}"
        for name in ("ref", "title", "narrative", "date_from", "date_to", "date_precision", "date_until")
    }
    columns = plain | {
        "when": d.day.format("d.date_from"),
        "reported_on": "d.reported_on",
        "scope": "d.scope",
        "provinces": coded("rights_province", "tracks_development_provinces", "province_id"),
        "place": "d.place",
        "tracks": coded("tracks_track", "tracks_development_tracks", "track_id"),
        "indicators": coded("rights_indicator", "tracks_development_indicators", "indicator_id"),
        "direction": "d.direction",
        "form": "d.form",
        "issuing_body": d.one(
            f"SELECT {link('o', 'o.name')} FROM tracks_organisation o WHERE o.ref = d.issuing_body_id"
        ),
        "reverses": earlier("reverses_id"),
        "reversed_by": later("reverses_id"),
        "follows": earlier("follows_id"),
        "followed_by": later("follows_id"),
        # The record of the benchmark has no chains, in which one statement would have to walk.
        "independent_sources": "(SELECT count(DISTINCT coalesce(c.derives_from_id, c.source_id))"
        " FROM tracks_citation c WHERE c.development_id = d.ref)",
        "citations": d.many(
            f"SELECT {citation} AS item FROM tracks_citation c JOIN rights_source s ON s.ref = c.source_id"
            " WHERE c.development_id = d.ref ORDER BY c.ref"
        ),
        "review_state": "d.review_state",
        "submitted_at": d.moment.format("d.submitted_at"),
        "reviewed_at": d.moment.format("d.reviewed_at"),
        "marking": "d.marking",
        "created_at": d.moment.format("d.created_at"),
        "updated_at": d.moment.format("d.updated_at"),
    }
    page = f"SELECT * FROM tracks_development ORDER BY date_from DESC, ref DESC LIMIT {size}"
    rows = f"SELECT {d.row(columns)} AS item FROM ({page}) d ORDER BY d.date_from DESC, d.ref DESC"
    listed = d.many(rows)
    return f"SELECT {listed}{'::text' if vendor == 'postgresql' else ''}"


def csv_of_developments(vendor: str, headings: list[str]) -> str:
    """One statement with the columns of the developments report, in its order."""
    d = DIALECTS[vendor]
    moments = ("submitted_at", "reviewed_at", "created_at", "updated_at")
    links = ("issuing_body", "reverses", "follows")
    publishers = (
        "(SELECT c.development_id, s.publisher FROM tracks_citation c JOIN rights_source s ON s.ref = c.source_id"
        " WHERE c.development_id IS NOT NULL)"
    )
    listed = {
        "provinces": d.joined("tracks_development_provinces", "province_id"),
        "tracks": d.joined("tracks_development_tracks", "track_id"),
        "indicators": d.joined("tracks_development_indicators", "indicator_id"),
        "sources": d.joined(publishers, "publisher"),
    }
    columns = {name: f"d.{name}" for name in headings}
    columns |= {name: d.second.format(f"d.{name}") for name in moments}
    columns |= {name: f"d.{name}_id" for name in links}
    columns |= {name: f"{name}.codes" for name in listed}
    wanted = ", ".join(columns[name] for name in headings)
    joins = " ".join(f"LEFT JOIN {table} {name} ON {name}.development_id = d.ref" for name, table in listed.items())
    return f"SELECT {wanted} FROM tracks_development d {joins} ORDER BY d.date_from, d.ref"


STAFF = "('TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT')"


def visible_csv_of_developments(vendor: str, headings: list[str], user: int, group: int) -> str:
    """The same, of what a desk officer sees, links included, and without what was withdrawn."""
    d = DIALECTS[vendor]

    def seen(alias: str, kind: str, table: str) -> str:
        named = " OR ".join(
            f"{alias}.ref IN (SELECT {kind}_id FROM {table}_{readers} WHERE {column} = {number})"
            for readers, column, number in (("readers", "user_id", user), ("reader_groups", "group_id", group))
        )
        return f"({alias}.marking IN {STAFF} OR {named} OR {alias}.created_by_id = {user})"

    development = "development", "tracks_development"
    publishers = (
        "(SELECT c.development_id, c.ref, s.publisher FROM tracks_citation c"
        " JOIN rights_source s ON s.ref = c.source_id JOIN tracks_development v ON v.ref = c.development_id"
        f" WHERE c.withdrawn_on IS NULL AND s.withdrawn_on IS NULL AND v.review_state <> 'withdrawn'"
        f" AND {seen('s', 'source', 'rights_source')} AND {seen('v', *development)})"
    )
    listed = {
        "provinces": d.joined("tracks_development_provinces", "province_id"),
        "tracks": _by_position(d, "tracks_development_tracks", "track_id", "tracks_track"),
        "indicators": d.joined("tracks_development_indicators", "indicator_id"),
        "sources": d.joined(publishers, "publisher"),
    }
    columns = {name: f"d.{name}" for name in headings} | {name: f"{name}.codes" for name in listed}
    for name in ("submitted_at", "reviewed_at", "created_at", "updated_at"):
        columns[name] = d.second.format(f"d.{name}")
    joins = [f"LEFT JOIN {table} {name} ON {name}.development_id = d.ref" for name, table in listed.items()]
    for name in ("reverses", "follows"):
        columns[name] = (
            f"CASE WHEN {seen(name, *development)} AND {name}.review_state <> 'withdrawn' THEN d.{name}_id END"
        )
        joins.append(f"LEFT JOIN tracks_development {name} ON {name}.ref = d.{name}_id")
    body = seen("issuing_body", "organisation", "tracks_organisation")
    columns["issuing_body"] = f"CASE WHEN {body} AND issuing_body.withdrawn_on IS NULL THEN d.issuing_body_id END"
    joins.append("LEFT JOIN tracks_organisation issuing_body ON issuing_body.ref = d.issuing_body_id")
    wanted = ", ".join(f"{columns[name]} AS {name}" for name in headings)
    return (
        f"SELECT {wanted} FROM tracks_development d {' '.join(joins)}"
        f" WHERE {seen('d', *development)} AND d.review_state <> 'withdrawn' ORDER BY d.date_from, d.ref"
    )


def _by_position(d: Dialect, through: str, column: str, target: str) -> str:
    """As `joined`, of a kind that has an order of its own; each development of the benchmark has one of it."""
    return d.joined(f"(SELECT j.* FROM {through} j JOIN {target} o ON o.code = j.{column})", column)
