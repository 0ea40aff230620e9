"""{% csrf_token %} with a mark of the user to whom the form is shown. The tag is a builtin, so every form has it."""

from typing import Any

from django import template
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from committee.forms import kept_forms
from committee.models import User

register = template.Library()
MARK = "committee.whose_form"  # key of request.META for the mark, which all forms of a page share


class TokenNode(CsrfTokenNode):
    """The node of {% csrf_token %}: Django's token, and a signed-in user's mark."""

    def render(self, context: Context) -> str:
        """Return the hidden field of the token, and for a signed-in user the hidden field of the mark."""
        token = super().render(context)
        request: Any = context.get("request")
        user = getattr(request, "user", None)
        if not token or not isinstance(user, User):
            return token
        mark = request.META.setdefault(MARK, kept_forms.mark(user))
        return token + format_html('<input type="hidden" name="{}" value="{}">', kept_forms.SENDER, mark)


@register.tag
def csrf_token(parser: template.base.Parser, token: template.base.Token) -> TokenNode:
    """Replace Django's tag of the same name."""
    return TokenNode()
