"""Desk pages of a review's evidence: the list, and for each piece its files and the acts on the piece."""

from functools import partial

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from committee.access.permissions import is_proper_officer
from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.models import Council
from committee.views.acting import Done, chosen, press_to, typed
from meetings.agendas.preflight import privacy
from reviews.act_pages import Page, act_page, confirm, give_reason, page
from reviews.evidence import evidence_files, forgetting, publication, verbs
from reviews.evidence.forms import ConsentForm, EditForm, EvidenceAccessForm, EvidenceForm, FileForm, RedactedForm
from reviews.lookup import address_of, crumbs, of_review, of_row, page_of
from reviews.models import Evidence, Review
from reviews.privacy import personal_data_in


def _pieces(review: Review) -> QuerySet[Evidence]:
    evidence_files.reap(timezone.now())
    return review.evidence.select_related(
        *("file__stored", "file__conversion__accepted_by", "added_by"),
        *("redacted__stored", "redacted__conversion__accepted_by"),
    )


of_evidence = of_row(_pieces, number="number")


def _address(evidence: Evidence) -> str:
    return address_of(evidence.review, "evidence-piece", evidence.number)


def _about(evidence: Evidence) -> Page:
    """Return the context of the pages of acts on a piece of evidence. These pages lead back to the piece."""
    back = _address(evidence)
    return {"caption": f"{evidence.reference}: {evidence.title}", "evidence": evidence, "back": back, "then": back}


evidence_page = partial(act_page, of_evidence, section="evidence", about=_about)


@of_review
def evidence(request: SignedInRequest, review: Review) -> HttpResponseBase:
    """Show every piece of evidence of a review, by reference."""
    evidence_files.reap(timezone.now())
    rows = list(review.evidence.select_related("file__stored", "redacted__stored"))
    call = getattr(review, "call", None)
    context = {
        **page_of(review, "evidence"),
        "rows": rows,
        "most": verbs.MOST,
        "call": call,
        "to_read": call.answers.filter(state="waiting", forgotten_on__isnull=True).count() if call else 0,
        "call_is_open": call is not None and call.is_open_on(timezone.localdate()),
    }
    return render(request, "desk/reviews/evidence.html", context)


@act_page(of_review, verbs.add_evidence, "evidence")
def evidence_new(request: SignedInRequest, review: Review) -> Page:
    """Add a piece of evidence."""
    form = EvidenceForm(typed(request), chosen(request), initial={"received_on": timezone.localdate()})
    return page(
        form, "Add evidence", field="file" if request.FILES else "text",
        message=lambda made: Done(f"{made.reference} is added.", _address(made)),
        lead="It gets the next reference, and is not public until you publish it.",
    )  # fmt: skip


@of_evidence
def evidence_piece(request: SignedInRequest, evidence: Evidence) -> HttpResponseBase:
    """Show one piece of evidence, with all its details and the possible acts."""
    review = evidence.review
    context = {
        **page_of(review, "evidence"),
        "evidence": evidence,
        "leaves": evidence.leaves.select_related("given_by"),
        "may_allow": is_proper_officer(request.user, timezone.localdate()),
        "trail": crumbs(review, "evidence"),
    }
    return render(request, "desk/reviews/evidence_piece.html", context)


@of_evidence
def evidence_file(request: SignedInRequest, evidence: Evidence) -> HttpResponseBase:
    """Send the checked file of a piece of evidence."""
    return evidence_files.send(request, evidence.file, evidence.review.slug, evidence.reference)


@of_evidence
def evidence_redacted_file(request: SignedInRequest, evidence: Evidence) -> HttpResponseBase:
    """Send the redacted file of a piece of evidence."""
    words = (evidence.review.slug, evidence.reference, "redacted")
    return evidence_files.send(request, evidence.redacted, *words)


