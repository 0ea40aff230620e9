"""Set up a council in an empty portal by docs/handbook/web-manager.md, and publish its first agenda by clerk.md."""

import base64
import datetime as dt
import hmac
import io
import re
import secrets
import struct
import time
from collections.abc import Callable

import docx

from script.ci.portal_client import Browser, Failed

CHOOSE = re.compile(r"https://localhost(/account/password/reset/key/\S+)")
PEOPLE = """forename,surname,division,group,from,post,proper officer
Ann,Ash,Ambridge,Independent,06/05/2021,,
Ben,Birch,Borchester,Independent,06/05/2021,,
Cy,Cedar,Felpersham,Independent,06/05/2021,,
Carol,Clerk,,,06/05/2021,Democratic Services Officer,
Paul,Proper,,,06/05/2021,Head of Legal Services,yes
"""
COMMITTEES = """name,short name,kind,function,established,quorum,usual time,usual venue
Safeguarding Overview and Scrutiny Committee,Safeguarding,Committee,Overview and scrutiny,20/05/2021,2,10:00,Oak Room
"""
SEATS = """committee,person,role,from
Safeguarding,Ann Ash,Chairman,20/05/2021
Safeguarding,Ben Birch,Member,20/05/2021
Safeguarding,Cy Cedar,Member,20/05/2021
"""


def code_of(secret: str) -> str:
    """Return the code that an authenticator app shows now (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def signed_in(port: int, address: str, link: str, code: Callable[[], str]) -> Browser:
    """Choose a password at `link`, sign in, and set up an app as the second step with the printed or mailed `code`."""
    password = secrets.token_urlsafe(20)
    Browser(port).fill_in(link, "password1", password1=password, password2=password)
    browser = Browser(port)
    browser.fill_in("/account/login/", "password", login=address, password=password)
    page = browser.get("/account/2fa/set-up/?to=app")
    browser.send("/account/2fa/set-up/?to=app", page, "code", code=code())
    page = browser.get("/account/2fa/totp/activate/")
    secret = re.search(r"\b[A-Z2-7]{32}\b", page)
    assert secret, page
    browser.send("/account/2fa/totp/activate/", page, "code", code=code_of(secret[0]))
    return browser


def set_up(port: int, address: str, printed: str) -> Browser:
    """
    Enter the council, its people, committees, year and calendar as its first administrator, and return their browser.

    Raises Failed.
    """
    link, code = CHOOSE.search(printed), re.search(r"within three days:\n(\S+-[0-9a-f]+)\n", printed)
    assert link, printed
    assert code, printed
    admin = signed_in(port, address, link[1], lambda: code[1])
    admin.fill_in(
        "/register/council/", "offices",
        name="Borsetshire County Council", short_name="Borsetshire", offices="Shire Hall, Felpersham",
        email="committees@council.example",
    )  # fmt: skip
    for kind, rows in (("people", PEOPLE), ("committees", COMMITTEES), ("seats", SEATS)):
        bring_in(admin, kind, rows)
    today = dt.datetime.now(dt.UTC).date()
    starts, meeting = today - dt.timedelta(60), today + dt.timedelta(49 - today.weekday())
    ends = starts + dt.timedelta(363)
    admin.fill_in("/register/years/new/", "starts", starts=f"{starts:%d/%m/%Y}", ends=f"{ends:%d/%m/%Y}")
    bring_in(admin, "calendar", f"committee,date,sure\nSafeguarding,{meeting:%d/%m/%Y},yes\n")
    return admin


def bring_in(admin: Browser, kind: str, rows: str) -> None:
    """Import a spreadsheet in its two steps: check, then import. Raises Failed where a row is wrong."""
    page = f"/register/import/{kind}/"
    _, report = admin.send(page, admin.get(page), "csrfmiddlewaretoken", ("file", "rows.csv", rows.encode()))
    if (where := admin.send(page, report, "sealed")[0]) != "/register/import/":
        raise Failed(f"{kind} was not imported, but led to {where}.")


def publish(port: int, admin: Browser, mails: list[tuple[str, str]]) -> str:
    """
    Sign a clerk in, who publishes the calendar and then an agenda. Return the page on which a visitor gets its pack.

    `mails` are what the council's mail server takes: to whom, and what it says. Raises Failed.
    """
    address, invite = "clerk@example.gov.uk", "/register/sign-ins/new/"
    person = _after(admin.get(invite), r'value="(\d+)">Clerk, Carol')
    admin.fill_in(invite, "role", person=person, name="Carol Clerk", email=address, role="clerk")
    link, code = _mailed(mails, address, CHOOSE.pattern), r"\n([0-9A-F]{8})\r"
    clerk = signed_in(port, address, link, lambda: _mailed(mails, address, code))
    publish_calendar = _after(clerk.get("/desk/calendar/"), r'href="(/desk/calendar/[^/"]+/publish/)"')
    clerk.fill_in(publish_calendar, "csrfmiddlewaretoken")
    public = _after(Browser(port).get("/calendar/"), r'href="(/committees/safeguarding/[^"]+)"')
    desk = public.replace("/committees/", "/desk/meetings/")
    report = ("pdfs", "Carers.docx", _report())
    clerk.send(desk, clerk.get(desk), "items/new/", report, title="Support for unpaid carers")
    _when_there(clerk, desk, r">PDF, 1 page")
    clerk.fill_in(desk, "publish/prepare/")
    page = _when_there(clerk, f"{desk}publish/", r'name="seen"')
    clerk.send(f"{desk}publish/", page, "seen")
    visitor = Browser(port)
    if b"%PDF" not in visitor.read(_after(visitor.get(public), r'href="([^"]+/pack\.pdf[^"]*)"'))[:8]:
        raise Failed("The pack is no PDF.")
    return public


def _report() -> bytes:
    report, file = docx.Document(), io.BytesIO()
    report.add_heading("Support for unpaid carers", 1)
    report.add_paragraph("The committee is asked to note how many carers were assessed this year.")
    report.save(file)
    return file.getvalue()


def _when_there(browser: Browser, path: str, pattern: str) -> str:
    """Return the page as soon as it has what the pattern finds: a worker is at work for it. Raises Failed."""
    for _ in range(90):
        if re.search(pattern, page := browser.get(path)):
            return page
        time.sleep(1)
    raise Failed(f"{path} never has {pattern}: {page[page.find('<main') :][:900]}")


def _after(page: str, pattern: str) -> str:
    found = re.search(pattern, page)
    if not found:
        raise Failed(f"There is no {pattern} in {page[page.find('<main') :][:900]}")
    return found[1]


def _mailed(mails: list[tuple[str, str]], address: str, pattern: str) -> str:
    """Return what the newest email to that address has in place of the pattern's group; wait for it."""
    for _ in range(60):
        for to, text in reversed(mails):
            if to == address and (found := re.search(pattern, text)):
                return found[1]
        time.sleep(0.5)
    raise Failed(f"No email to {address} has {pattern}.")
