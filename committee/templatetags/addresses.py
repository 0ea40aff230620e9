"""{% url %} as in Django, with a cache of addresses, and `webcal`. Builtins, so that every template has them."""

from django import template
from django.conf import settings
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as url_tag
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape

from committee.files.calendar_files import host
from committee.public_pages.addresses import reverse

register = template.Library()


class AddressNode(URLNode):
    """The node of {% url %}: the address of a URL name."""

    def render(self, context: Context) -> str:
        """Return the address; with `as` store it in the variable ("" where there is no such page) and return ""."""
        args = [arg.resolve(context) for arg in self.args]
        kwargs = {name: value.resolve(context) for name, value in self.kwargs.items()}
        try:
            address = reverse(self.view_name.resolve(context), args, kwargs)
        except NoReverseMatch:
            if self.asvar is None:
                raise
            address = ""
        if self.asvar:
            context[self.asvar] = address
            return ""
        return conditional_escape(address) if context.autoescape else address


@register.tag
def url(parser: template.base.Parser, token: template.base.Token) -> AddressNode:
    """Replace Django's tag of the same name."""
    node = url_tag(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)


@register.filter
def webcal(path: str) -> str:
    """Return the full address of a calendar file with the scheme by which calendar programs subscribe in one press."""
    return f"webcal://{host(settings.SITE_URL)}{path}"
