"""The mark that every text of the fiction begins with."""

MARK = "[Fictional]"


def fiction(text: str) -> str:
    return f"{MARK} {text}"
