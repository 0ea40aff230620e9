"""
The council's colours as a style sheet, under an address that changes with the colours.

A <style> in each page would need a nonce in the content security policy. A cached page would give everybody the same
nonce, and a nonce that everybody knows protects nothing.
"""

import hashlib
import re

from committee.models import Council

BAND, TEXT, LINK = "#1d4f5e", "#ffffff", "#1a5f8a"  # defaults, where the council has set no valid colour


def css_colour(colour: str | None, otherwise: str) -> str:
    """
    Return `colour` where it is safe inside a style sheet, else `otherwise`.

    SECURITY: HTML escaping does not stop a value that closes a CSS rule. Only # and hexadecimal digits are allowed.
    """
    return colour if colour and re.fullmatch(r"#[0-9a-fA-F]{3,8}", colour) else otherwise


def stylesheet(council: Council) -> str:
    """Return the text of the style sheet: the custom properties that all other style sheets use."""
    band = css_colour(council.brand_colour, BAND)
    return (
        f":root {{ --council-band: {band}; --council-band-text: {css_colour(council.brand_text_colour, TEXT)}; "
        f"--govuk-brand-colour: {band}; --govuk-link-colour: {css_colour(council.link_colour, LINK)}; }}\n"
    )


def name(council: Council) -> str:
    """Return the file name of the style sheet: the hash of its content."""
    return f"{hashlib.sha256(stylesheet(council).encode()).hexdigest()[:20]}.css"
