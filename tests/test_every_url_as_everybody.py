"""
Every address of the portal is tried as every kind of person, from the URLconf itself.

A new address fails here until somebody says whom it is for. Two words stand in exempt papers and nowhere else: neither
may be in anything that a person without the right is given, be it page, header, file name, PDF or its metadata.
"""

import re
from itertools import product
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.urls import URLResolver, get_resolver

from committee.models import User
from committee.register.sign_ins import limit_clerk
from committee.sign_in.directories import Directory
from tests.addresses import POSTED_ONLY, SIGNPOSTS, Address
from tests.answers import client_of, everything_in
from tests.audiences import EVERYBODY
from tests.hidden_words import MAY_READ, hidden_from_public
from tests.our_code import APPS
from tests.search.indexed import settle
from tests.urlconf import ALL, LIBRARY, OURS

ROOT = Path(__file__).resolve().parent.parent
# One form for each minute, stay or step: which was sent is told by what is in it, so that with nothing none was.
SEVERAL_FORMS = (
    *("members:minutes-draft", "members:meeting-before", "officers:minutes-draft", "desk:room-person"),
    "desk:minutes-confirm",
    # Buttons that ask for nothing more: what was stopped is said at once, for there is no page to go back to.
    *("public:following", "public:follow-stop"),
    "desk:meeting",  # each move of its builder says where it is sent
)
# A form that is sent to the very page it stands on.
ASKS_HERE = re.compile(r'<form(?![^>]* action=")[^>]* method="post"')
# Asked for by programs, by the sign-in library, or by an address that people know.
UNLINKED = (
    *SIGNPOSTS, "second-step", "security", "public:sitemap", "public:robots", "public:search-json",
    "public:search-atom",
    *(f"public:moderngov-{name}" for name in ("committees", "meetings", "meeting", "councillors")),
    "public:api", "public:complaint-received", "members:device-worker", "members:device-manifest",
)  # fmt: skip
# Links to these are made of parts: of an edition's name, or of the names of the acts on an item or in a procedure.
LINKED_BY_PARTS = (
    *("desk:large-print-build", "desk:large-print-file", "desk:programme-outcome-reopen"),
    *(f"desk:programme-item-{act}" for act in ("agenda", "off-agenda", "close", "restore")),
    *(f"desk:key-decision-{act}" for act in ("publish", "not-taken")),
    *(f"desk:private-notice-{act}" for act in ("edit", "publish-first")),
    *("desk:call-in-settle", "desk:document-request-reopen", "desk:urgent-decision-take-back"),
    *(f"desk:call-for-action-{act}" for act in ("settle", "reopen")),
    *("public:signed-link-renew", "public:signed-link-copy", "members:reading-part", "public:reading-part-json"),
    *("members:page", "members:device"),
)
# Pages of the desk about what belongs to the council, not to a committee.
OF_NO_COMMITTEE = (
    *("desk:key-decision", "desk:approval", "desk:absence", "desk:complaint", "desk:calendar"),
    "desk:minutes-first-numbers",
    "desk:hand-over",  # of a person; it lists what is of the clerk's committees
)
# The path of a link or of a form.
LINK = re.compile(r'(?:href|action)="(?:https?://[^/"]*)?(/[^"?#]*)')
WITHOUT_TITLE = "Committees and meetings –"  # the title of `templates/base.html`, for a page that says none
TAB = re.compile(r'href="(\?show=[\w-]+)"')
# A name in quotes, as a link to its address has it, in what may link: not where the addresses are named.
QUOTED = re.compile(r"""["'](\w+:[\w-]+|\w+-[\w-]+)["']""")
CODE = [
    path
    for top in (*APPS, "templates", "static")
    for path in (ROOT / top).rglob("*.*")
    if path.suffix in (".py", ".html", ".txt", ".js") and path.stem != "urls" and path.parent.name != "urls"
]
# Browsers keep it in their history after the sign-out.
TITLE = re.compile(r"<title>[^<]*")
# Posted by mail programs, which have no token: whoever has the key may stop (RFC 8058). Sent by directories, with a
# secret of their own.
WITHOUT_A_TOKEN = ("public:follow-stop", *(name for name, _ in ALL if name.startswith("scim_")))


