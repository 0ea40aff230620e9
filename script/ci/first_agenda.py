"""Set up a council in an empty portal, as its first administrator does by docs/handbook/web-manager.md."""

import base64
import datetime as dt
import hmac
import re
import secrets
import struct
import time

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


def signed_in(port: int, address: str, link: str, code: str) -> Browser:
    """Choose a password at `link`, sign in, and set up an app as the second step with the printed `code`."""
    password = secrets.token_urlsafe(20)
    Browser(port).fill_in(link, "password1", password1=password, password2=password)
    browser = Browser(port)
    browser.fill_in("/account/login/", "password", login=address, password=password)
    browser.fill_in("/account/2fa/set-up/?to=app", "code", code=code)
    page = browser.get("/account/2fa/totp/activate/")
    secret = re.search(r"\b[A-Z2-7]{32}\b", page)
    assert secret, page
    browser.send("/account/2fa/totp/activate/", page, "code", code=code_of(secret[0]))
    return browser


def set_up(port: int, address: str, printed: str) -> None:
    """Enter the council, its people, committees, year and calendar as its first administrator. Raises Failed."""
    link, code = CHOOSE.search(printed), re.search(r"within three days:\n(\S+-[0-9a-f]+)\n", printed)
    assert link, printed
    assert code, printed
    admin = signed_in(port, address, link[1], code[1])
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


def bring_in(admin: Browser, kind: str, rows: str) -> None:
    """Import a spreadsheet in its two steps: check, then import. Raises Failed where a row is wrong."""
    page = f"/register/import/{kind}/"
    _, report = admin.send(page, admin.get(page), "csrfmiddlewaretoken", rows)
    if (where := admin.send(page, report, "sealed")[0]) != "/register/import/":
        raise Failed(f"{kind} was not imported, but led to {where}.")
