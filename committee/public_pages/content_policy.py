"""The content security policy of every page."""

from django.utils.csp import CSP

# Of the one line of script that is written into pages (`templates/base.html`).
SCRIPT_HASH = "sha256-fpTN6zA/yNmwqqsapU+n9MlxA5ijRG86k4g/Ln/+ihY="
POLICY = {
    "default-src": [CSP.NONE],
    # SECURITY: no page that is kept for everybody asks for a nonce: one that many are given is none.
    "script-src": [CSP.SELF, f"'{SCRIPT_HASH}'", CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