def test_every_address_has_somebody_it_is_for():
    unknown = [name for name, pattern in OURS if Address(name, pattern).audience is None]
    assert unknown == [], "say in BY_NAME or BY_NAMESPACE whom they are for"


@pytest.mark.both_databases("queries: every page once, by one of those it is for")
def test_every_address_answers_somebody_it_is_for_and_is_linked(addresses, cast, settings):
    settings.DIRECTORIES = [Directory("borset", "your council account", "https://borset.invalid", "", "", frozenset())]
    wrong, linked = [], set()
    for address in addresses:
        person = sorted(address.audience)[0]
        answer = client_of(cast[person]).get(address.path())
        if answer.status_code != expected_of(address, person):
            wrong.append(f"{person}: {address.name} {address.path()} is {answer.status_code}")
        text = everything_in(answer)
        if f"<title>{WITHOUT_TITLE}" in text and address.name != "public:home":
            wrong.append(f"{address.name}: its template has no block “title”")
        linked.update({*LINK.findall(text)} - {address.path()})
        title = "".join(TITLE.findall(text)) if address.name.startswith("members:") else ""
        wrong += [f"{address.name} has “{word}” in its title" for word in hidden_from_public() if word in title]
    for user, front in product(cast.values(), ("/start/", "/officers/")):
        linked.update(LINK.findall(client_of(user).get(front, follow=True).text))
    quoted = {name for path in CODE for name in QUOTED.findall(path.read_text("utf-8"))}
    for row in addresses:
        act = row.blanks or row.name in POSTED_ONLY  # its link may need another state of its thing than it has here
        if row.name in {*UNLINKED, *LINKED_BY_PARTS} or (act and {row.name, row.name.partition(":")[2]} & quoted):
            continue
        if not any(map(re.compile("/" + re.sub("<[^>]+>", "[^/]+", row.pattern)).fullmatch, linked)):
            wrong.append(f"{row.name}: no page links to {row.path()}")
    assert not wrong, "\n".join(wrong)


def test_clerk_limited_to_another_committee_sees_no_link_to_a_closed_page(addresses, cast, planning):
    """Without `within` a list links to rows of other committees, and the page of a row answers 200."""
    limit_clerk(cast["clerk"], [planning], by=cast["administrator"])
    client = client_of(User.objects.get(pk=cast["clerk"].pk))
    desk = [address for address in addresses if address.name.startswith("desk:") and address.name not in POSTED_ONLY]
    rows = {address.path(): address for address in desk if address.blanks}
    closed = {path for path in rows if client.get(path).status_code == 404}
    wrong = [
        f"{row.name} {path} is open"
        for path, row in rows.items()
        if path not in closed and not row.name.startswith(OF_NO_COMMITTEE)
    ]
    for address in desk:
        text = "" if address.blanks else client.get(address.path()).text
        links = LINK.findall(text + "".join(client.get(address.path() + tab).text for tab in TAB.findall(text)))
        wrong += [f"{address.name} links to {rows[path].name} {path}" for path in closed.intersection(links)]
    assert not wrong, "\n".join(wrong)


PARTS = 8
# The words in these addresses are for readers alone: the number finds the file.
ANY_SLUG = (
    ":paper",
    ":paper-changes",
    ":page-picture",
    ":reading",
    ":reading-part",
    ":page-picture",
    "public:answer-file",
    "public:background-file",
)


def sample(addresses, person, part):
    """
    Return the addresses to try as one of the cast in one part of PARTS; the public tries all in the first.

    Each person begins at another address, so that each part tries nearly every address as somebody.
    """
    if person == "public":
        return [] if part else addresses
    return addresses[(sorted(EVERYBODY).index(person) + part) % PARTS :: PARTS]


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.drill) for part in range(1, PARTS))])
def test_everybody_is_answered_as_they_should_be_and_no_secret_gets_out(addresses, cast, part):
    settle()  # records of the API are made late in tests
    wrong = []
    for person, user in cast.items():
        client = client_of(user)
        for address in sample(addresses, person, part):
            answer = client.get(address.path())
            expected = expected_of(address, person)
            text = everything_in(answer)
            if answer.status_code != expected:
                wrong.append(f"{person}: {address.name} {address.path()} is {answer.status_code}, not {expected}")
            turned_away = person == "public" and person not in address.audience
            if turned_away and "/account/login/" not in answer.headers.get("Location", ""):
                wrong.append(f"{person}: {address.name} does not lead to the sign-in page")
            for word, readers in MAY_READ.items():
                if word in text and person not in readers:
                    wrong.append(f"{person}: {address.name} gives away “{word}”")
    assert not wrong, "\n".join(wrong)


