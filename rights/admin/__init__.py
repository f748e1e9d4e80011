"""The pages of the yardstick, and of the sources that everything rests on."""

from . import source, yardstick

__all__ = ["source", "yardstick"]
