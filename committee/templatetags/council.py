"""Filters and tags for dates, working days, pages, sizes, states and stylesheets: {% load council %}."""

import re
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.template.base import FilterExpression
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from committee.files import crest
from committee.models import Council
from committee.public_pages import stylesheets, theme
from committee.wording import dates, wording

register = template.Library()

# By colour of the Design System's tag: the states that have this colour. Any other state has a grey tag.
TAG_COLOURS = {
    "green": "published live agreed resolved confirmed signed complete completed accepted done answered current "
    "in_time ready final passed received read",
    "yellow": "draft preview proposed suggested pending to_follow provisional tbc warning accepted_in_part "
    "changed_since_you_read_it",
    "orange": "late urgent supplement supplementary awaiting waiting re_arranged rearranged moved chased",
    "red": "overdue blocked exempt confidential withheld restricted cancelled rejected failed withdrawn missing "
    "refused blocks part_two",
    "blue": "due",
    "teal": "open upcoming planned scheduled public building queued",
    "purple": "informal members members_edition",
}
_COLOUR_OF = {word: colour for colour, words in TAG_COLOURS.items() for word in words.split()}


for write in (
    dates.long_date,
    dates.end_of_month,
    dates.with_no_end,
    dates.full_date,
    dates.day_and_month,
    dates.long_day,
    dates.short_date,
    dates.short_day,
    dates.clock_time,
    dates.date_time,
    dates.how_long,
):
    register.filter(write.__name__, write)
register.filter("worded", wording.worded, is_safe=True)


@register.filter
def working_days(count: int | None, style: str = "") -> str:
    """
    Return a number of working days from today in words: "in 3 working days", "today", "2 working days ago".

    The style "count" gives the number and its unit ("1 working day"). The style "left" gives the time that remains
    ("3 working days left", "last day today", "2 working days late").
    """
    if count is None:
        return ""
    days = f"{abs(count)} working {'day' if abs(count) == 1 else 'days'}"
    if style == "count":
        return days
    if style == "left":
        return f"{days} left" if count > 0 else f"{days} late" if count < 0 else "last day today"
    return f"in {days}" if count > 0 else f"{days} ago" if count < 0 else "today"


@register.filter
def file_size(size: int | None) -> str:
    """Return a number of bytes in decimal units: 812 bytes, 340 KB, 1.2 MB; "" for None."""
    if size is None:
        return ""
    if size < 1000:
        return f"{size} bytes"
    if size < 999_500:
        return f"{round(size / 1000)} KB"
    return f"{size / 1_000_000:.1f} MB".replace(".0 MB", " MB")


@register.filter
def page_range(first: int | None, last: int | None = None) -> str:
    """Return a range of pages in words: "Pages 7–18", "Page 9"; "" without a first page."""
    if not first:
        return ""
    return f"Page {first}" if last in (None, first) else f"Pages {first}–{last}"


@register.filter
def tag_colour(state: str | None) -> str:
    """Return the class that gives a state's tag its colour: "Overdue" -> "govuk-tag--red"."""
    word = re.sub(r"[^a-z]+", "_", str(state or "").strip().lower()).strip("_")
    return f"govuk-tag--{_COLOUR_OF.get(word, 'grey')}"


@register.filter
def css_colour(colour: str | None, otherwise: str) -> SafeString:
    """Return `colour` where it is safe inside a style sheet, else `otherwise`."""
    return mark_safe(theme.css_colour(colour, otherwise))  # noqa: S308 - nothing but # and hexadecimal digits


@register.filter
def theme_name(council: Council) -> str:
    """Return the file name of the style sheet of the council's colours."""
    return theme.name(council)


@register.filter
def has_errors(form: BaseForm | BaseFormSet[Any] | None) -> bool:
    """Return whether a sent form has errors; False for None. A form that was not sent is not validated."""
    if isinstance(form, BaseForm):
        return form.is_bound and bool(form.errors)
    if isinstance(form, BaseFormSet):
        return form.is_bound and (form.total_error_count() > 0)
    return False


class _WordedAs(template.Node):
    def __init__(self, document: FilterExpression, inner: template.NodeList) -> None:
        self.document, self.inner = document, inner

    def render(self, context: template.Context) -> SafeString:
        with wording.as_frozen(self.document.resolve(context) or None):
            return self.inner.render(context)


@register.tag
def worded_as(parser: template.base.Parser, token: template.base.Token) -> _WordedAs:
    """{% worded_as snapshot %} ... {% endworded_as %}: render the block with the wording stored in `snapshot`."""
    _name, document = token.split_contents()
    inner = parser.parse(("endworded_as",))
    parser.delete_first_token()
    return _WordedAs(parser.compile_filter(document), inner)


@register.simple_tag
def stylesheet_links(folder: str) -> SafeString:
    """Return the links to the stylesheets of a folder of static/css, in order; in production, to the joined file."""
    links = ((static(name),) for name in stylesheets.linked(folder))
    return format_html_join("\n  ", '<link rel="stylesheet" href="{}">', links)


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | str]:
    """Return the page numbers to show as links, with an ellipsis where numbers are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.simple_tag
def printed_crest() -> SafeString:
    """Return the council's crest for the head of a print; "" where the council has none."""
    return crest.printed(Council.current())