def expected_of(address: Address, person: str) -> int:
    """Return the expected status of a GET."""
    if person not in address.audience:
        return 302 if person == "public" else 404
    if address.name in POSTED_ONLY:
        return 405
    return 302 if address.name in SIGNPOSTS else 200


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.drill) for part in range(1, PARTS))])
def test_nobody_does_what_is_not_theirs_to_do(addresses, cast, part):
    wrong = []
    for number, (person, user) in enumerate(cast.items()):
        client = client_of(user)
        for address in addresses[(part + number) % PARTS :: PARTS]:
            if person in address.audience:
                continue
            answer = client.post(address.path())
            if answer.status_code != (302 if person == "public" else 404):
                wrong.append(f"{person}: POST {address.name} is {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.drill) for part in range(1, PARTS))])
def test_an_empty_form_is_refused_or_done_and_never_fails(addresses, cast, part):
    """Send each form as a browser does whose every box is left alone: without a field. The world is put back again."""
    wrong = []
    for address in addresses[part::PARTS]:
        person = sorted(address.audience - {"public"})[0]
        client = client_of(cast[person], raise_request_exception=False)
        with transaction.atomic():
            page = everything_in(client.get(address.path()))
            asks = address.name not in SEVERAL_FORMS and ASKS_HERE.search(page)
            status = client.post(address.path()).status_code
            transaction.set_rollback(True)
        if status >= 500 or (asks and status == 200):
            wrong.append(f"{person}: POST {address.name} {address.path()} is {status}")
    assert not wrong, "\n".join(wrong)


def test_no_view_takes_a_form_without_a_token_but_those_that_say_why():
    waiting, exempt = list(get_resolver().url_patterns), set()
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, URLResolver):
            waiting += entry.url_patterns
        elif getattr(entry.callback, "csrf_exempt", False) and entry.name.partition("-")[0] != "api":
            exempt.add(entry.name)  # open data is only read
    assert exempt == {name.removeprefix("public:") for name in WITHOUT_A_TOKEN}


@pytest.mark.both_databases("queries: numbers too great for a column")
@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.drill) for part in range(1, PARTS))])
def test_addresses_that_mean_nothing_are_not_found_and_never_fail(addresses, cast, part):
    wrong = []
    for address in addresses[(part + (connection.vendor == "postgresql")) % PARTS :: PARTS]:
        client = client_of(cast[sorted(address.audience - {"public"})[0]])
        if client.get(address.path() + "?q=%00").status_code != 400:
            wrong.append(f"{address.name} with a NUL")
        for converter, blank in address.blanks:
            if blank == "slug" and address.name.removesuffix("-json").endswith(ANY_SLUG):
                continue
            nonsense = (
                ("99999999999999999999", "999999999999999999", "0")
                if converter == "id"
                else ("no-such-thing", "9" * 30)
            )
            for value in nonsense:
                status = client.get(address.path(**{blank: value})).status_code
                if status not in (404, 405):
                    wrong.append(f"{address.name} with {blank}={value} is {status}")
    assert not wrong, "\n".join(wrong)


def test_the_sign_in_librarys_pages_never_fail(cast):
    fills = {"(?P<key>[-:\\w]+)": "abc", "(?P<uidb36>[0-9A-Za-z]+)": "1", "(?P<key>.+)": "abc-def", "<int:pk>": "1"}
    wrong = []
    for name, pattern in ALL:
        if not LIBRARY.match(name):
            continue
        path = "/" + pattern
        for blank, value in fills.items():
            path = path.replace(blank, value)
        path = path.replace("^", "").replace("$", "")
        for person in ("public", "stranger", "clerk"):
            status = client_of(cast[person]).get(path).status_code
            if status not in (200, 302, 404, 405):
                wrong.append(f"{person}: {name} is {status}")
    assert not wrong, "\n".join(wrong)
