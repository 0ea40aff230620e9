"""Strings inside a style sheet, such as the running line of a print."""

from django.utils.safestring import SafeString, mark_safe


def css_string(words: str) -> SafeString:
    """
    Return words escaped for a string in a style sheet.

    SECURITY: all characters but letters, digits and blanks are escaped for CSS, so that no name can end the string or
    the sheet. HTML's escapes would be printed literally.
    """
    escaped = (sign if sign.isalnum() or sign == " " else f"\\{ord(sign):x} " for sign in words)
    return mark_safe("".join(escaped))  # noqa: S308 - escaped above
