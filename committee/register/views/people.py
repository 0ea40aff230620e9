"""Pages of people: names, dated rows such as terms and posts, photographs, and the merging of two entries."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from committee.access.permissions import register
from committee.acts.requests import SignedInRequest
from committee.models import GroupMembership, Person, PortfolioHolding, Post, Seat, Term
from committee.register import corrections, merging, photographs
from committee.register import people as verbs
from committee.register.forms.committees import SeatForm
from committee.register.forms.people import (
    CorrectForm,
    EndForm,
    GroupForm,
    MergeForm,
    PersonContactForm,
    PersonForm,
    PhotographForm,
    PortfolioHoldingForm,
    PostForm,
    StrikeOutForm,
    TermForm,
    facts_of,
)
from committee.register.matching import matching, timeline, what_is
from committee.register.people import hold_portfolio
from committee.register.seats import appoint, end_seat
from committee.register.views.breadcrumbs import Step, act, confirm, trail
from committee.views.acting import Data, Done, chosen, typed
from committee.views.lookup import find_or_done, or_404
from committee.wording.dates import full_date

KINDS: dict[str, Any] = {model.kind: model for model in (Seat, Term, GroupMembership, Post, PortfolioHolding)}
SHOWN = "Shown on the public page of the member and beside their name on the pages of their committees."
CONTACT = "Shown on the public page of the member until they leave. Enter only what they have agreed to publish."
MERGED = (
    "For a person who was entered twice. All records of this entry (seats, papers, attendance, "
    "sign-in) move to the other entry. This entry is removed and its web address leads to the "
    "other. You cannot undo this."
)


def _people() -> Step:
    return ("People", reverse("register:people"))


def _page_of(person: Person) -> str:
    return reverse("register:person", kwargs={"slug": person.slug})


@register
def people(request: SignedInRequest) -> HttpResponseBase:
    """Show everybody by surname, with a search by name."""
    words = request.GET.get("q", "").strip()[:100]
    today = timezone.localdate()
    matches = Person.objects.by_surname()
    for word in words.split()[:6]:
        matches = matches.filter(Q(forename__icontains=word) | Q(surname__icontains=word))
    prefetched: list[Prefetch[Any]] = [
        Prefetch("terms", Term.objects.on(today).select_related("division"), "terms_now"),
        Prefetch("group_memberships", GroupMembership.objects.on(today).select_related("group"), "groups_now"),
        Prefetch("posts", Post.objects.on(today), "posts_now"),
        Prefetch("portfolio_holdings", PortfolioHolding.objects.on(today).select_related("portfolio"), "holdings_now"),
        Prefetch("seats", Seat.objects.on(today).select_related("committee"), "seats_now"),
    ]
    matches = matches.prefetch_related(*prefetched)
    page = Paginator(matches, 40).get_page(request.GET.get("page"))
    keep = f"{urlencode({'q': words})}&" if words else ""
    return render(request, "register/people.html", {"page": page, "words": words, "keep": keep, "trail": trail()})


@register
def person(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Show one person: present, future and past seats, terms, groups, posts and portfolios."""
    who = Person.objects.select_related("user").filter(slug=slug).first()
    if who is None:
        return merged_already(request, slug)
    today = timezone.localdate()
    records = timeline(who)
    context = {
        "person": who,
        "now": [record for record in records if record.held_on(today)],
        "coming": [record for record in records if record.since > today],
        "past": [record for record in records if record.until and record.until < today],
        "is_public": Person.objects.public(today).filter(pk=who.pk).exists(),
        "user_account": getattr(who, "user", None),
        "trail": trail(_people()),
    }
    return render(request, "register/person.html", context)


