"""The content security policy of every page."""

from django.utils.csp import CSP

# Hash of the one inline script of our pages (`templates/base.html`).
SCRIPT_HASH = "sha256-fpTN6zA/yNmwqqsapU+n9MlxA5ijRG86k4g/Ln/+ihY="
POLICY = {
    "default-src": [CSP.NONE],
    # SECURITY: no cached page uses a nonce, because a nonce that many readers share protects nothing.
    "script-src": [CSP.SELF, f"'{SCRIPT_HASH}'", CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
}
