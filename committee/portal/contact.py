"""The contact page, and the pages for a complaint about personal data."""

import logging

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from committee.acts.refusal import Refused
from committee.acts.verbs import PORTAL
from committee.complaints.forms import ComplaintForm
from committee.complaints.verbs import acknowledge, complain, tell_the_team
from committee.forms.from_anybody import thanked, thanks
from committee.mail import notices
from committee.models import Council, Person
from committee.portal.forms import ContactForm
from committee.sign_in.rate_limit import is_flood
from committee.views.acting import Data, Done, ask, show, typed

logger = logging.getLogger(__name__)
LETTERS_AN_HOUR = 5


def contact(request: HttpRequest) -> HttpResponseBase:
    """
    Show the contact form, and email the message to the team (SI 2018/952 reg 8(4)(c)).

    `?councillor=` is the slug of the member whom the message is for.
    """
    members = Person.objects.public(timezone.localdate())
    person = members.filter(slug=request.GET.get("councillor", "")[:80]).first()
    form = ContactForm(typed(request), is_for_member=person is not None) if Council.current().email else None
    if form is not None and request.method == "POST" and form.is_valid():
        if form.is_from_a_program or _send_letter(request, form, person):
            next_step = f"pass your message on to {person.name}" if person else "reply by email"
            messages.success(request, f"Thank you. The committee team will {next_step}.")
            return redirect("public:contact")
        form.add_error(None, "Your message could not be sent. Try again later, or telephone or write to us.")
    return show(request, "public/statement/contact.html", form=form, person=person)


def _send_letter(request: HttpRequest, form: ContactForm, person: Person | None) -> bool:
    """Email the message, and return whether it was sent. At most LETTERS_AN_HOUR are sent from one network an hour."""
    if is_flood(request, "letters", LETTERS_AN_HOUR):
        return False
    data = form.cleaned_data
    text = f"{data['message']}\n\n{data['name'] or 'No name given'}\n{data['email']}\n"
    subject = f"Message for {person.name} from the committee pages" if person else "Message from the committee pages"
    if failure := notices.failure_of(notices.mail_the_council, subject, text, reply_to=data["email"]):
        logger.error("a message from the contact form was not sent: %s", failure)
    return not failure


AN_HOUR = 5  # complaints from one network in an hour
TOO_MANY = "Too many complaints have come from your connection in the last hour. Try again later, or write to us."


def complaint(request: HttpRequest) -> HttpResponseBase:
    """Show the complaint form, record the complaint, then show its reference and what happens next."""
    form = ComplaintForm(typed(request))

    def act(data: Data) -> Done:
        if form.is_from_a_program:
            return Done("", reverse("public:complaint-received"))
        if is_flood(request, "complaints", AN_HOUR):
            raise Refused(TOO_MANY)
        return Done("", _keep(data))

    return ask(request, form, act, template="public/statement/complaint.html", trail=_trail())


def _keep(data: Data) -> str:
    """Record the complaint, acknowledge it and email the team. Return the address of the page of thanks."""
    now = timezone.now()
    words = {name: data[name] for name in ("details", "page", "name", "email")}
    saved = complain(**words, received_on=timezone.localdate(now), at=now)
    facts = {"reference": saved.reference, "sent": acknowledge(saved, at=now, by=PORTAL)}
    tell_the_team(saved)
    return thanks(reverse("public:complaint-received"), **facts, acknowledge_by=saved.acknowledge_by.isoformat())


def complaint_received(request: HttpRequest) -> HttpResponseBase:
    """Show the reference and the next steps, and nothing of the complaint itself."""
    return render(request, "public/statement/complaint_received.html", {**thanked(request), "trail": _trail()})


def _trail() -> list[tuple[str, str]]:
    return [("Privacy notice", reverse("public:privacy"))]