@of_evidence
@require_POST
def evidence_accept(request: SignedInRequest, evidence: Evidence, pk: int) -> HttpResponseBase:
    """Accept the PDF that was made from an uploaded file, such as a Word document."""
    message, then = f"The PDF of {evidence.reference} is accepted.", _address(evidence)
    return press_to(
        request, evidence_files.accept_evidence_file, evidence, message=message, values={"file": pk}, then=then
    )


@of_evidence
def evidence_original(request: SignedInRequest, evidence: Evidence, pk: int) -> HttpResponseBase:
    """Send the original of a converted file to the user who uploaded it. Raises Http404 for anybody else."""
    for file in filter(None, (evidence.file, evidence.redacted)):
        if file.pk == pk and (data := evidence_files.original_of(file, request.user)) is not None:
            return files.send_copy(data, file.filename, content_type="application/octet-stream")
    raise Http404


@evidence_page(verbs.edit_evidence)
def evidence_edit(request: SignedInRequest, evidence: Evidence) -> Page:
    """Change the details of a piece of evidence."""
    return page(EditForm(typed(request), evidence=evidence), "Change evidence")


@evidence_page(verbs.set_evidence_access)
def evidence_access(request: SignedInRequest, evidence: Evidence) -> Page:
    """Set who may read a piece of evidence, with the grounds for withholding it."""
    return page(
        EvidenceAccessForm(typed(request), evidence=evidence), "Who can read it", field="access",
        message=lambda updated: f"{updated.reference}: {updated.get_access_display()}.",
        template="desk/reviews/evidence_access.html",
    )  # fmt: skip


@evidence_page(verbs.allow_opening)
def evidence_allow(request: SignedInRequest, evidence: Evidence) -> Page:
    """End the withholding of a piece of evidence. Only the proper officer has this page."""
    if not evidence.is_withheld or evidence.is_gone or not is_proper_officer(request.user, timezone.localdate()):
        raise Http404
    grounds = [evidence.marking, evidence.public_interest_reason, evidence.confidential_reason, evidence.reason]
    return give_reason(
        request, "Withhold it no longer", "Why need it not be withheld any longer?",
        f"Withhold {evidence.reference} no longer?", hint="For the record.", warns=True,
        message=f"{evidence.reference} is withheld no longer.", points=[ground for ground in grounds if ground],
        follows=["It becomes private.", "Scrutiny officers may then open and publish it, if its sender has agreed."],
    )  # fmt: skip


@evidence_page(verbs.record_consent)
def evidence_consent(request: SignedInRequest, evidence: Evidence) -> Page:
    """Record the consent of the sender of a piece of evidence."""
    return page(
        ConsentForm(typed(request), row=evidence), "What the sender agrees to", prose=evidence.text,
        message=lambda updated: f"Saved: the sender of {updated.reference} agreed to {updated.agreed_to}.",
        facts=[("From", evidence.from_whom), *([("File", evidence.file.filename)] if evidence.file else [])],
        follows=["If they no longer agree to publication, it is removed from the public page immediately."],
    )  # fmt: skip


@evidence_page(verbs.replace_file)
def evidence_replace(request: SignedInRequest, evidence: Evidence) -> Page:
    """Replace the file of a piece of evidence."""
    return page(
        FileForm(typed(request), chosen(request)), "Replace the file", field="file",
        message="The file is replaced, and will be checked.",
        facts=[("Current file", evidence.file.filename)] if evidence.file else [],
        follows=[
            "The current file is deleted.", "The panel reads the new one once it is checked.",
            "If the sender agreed to publication, ask them again: they agreed to the current file.",
        ],
    )  # fmt: skip


@evidence_page(verbs.withdraw_evidence)
def evidence_withdraw(request: SignedInRequest, evidence: Evidence) -> Page:
    """Withdraw a piece of evidence."""
    return give_reason(
        request, "Withdraw evidence", "Why is it withdrawn?", f"Withdraw {evidence.reference}?", warns=True,
        hint="For the record. For example: withdrawn by the person who gave it, or added by mistake.",
        message=f"{evidence.reference} is withdrawn.",
        follows=[
            "Neither the panel nor anyone else can read it from now on.",
            f"{evidence.reference} stays in the list and is never used again.",
            "You can still read it until it is deleted.",
        ],
    )  # fmt: skip


