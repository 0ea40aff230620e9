"""The reading view of a file: its pages as headings, paragraphs, lists, tables and figures."""
