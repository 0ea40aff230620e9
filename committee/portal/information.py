"""Search of the pages that explain or list something, such as how to film a meeting: found by the words people use."""

from collections.abc import Collection, Iterator

from django.urls import reverse

from committee.models import Council, EntryKind
from committee.search.sources import Row, Source

# Name of the page's address, its title, and what it is for in the words of those who look for it. The place of a page
# in this list is its number in the index: add new pages at the end.
PAGES = (
    (
        "filming",
        "Attend, film and record meetings",
        "Anyone can attend a meeting while it is open to the public, and film, photograph, record or report it. Which "
        "meetings the council broadcasts by webcast to watch live, and how long a recording or video is kept.",
    ),
    (
        "contact",
        "Contact the committee team",
        "Ask a question about a meeting, ask how to speak at one, how to put a public question or hand in a petition, "
        "ask for a paper in another format, or tell us if something on this site does not work. Email, telephone and "
        "address. Help and feedback. Complain about a service.",
    ),
    (
        "complaint",
        "Complain about how we use personal data",
        "Make a complaint if we have published, kept or used information about you when we should not have: data "
        "protection, GDPR.",
    ),
    (
        "forward-plan",
        "Forward plan of key decisions",
        "Key decisions that the executive (Cabinet) plans to take, with the notice given of each.",
    ),
    (
        "private-notices",
        "Private meetings of the executive",
        "Notices of business that the executive (Cabinet) plans to consider in private, and why.",
    ),
    (
        "calendar",
        "Calendar of meetings",
        "When and where committees meet: the dates and times of all meetings, month by month, to subscribe to.",
    ),
    (
        "councillors",
        "Councillors",
        "Find your local councillor: the members of the council with their divisions, groups and committees.",
    ),
    ("committees", "Committees", "All committees, panels and other bodies of the council, with what each is for."),
    (
        "decisions-register",
        "Decisions",
        "Register of decisions: what committees have decided, the latest first, and whether it was answered.",
    ),
    (
        "programmes",
        "Work programmes",
        "What each scrutiny committee plans to look into and when, and how to suggest a topic for scrutiny.",
    ),
    ("reviews", "Reviews", "Spotlight reviews and task and finish groups: questions that scrutiny studies in depth."),
    (
        "recommendations",
        "Recommendations of reviews",
        "What scrutiny reviews recommended, the response of the executive, and the progress made.",
    ),
    ("privacy", "Privacy notice", "How we use personal information, how long we keep it, and your rights: GDPR."),
    (
        "accessibility",
        "Accessibility statement",
        "How accessible these pages and papers are, for screen readers too, and how to ask for another format such as "
        "large print.",
    ),
    (
        "api-page",
        "Reuse our data",
        "Open data and the API: everything public here, to be read by programs, with feeds.",
    ),
)


def _rows(units: Collection[int]) -> Iterator[tuple[int, Row]]:
    for unit in Council.objects.filter(pk__in=units).values_list("pk", flat=True):
        for number, (name, title, text) in enumerate(PAGES):
            yield unit, Row(EntryKind.PAGE, number, reverse(f"public:{name}"), title, text)


INFORMATION = Source(
    "information",
    {Council: "pk"},
    Council,
    _rows,
    {EntryKind.PAGE: lambda things: (number for number in things if 0 <= number < len(PAGES))},
)
