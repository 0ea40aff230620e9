"""What anybody reads of evidence, as scrutiny officers decide: a redacted copy, publication, taking it off again."""

from django.http import HttpResponseBase

from committee.acts.requests import SignedInRequest
from committee.forms.fields import ConfirmForm, ReasonForm
from committee.models import Council
from committee.views.acting import chosen, typed
from meetings.agendas.preflight import privacy
from meetings.papers.personal_data import own_postcodes
from reviews.evidence import publication
from reviews.evidence.forms import RedactedForm
from reviews.evidence.views.desk import act, of_evidence
from reviews.models import Evidence


@of_evidence
def evidence_redact(request: SignedInRequest, evidence: Evidence) -> HttpResponseBase:
    """Keep a redacted copy."""
    current = evidence.redacted.filename if evidence.redacted else evidence.redacted_text
    return act(
        request, publication.redact_evidence, evidence,
        RedactedForm(typed(request), chosen(request), evidence=evidence), "Redacted copy",
        said="The redacted copy is saved.", field="file" if request.FILES else "text",
        facts=[("Current copy", current)] if current else [],
        follows=["Once it is published, anyone can read the redacted copy but not the original."],
    )  # fmt: skip


@of_evidence
def evidence_unredact(request: SignedInRequest, evidence: Evidence) -> HttpResponseBase:
    """Remove the redacted copy."""
    form, heading = ConfirmForm(typed(request), button="Remove the redacted copy"), "Remove the redacted copy?"
    words = {"said": "The redacted copy is removed.", "follows": ["It is deleted. The original stays."]}
    return act(request, publication.remove_redacted, evidence, form, heading, **words)


@of_evidence
def evidence_publish(request: SignedInRequest, evidence: Evidence) -> HttpResponseBase:
    """Publish a piece of evidence, once everything that anybody will read of it was looked at."""
    return act(
        request, publication.publish_evidence, evidence,
        ConfirmForm(typed(request), button="Publish evidence", warning=False), f"Publish {evidence.reference}?",
        said=f"{evidence.reference} is published.", points=_to_check(evidence), facts=_shown(evidence),
        insets=[evidence.public_text] if evidence.public_text else [], warning=publication.why_unpublishable(evidence),
        follows=_follows(evidence),
    )  # fmt: skip


def _shown(evidence: Evidence) -> list[tuple[str, str]]:
    """Return what the public will read, as facts."""
    file = evidence.public_file
    copy = "the redacted copy" if evidence.has_redacted_copy else "the original"
    what = f"“{file.filename}”, {copy}" if file else f"{len(evidence.public_text.split())} words, {copy}"
    return [("Reference", evidence.reference), ("Title", evidence.title), ("From", evidence.from_whom_in_public),
            ("What is published", what), ("The sender agreed to", evidence.agreed_to)]  # fmt: skip


def _to_check(evidence: Evidence) -> list[str]:
    """Return what looks like personal data in the public copy, a sentence each."""
    council = Council.current()
    file = evidence.public_file
    if file is None:
        return list(privacy.of_words("It", [evidence.title, evidence.public_text], own_postcodes(council)))
    if file.stored is None:
        return []
    personal = privacy.in_stored([file.stored], own_postcodes(council))[file.stored.sha256]
    if personal is None:
        return ["The file could not be read for personal data: check it yourself."]
    return list(privacy.sentences("The file", personal))


def _follows(evidence: Evidence) -> list[str]:
    when = "now" if evidence.review.is_public else "as soon as the review is published"
    return [
        f"Anyone can read it on the public page of the review {when}.",
        "You can unpublish it later, but copies already made cannot be recalled.",
    ]


@of_evidence
def evidence_unpublish(request: SignedInRequest, evidence: Evidence) -> HttpResponseBase:
    """Take a piece of evidence off the public page."""
    form = ReasonForm(typed(request), button="Unpublish evidence", label="Why?", hint="For the record.", warning=True)
    return act(
        request, publication.unpublish_evidence, evidence, form, f"Unpublish {evidence.reference}?", field="reason",
        said=f"{evidence.reference} is off the public page.",
        follows=["Its web address then shows “Page not found”.", "The panel can still read it."],
    )  # fmt: skip
