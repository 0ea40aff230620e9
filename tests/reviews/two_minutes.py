"""How long somebody who has never seen the portal takes from an open email to what they sent (issue 14)."""

from lxml import html

READ, TYPED = 200 / 60, 36 / 60  # words a second, read on a screen and typed on a phone
A_FIELD, ANSWER = 2, 40  # seconds to find a field and choose in it, and the words of an answer
UNSEEN = "//select | //script | //details/*[not(self::summary)] | //*[contains(@class, 'review-answer__why')]"
FIELDS = "//input[not(@type='hidden' or @type='radio')] | //textarea | //select | //fieldset"


def seconds(mail: str, *pages: bytes) -> float:
    """Every word of the email and of what is seen in the pages at first, each field, and an answer of forty words."""
    words, fields = len(mail.split()), 0
    for page in pages:
        (main,) = html.fromstring(page).xpath("//main")
        main = html.fromstring(html.tostring(main))
        fields += len(main.xpath(f"({FIELDS})[not(ancestor::details or @value and @value != '')]"))
        for unseen in main.xpath(UNSEEN):
            unseen.drop_tree()
        words += len(main.text_content().split())
    return words / READ + fields * A_FIELD + ANSWER / TYPED
