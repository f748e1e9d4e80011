"""Delivery: packages made by profile and period, once each, kept in a storage, and given out from there.

What is written in a package is the matter of `config.packages`. Here it is decided whether one may be
made (`approval`) and when (`due`), that nobody else makes it too (`claims`), that it never looks whole
when it is not (`making`, `places`), what becomes of it (`retention`), and who hears of a failure (`alerts`).
"""
