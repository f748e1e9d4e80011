"""Imports: files of rows that people have, judged row by row before anything is saved.

A file is read (`files`, `workbook`), its columns found by heading or hashtag (`columns`), each row
matched (`matching`) and judged (`judging`) with the eyes of the importer, and all of it saved or
nothing (`running`, `saving`). Each app declares its `Kind`s in a module `imports`.
"""