def merged_already(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Redirect, with a message, to the entry that `slug` was merged into. Raise Http404 for any other slug."""
    entry = or_404(merging.now_at(slug))
    messages.info(request, "That entry was merged into this one.")
    return redirect("register:person", slug=entry.slug)


@register
def person_new(request: SignedInRequest) -> HttpResponseBase:
    """Add a person."""

    def tell(made: Person) -> Done:
        return Done(f"{made.printed_name} is in the register. Now record what they are.", _page_of(made))

    lead = "Enter the name as printed on agendas. You add their roles and dates next."
    names = [request.POST.get(name, "")[:60] for name in ("forename", "surname")]
    form = PersonForm(typed(request), namesakes=matching(*names) if request.method == "POST" else ())
    return act(request, verbs.add_person, None, form, _people(), message=tell, title="Add a person", lead=lead)


@register
def person_edit(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Correct the name of a person."""
    who = get_object_or_404(Person, slug=slug)
    about = {"title": f"Correct the name of {who}", "lead": "Published agendas keep the earlier name."}
    form = PersonForm(typed(request), row=who)
    return act(
        request, verbs.edit_person, who, form, *person_steps(who), message="The name has been corrected.", **about
    )


@register
def person_contact(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Change how residents reach a member."""
    who = get_object_or_404(Person, slug=slug)
    form = PersonContactForm(typed(request), row=who)
    about: Data = {"message": "The contact details have been changed.", "lead": CONTACT}
    title = f"Contact and surgeries of {who}"
    return act(request, verbs.change_contact, who, form, *person_steps(who), title=title, **about)


def person_steps(who: Person) -> tuple[Step, Step]:
    """Return the breadcrumbs of a page below a person's page."""
    return _people(), (who.printed_name, _page_of(who))


# Form, title of the page and verb for a new row, by the kind of row.
RECORDED: dict[str, tuple[Any, str, Any]] = {
    "seat": (SeatForm, "Appoint to a committee", appoint),
    "division": (TermForm, "Record as a councillor", verbs.give_term),
    "group": (GroupForm, "Record a political group", verbs.join_group),
    "post": (PostForm, "Record a post", verbs.give_post),
    "portfolio": (PortfolioHoldingForm, "Record a portfolio", hold_portfolio),
}


@register
def record(request: SignedInRequest, slug: str, kind: str) -> HttpResponseBase:
    """Record a person's seat, term of office, group, post or portfolio."""
    if kind not in RECORDED:
        raise Http404
    who = get_object_or_404(Person, slug=slug)
    form_class, title, verb = RECORDED[kind]
    about: Data = {"values": {"person": who}, "title": title, "caption": who.printed_name}
    return act(request, verb, None, form_class(typed(request)), *person_steps(who), **about)


def find_record(slug: str, kind: str, pk: int) -> Any:
    """Return a dated row of a person. Raise Http404 for a row that never existed or is another person's."""
    if kind not in KINDS:
        raise Http404
    rows = KINDS[kind].objects.select_related("person")
    record: Any = find_or_done(rows, pk, then=reverse("register:person", kwargs={"slug": slug}))
    if record.person.slug != slug:
        raise Http404
    return record


@register
def end(request: SignedInRequest, slug: str, kind: str, pk: int) -> HttpResponseBase:
    """Record the last day of a dated row."""
    record = find_record(slug, kind, pk)
    form = EndForm(typed(request))
    return act(
        request,
        end_seat if kind == "seat" else verbs.end_dated,
        record,
        form,
        *person_steps(record.person),
        message=lambda _: f"{record.entry}: ends on {full_date(form.cleaned_data['on'])}.",
        title="When does it end?",
        caption=str(record.person),
        lead=f"{record.entry}, since {full_date(record.since)}. It stays in the record of who was what then.",
    )


@register
def photograph_new(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Upload a photograph, which replaces the present photograph."""
    who = get_object_or_404(Person, slug=slug)
    form = PhotographForm(typed(request), chosen(request))
    about: Data = {"message": "The photograph has been uploaded.", "lead": SHOWN, "field": "file"}
    title = f"Upload a photograph of {who}"
    return act(request, photographs.change_photograph, who, form, *person_steps(who), title=title, **about)


@register
def photograph_remove(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Ask for confirmation, then remove the photograph."""
    who = get_object_or_404(Person, slug=slug)
    lead = "It is deleted. Public pages show the initials of the name instead."
    about = {"message": "The photograph has been removed.", "title": f"Remove the photograph of {who}?", "lead": lead}
    return confirm(request, photographs.remove_photograph, who, "Remove photograph", *person_steps(who), **about)


@register
def merge(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Ask for the other entry of the same person, then merge the two entries."""
    who = Person.objects.filter(slug=slug).first()
    if who is None:
        return merged_already(request, slug)
    alike = matching(who.forename, who.surname, but=who)
    name = str(who)

    def tell(merged: Person) -> Done:
        return Done(f"The two entries for {name} have been merged.", _page_of(merged))

    facts = [("This entry", what_is(who)), *(("The same name", what_is(namesake)) for namesake in alike[:5])]
    form = MergeForm(typed(request), person=who, alike=alike)
    about: Data = {"title": "Merge with another entry", "caption": who.printed_name, "lead": MERGED, "facts": facts}
    return act(request, merging.merge, who, form, *person_steps(who), message=tell, **about)


STRUCK = (
    "The entry is removed from the register. The history keeps the entry and your reason. If it "
    "was true for a time, record its last day instead."
)
CORRECTS = "Use this to correct a mistake. If something has changed since, record the last day and add a new entry."


@register
def strike_out(request: SignedInRequest, slug: str, kind: str, pk: int) -> HttpResponseBase:
    """Ask for the reason, then delete a row that was recorded by mistake."""
    record = find_record(slug, kind, pk)
    links = [(_address("record-correct", record), "Correct it instead"), _ends(record)]
    about: Data = {"message": f"{record.entry}: removed.", "title": "Remove this entry?", "lead": STRUCK}
    return _show(request, corrections.strike_out, record, StrikeOutForm(typed(request)), links, **about)


@register
def correct(request: SignedInRequest, slug: str, kind: str, pk: int) -> HttpResponseBase:
    """Correct the dates and other values of a row that was recorded wrongly."""
    record = find_record(slug, kind, pk)
    links = [(_address("record-strike-out", record), "Remove this entry: it was never true"), _ends(record)]
    form = CorrectForm(typed(request), row=record)
    about: Data = {"message": f"{record.entry}: corrected.", "title": "Correct this entry", "lead": CORRECTS}
    return _show(request, corrections.correct, record, form, links, **about)


def _address(name: str, record: Any) -> str:
    return reverse(f"register:{name}", args=[record.person.slug, record.kind, record.pk])


def _ends(record: Any) -> tuple[str, str]:
    """Return (address, text) of the link for recording a last day; the address is "" if the row has ended."""
    over = record.until is not None and record.until < timezone.localdate()
    return ("" if over else _address("record-end", record), "Record its last day")


def _show(
    request: SignedInRequest,
    verb: Callable[..., Any],
    record: Any,
    form: forms.Form,
    links: list[tuple[str, str]],
    **about: Any,
) -> HttpResponseBase:
    about |= {"caption": record.person.printed_name, "facts": facts_of(record)}
    about["links"] = [link for link in links if link[0]]
    return act(request, verb, record, form, *person_steps(record.person), **about)
