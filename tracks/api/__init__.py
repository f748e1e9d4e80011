"""The endpoints of what is logged and judged, one module for each family of models.

Each module holds, for its kinds of record, the shape (serializer), the filters and the list.
A `…Row` is a part as its parent shows it; the part's own endpoint adds the parent.
"""
