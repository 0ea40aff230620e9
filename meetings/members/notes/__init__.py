"""
Members' private notes and highlights on passages of papers.

SECURITY: the words of a note and its quotation are only in `MemberNote.secret`, encrypted. No trail, log, email, search
or export of anybody else contains them, and no act on a note is recorded.
"""
