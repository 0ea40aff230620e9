"""The verb that tells whoever made a suggestion that it was declined, and why."""

import datetime as dt
import smtplib

from django.db import transaction

from committee import audit, notices
from committee.models import User
from committee.permissions import plans_scrutiny
from committee.refusal import Refused
from committee.verbs import verb
from workprogramme.models import ItemState, ProgrammeItem, Suggester
from workprogramme.suggestions import state


@verb(may=plans_scrutiny, in_one_transaction=False)
def tell_decision(item: ProgrammeItem, *, at: dt.datetime, by: User) -> bool:
    """
    Email whoever made a suggestion that it was declined, with the reason; whether the email went.

    What kept it from going is noted with the suggester. Raises Refused where it is not declined, there is no address,
    or they have been told already.
    """
    with transaction.atomic():
        rows = Suggester.objects.select_for_update(of=("self",)).select_related("item__programme__committee")
        who = rows.filter(item=item).first()
        if who is None or not who.email:
            raise Refused("There is no email address to write to.")
        if who.item.state != ItemState.DECLINED or who.item.merged_into_id:
            raise Refused("It has not been declined.")
        if who.decision_sent_at:
            raise Refused("They have already been emailed.")
        # Claimed before it is sent, so that twelve presses at once send one email; given back where it does not go.
        Suggester.objects.filter(pk=who.pk).update(decision_sent_at=at, decision_failure="")
    failure = _write_to(who)
    with transaction.atomic():
        if failure:
            kept = Suggester.objects.filter(pk=who.pk, forgotten_on__isnull=True, decision_sent_at=at)
            kept.update(decision_sent_at=None, decision_failure=failure)
        did = "could not email the decision on" if failure else "emailed the decision on"
        audit.record(by, did, item, reference=who.reference)
    return not failure


def _write_to(who: Suggester) -> str:
    """What kept the email from going; "" where the mail server took it."""
    committee = who.item.programme.committee
    # SECURITY: the reason was searched for what is withheld when it was given (scheduling.decline); the words of the
    # suggestion itself are not repeated.
    words = {
        "reference": who.reference,
        "committee": committee,
        "reason": who.item.ended_reason,
        "path": state.address(who),
        "forget_on": who.forget_on,
    }
    try:
        notices.mail_address(
            who.email, f"Your suggestion {who.reference}: {committee}", "email/suggestion_declined.txt", words
        )
    except (OSError, smtplib.SMTPException) as error:
        # The words of the error may hold the address.
        return f"The email could not be sent ({type(error).__name__})."
    return ""
