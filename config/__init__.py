"""How any record is kept: settings, and the kernel without one domain noun."""

VERSION = "0.1.0"  # As pyproject.toml says it.