@evidence_page(forgetting.forget_evidence)
def evidence_forget(request: SignedInRequest, evidence: Evidence) -> Page:
    """Erase a piece of evidence now, before its day of forgetting."""
    return confirm(
        request, "Delete evidence", f"Forget {evidence.reference}?", message=f"{evidence.reference} is deleted.",
        follows=[
            "Its file, its text and the contact details of the person who gave it are permanently deleted.",
            f"{evidence.reference}, its title and its day stay in the list.",
        ],
    )  # fmt: skip


@evidence_page(publication.redact_evidence)
def evidence_redact(request: SignedInRequest, evidence: Evidence) -> Page:
    """Save a redacted copy."""
    current = evidence.redacted.filename if evidence.redacted else evidence.redacted_text
    return page(
        RedactedForm(typed(request), chosen(request), evidence=evidence), "Redacted copy",
        message="The redacted copy is saved.", field="file" if request.FILES else "text",
        facts=[("Current copy", current)] if current else [],
        follows=["Once it is published, anyone can read the redacted copy but not the original."],
    )  # fmt: skip


@evidence_page(publication.remove_redacted)
def evidence_unredact(request: SignedInRequest, evidence: Evidence) -> Page:
    """Remove the redacted copy."""
    message, follows = "The redacted copy is removed.", ["It is deleted. The original stays."]
    button = "Remove the redacted copy"
    return confirm(request, button, f"{button}?", message=message, follows=follows)


@evidence_page(publication.publish_evidence)
def evidence_publish(request: SignedInRequest, evidence: Evidence) -> Page:
    """Publish a piece of evidence. The page first shows everything that the public will read."""
    when = "now" if evidence.review.is_public else "as soon as the review is published"
    return confirm(
        request, "Publish evidence", f"Publish {evidence.reference}?", warns=False,
        message=f"{evidence.reference} is published.", points=_to_check(evidence), facts=_shown(evidence),
        insets=[evidence.public_text] if evidence.public_text else [], warning=publication.why_unpublishable(evidence),
        follows=[
            f"Anyone can read it on the public page of the review {when}.",
            "You can unpublish it later, but copies already made cannot be recalled.",
        ],
    )  # fmt: skip


def _shown(evidence: Evidence) -> list[tuple[str, str]]:
    """Return facts of the public version of the evidence, as pairs of label and words."""
    file = evidence.public_file
    copy = "the redacted copy" if evidence.has_redacted_copy else "the original"
    what = f"“{file.filename}”, {copy}" if file else f"{len(evidence.public_text.split())} words, {copy}"
    return [("Reference", evidence.reference), ("Title", evidence.title), ("From", evidence.from_whom_in_public),
            ("What is published", what), ("The sender agreed to", evidence.agreed_to)]  # fmt: skip


def _to_check(evidence: Evidence) -> list[str]:
    """Return a sentence for each kind of likely personal data in the public copy."""
    file = evidence.public_file
    if file is None:
        return personal_data_in("It", [evidence.title, evidence.public_text])
    if file.stored is None:
        return []
    personal = privacy.in_stored([file.stored], privacy.own_postcodes(Council.current()))[file.stored.sha256]
    if personal is None:
        return ["The file could not be read for personal data: check it yourself."]
    return list(privacy.sentences("The file", personal))


@evidence_page(publication.unpublish_evidence)
def evidence_unpublish(request: SignedInRequest, evidence: Evidence) -> Page:
    """Take a piece of evidence off the public page."""
    return give_reason(
        request, "Unpublish evidence", "Why?", f"Unpublish {evidence.reference}?", hint="For the record.", warns=True,
        message=f"{evidence.reference} is off the public page.",
        follows=["Its web address then shows “Page not found”.", "The panel can still read it."],
    )  # fmt: skip
