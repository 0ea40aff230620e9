"""The contact page: writing to the committee team by a form."""

import logging
import smtplib

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from committee.mail import notices
from committee.models import Council
from committee.portal.forms import ContactForm
from committee.sign_in.rate_limit import is_flood
from committee.views.acting import show, typed

logger = logging.getLogger(__name__)
LETTERS_AN_HOUR = 5


def contact(request: HttpRequest) -> HttpResponseBase:
    """Write to the committee team, by a form that needs no email program (SI 2018/952 reg 8(4)(c))."""
    form = ContactForm(typed(request)) if Council.current().email else None
    if form is not None and request.method == "POST" and form.is_valid():
        if form.is_from_a_program or _send_letter(request, form):
            messages.success(request, "Thank you. The committee team will reply by email.")
            return redirect("public:contact")
        form.add_error(None, "Your message could not be sent. Try again later, or telephone or write to us.")
    return show(request, "public/statement/contact.html", form=form)


def _send_letter(request: HttpRequest, form: ContactForm) -> bool:
    """Send the letter; return whether it went. A few an hour from one address, so that nobody floods the team."""
    if is_flood(request, "letters", LETTERS_AN_HOUR):
        return False
    data = form.cleaned_data
    text = f"{data['message']}\n\n{data['name'] or 'No name given'}\n{data['email']}\n"
    try:
        notices.mail_the_council("Message from the committee pages", text, reply_to=data["email"])
    except (OSError, smtplib.SMTPException):
        logger.exception("a message from the contact form was not sent")
        return False
    return True
