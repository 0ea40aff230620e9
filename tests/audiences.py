"""Whom each address of the portal is for, by its name."""

EVERYBODY = frozenset(
    {
        *("public", "clerk", "proper officer", "officer", "other officer", "administrator"),
        "scrutiny officer",
        *("chairman", "vice-chairman", "member", "other member", "stranger"),
    }
)
DESK = frozenset({"clerk", "proper officer"})
ADMINISTRATORS = frozenset({"administrator"})
COMMITTEE = frozenset({"chairman", "vice-chairman", "member"})
MEMBERS = COMMITTEE | {"other member"}
PLANNERS = DESK | {"scrutiny officer"}
OFFICERS = PLANNERS | {"officer", "other officer"}
SIGNED_IN = EVERYBODY - {"public"}
OF_THE_PANEL = ("reviews", "review", "review-evidence", "review-evidence-file")

BY_NAMESPACE = {
    "public": EVERYBODY,
    "desk": DESK,
    "register": DESK | ADMINISTRATORS,
    "members": MEMBERS,
    "officers": OFFICERS,
}
BY_NAME = {
    **dict.fromkeys(("security", "password"), EVERYBODY),
    "health": ADMINISTRATORS,
    **dict.fromkeys(("start", "second-step"), SIGNED_IN),
    **dict.fromkeys(("members:pack", "members:large-print-pack", "members:supplement", "members:paper"), COMMITTEE),
    **dict.fromkeys(("members:everything-by-item", "members:everything-by-date"), COMMITTEE),
    # Of an exempt item, and of an exempt page, here: see `NUMBERS`.
    **dict.fromkeys(("members:item-file", "members:page", "members:page-file"), COMMITTEE),
    **dict.fromkeys(
        ("desk:takedown-confirm", "desk:takedown-undo", "desk:takedown-redacted"), frozenset({"proper officer"})
    ),
    "members:meeting-before": COMMITTEE,
    "members:pack-draft": frozenset({"chairman", "vice-chairman"}),
    "desk:paper-allow-open": frozenset({"proper officer"}),
    **dict.fromkeys(("members:reading", "members:reading-part", "members:page-picture"), COMMITTEE),
    "members:note-on-page": COMMITTEE,
    **dict.fromkeys(("members:note", "members:note-delete", "members:note-share"), frozenset({"member"})),
    # Of a member's own call-in, and what the chairman is asked, here.
    "members:document-request": COMMITTEE,
    **dict.fromkeys(("members:call-in-leave", "members:call-in-confirm"), frozenset({"member"})),
    "members:urgent-decision": frozenset({"chairman"}),
    **dict.fromkeys(("members:document-request-withdraw", "members:call-for-action-withdraw"), frozenset({"member"})),
    # An exempt minute is in it, so it is for those who may read it; the others read the page, without that minute.
    "members:minutes-file": COMMITTEE,
    # Whoever is on the panel of the review.
    **dict.fromkeys(("members:review-report", "members:review-figures"), frozenset({"chairman"})),
    # Whoever presided where they were confirmed.
    **dict.fromkeys(("members:minutes-sign", "members:minutes-to-sign"), frozenset({"chairman"})),
    **dict.fromkeys(("officers:reading-log", "officers:reading-log-file"), frozenset({"proper officer"})),
    # Those it was sent to, here.
    "members:minutes-draft": frozenset({"member"}),
    "officers:minutes-draft": frozenset({"officer"}),
    # Who is on the panel of the review, here.
    **{f"members:{name}": frozenset({"chairman"}) for name in OF_THE_PANEL},
    **{f"officers:paper-text{act}": frozenset({"officer"}) for act in ("s", "-page", "-remove", "-picture")},
    **dict.fromkeys(("officers:action", "officers:action-answered", "officers:answer-file"), frozenset({"officer"})),
    **dict.fromkeys(("officers:outcome", "officers:outcome-done", "officers:outcome-reopen"), frozenset({"officer"})),
    **{f"members:portfolio{page}": frozenset({"other member"}) for page in ("", "-answer", "-response")},
    "members:call-in": MEMBERS - {"other member"},  # who holds a portfolio, and calls nothing in (R37)
    **{f"officers:review-answer{page}": frozenset({"officer"}) for page in ("", "-sent")},
    **{f"officers:review-progress{page}": frozenset({"officer"}) for page in ("", "-sent")},
    **dict.fromkeys(("officers:paper", "officers:paper-received", "officers:paper-file"), frozenset({"officer"})),
    **dict.fromkeys(("officers:paper-accept", "officers:paper-original"), frozenset({"officer"})),
    "desk:review-evidence-original": frozenset({"clerk"}),
    "desk:review-evidence-allow": frozenset({"proper officer"}),
    "desk:paper-original": frozenset({"clerk"}),  # who sent it, here
    **{
        f"register:{name}": ADMINISTRATORS | {"proper officer"}
        for name in (
            "role-requests",
            "role-request-approve",
            "role-request-decline",
            "directory-groups",
            "directory-group-end",
        )
    },
    "register:directory-group-approve": frozenset({"proper officer"}),
    **{
        f"register:{name}": ADMINISTRATORS
        for name in (
            *("council", "look", "mail-try", "crest-new", "crest-remove", "sign-ins", "sign-in-invite", "sign-in"),
            *("sign-in-invite-again", "sign-in-address", "sign-in-limits", "sign-in-person", "directory-group-new"),
            *("sign-in-suspend", "sign-in-restore"),
            *("role-grant", "role-end", "sessions-end", "second-step-reset"),
        )
    },
}
# The scrutiny officer's pages stand on the desk too: their names begin so.
PLANNED = (
    *("desk:programme", "desk:forward-plan", "desk:key-decision", "desk:private-notice", "desk:call-in"),
    *("desk:document-request", "desk:calls-for-action", "desk:call-for-action", "desk:urgent-decision"),
    *("desk:scrutiny-front", "desk:scrutiny-rules", "desk:review"),
)
