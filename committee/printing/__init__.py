"""HTML to tagged PDF (PDF/UA-1), without the network and without any file outside the static folder.

`render_pdf` prints one document in this process; `print_all` prints several in parallel in child processes.
Both return the same bytes for the same document.
"""

from committee.printing.job import Job, PrintingError
from committee.printing.render import (
    Snug,
    has_subsetter,
    key_of,
    missing_libraries,
    print_template,
    render_pdf,
    template_html,
)
from committee.printing.render_pool import print_all

__all__ = [
    "Job",
    "PrintingError",
    "Snug",
    "has_subsetter",
    "key_of",
    "missing_libraries",
    "print_all",
    "print_template",
    "render_pdf",
    "template_html",
]
