"""How long somebody who has never seen the portal takes from an open email to what they sent (issue 14)."""

from lxml import html

READ, TYPED = 240 / 60, 35 / 60  # words a second, read on a screen and typed on a phone
A_TAP, A_PAGE, ANSWER = 1.2, 1, 40  # seconds, seconds, and the words of an answer
UNSEEN = "//select | //script | //details/*[not(self::summary)] | //*[contains(@class, 'review-progress__reason')]"
ONLY_IN_PART = "//*[contains(@class, 'review-answer__why')]"
FIELDS = "//input[not(@type='hidden' or @type='radio')] | //textarea | //fieldset"


def seconds(mail: str, *pages: bytes, in_part: bool = False) -> float:
    """
    Every word of the email and of what is seen in the pages, a tap a field and a button, and an answer of forty words.

    `in_part`: for who accepts in part, and is asked for the reasons too. A list is opened and chosen from; the page of
    thanks is a page as well.
    """
    words, taps = len(mail.split()), 1
    for page in pages:
        (main,) = html.fromstring(page).xpath("//main")
        main = html.fromstring(html.tostring(main))
        for unseen in main.xpath(ONLY_IN_PART) if not in_part else ():
            unseen.drop_tree()
        empty = main.xpath(f"({FIELDS})[not(ancestor::details or @value and @value != '')]")
        taps += len(empty) + 2 * len(main.xpath("//select")) + 1
        for unseen in main.xpath(UNSEEN):
            unseen.drop_tree()
        words += len(main.text_content().split())
    return words / READ + taps * A_TAP + (len(pages) + 1) * A_PAGE + ANSWER / TYPED
