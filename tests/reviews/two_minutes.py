"""How long somebody who has never seen the portal takes from an open email to what they sent (issue 14)."""

from typing import Any

from lxml import html

READ, TYPED = 240 / 60, 35 / 60  # words a second, read on a screen and typed on a phone
A_TAP, A_PAGE, ANSWER = 1.2, 1, 40  # seconds, seconds, and the words of an answer
NEW_DATE = 4  # of these words, where it is typed into boxes of its own: by end of May
UNSEEN = (
    "//select | //script | //details/*[not(self::summary)] | //*[contains(@class, 'review-progress__reason')]"
    " | //*[@hidden] | //*[contains(@class, 'council-needs-js')]"  # what is shown with scripts alone
)
ONLY_IN_PART = "//*[contains(@class, 'review-answer__why')]"
THE_END, THE_BEGINNING = (f"//*[contains(@class, 'review-answer__{month}')]" for month in ("end", "from"))
ONLY_LATE = "//*[contains(@class, 'review-progress__late')]"
FIELDS = (
    "//input[not(@type='hidden' or @type='radio' or @type='checkbox')] | //textarea"
    " | //fieldset[.//input[@type='radio']]"
)
FILLED = "self::textarea[normalize-space()]"
# What else is typed, in words of five letters: of five figures a month and a year, a password, a mailbox to sign in by.
ALSO_TYPED = {
    "//input[@inputmode='numeric' and not(@value)]": 0.5, "//input[@type='password']": 2.4,
    "//input[@type='email' and not(@value)]": 5,
}  # fmt: skip


def as_typed(words: dict[str, Any]) -> dict[str, Any]:
    """Return an answer's words as typed: its day as a month and a year."""
    day = words.get("target_on")
    others = {name: said for name, said in words.items() if name != "target_on"}
    return others | ({"target_on_month": day.month, "target_on_year": day.year} if day else {})


def seconds(mail: str, *pages: bytes, in_part: bool = False, late: bool = False, goes_on: bool = False) -> float:
    """
    Every word of the email and of what is seen in the pages, a tap a field and a button, and what is typed.

    `in_part`: for who accepts in part, and is asked for the reasons too; `late`: for who reports that it is late, and
    is asked for a new date; `goes_on`: for who answers that it has no end date, which is ticked. A list is opened
    and chosen from; the page of thanks is a page as well. Without scripts: what they alone show is not read.
    """
    words, taps, typed = len(mail.split()), 1, float(ANSWER - NEW_DATE if late else ANSWER)
    not_asked = [*([] if in_part else [ONLY_IN_PART]), *([] if late else [ONLY_LATE])]
    not_asked.append(THE_END if goes_on else THE_BEGINNING)
    taps += goes_on
    for page in pages:
        (main,) = html.fromstring(page).xpath("//main")
        main = html.fromstring(html.tostring(main))
        for unseen in main.xpath(" | ".join(not_asked)):
            unseen.drop_tree()
        typed += sum(len(main.xpath(boxes)) * long for boxes, long in ALSO_TYPED.items())
        empty = main.xpath(f"({FIELDS})[not(ancestor::details or @value and @value != '' or {FILLED})]")
        taps += len(empty) + 2 * len(main.xpath("//select")) + 1
        for unseen in main.xpath(UNSEEN):
            unseen.drop_tree()
        words += len(main.text_content().split())
    return words / READ + taps * A_TAP + (len(pages) + 1) * A_PAGE + typed / TYPED
