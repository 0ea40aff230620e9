"""Words that stand in a style sheet, as the running line of a print does."""

from django.utils.safestring import SafeString, mark_safe


def css_string(words: str) -> SafeString:
    """
    Words to stand in a string of a style sheet.

    SECURITY: everything but letters and digits is escaped the way of CSS, so nothing in a name ends the string or the
    sheet; the way of HTML would be printed as it stands.
    """
    escaped = (sign if sign.isalnum() or sign == " " else f"\\{ord(sign):x} " for sign in words)
    return mark_safe("".join(escaped))  # noqa: S308 - as said above
