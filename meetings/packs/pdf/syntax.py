"""
Pieces of PDF's syntax, as patterns over bytes: strings, and numbers of objects.

Whatever they are tried on is a stranger's, so none looks at the same bytes again and again: numbers have an end (and so
fit a number of ours), lists stop at the next bracket, and a string that nobody closes ends where it cannot go on.
`tests/test_patterns.py` measures every pattern over bytes.
"""

import re

NUMBER = rb"\d{1,10}"
REF_TO = rb"(?<!\d)(" + NUMBER + rb") 0 R"
LITERAL = rb"\((?:[^()\\]++|\\.)*+\)"
IN_HEX = rb"<[0-9A-Fa-f]*+>"
LIST = rb"\[([^\[\]]*+)\]"  # of what holds no list of its own
STRING = re.compile(LITERAL + rb"?", re.S)
REF = re.compile(REF_TO)
