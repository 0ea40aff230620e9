"""The certificate of publication and the notice of meeting: on the page and to print."""

from django.contrib import messages
from django.core.files.base import ContentFile
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404

from committee.access.permissions import desk
from committee.acts.requests import SignedInRequest
from committee.files import files
from committee.printing import PrintingError
from committee.views.acting import carried_out, show, typed
from meetings.agendas import certificate as certifying
from meetings.agendas.forms.publishing import CertificateForm
from meetings.lookup import address, crumbs, find_meeting, go_to
from meetings.models import Certificate, Meeting
from meetings.packs import notices_pdf


def _certificate(request: SignedInRequest, meeting: Meeting) -> Certificate:
    """Return the certificate of the first publication, or of the version in ?version=; 404 where there is none."""
    text = request.GET.get("version", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0
    certificates = Certificate.objects.select_related("version__published_by", "version__meeting__committee")
    return get_object_or_404(certificates, version__meeting=meeting, version__number=number)


def _address(row: Certificate, meeting: Meeting) -> str:
    number = row.version.number
    return address("certificate", meeting) + (f"?version={number}" if number > 1 else "")


@desk
def certificate(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Record the people, times and places of the notice and inspection; then show the clear days one by one."""
    row = find_meeting(committee, meeting)
    current = _certificate(request, row)
    form, then = CertificateForm(typed(request), certificate=current, user=request.user), _address(current, row)
    said = "The certificate is complete and public. Print it for the file."
    if answer := carried_out(request, certifying.complete_certificate, current, form, said=said, then=then):
        return answer
    words = notices_pdf.certificate_words(current)
    return show(request, "desk/publishing/certificate.html", form=form, meeting=row, trail=crumbs(row), **words)


@desk
def certificate_file(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Return the certificate to print and sign."""
    row = find_meeting(committee, meeting)
    try:
        data = notices_pdf.certificate(_certificate(request, row))
    except PrintingError as error:
        messages.error(request, f"The certificate could not be printed: {error}")
        return go_to("desk:certificate", row)
    response = HttpResponse(ContentFile(data), content_type="application/pdf")
    name = files.file_name(committee, meeting, "certificate of publication")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@desk
def notice_file(request: SignedInRequest, committee: str, meeting: str) -> HttpResponseBase:
    """Return the notice of the latest version, for the notice board."""
    row = find_meeting(committee, meeting)
    version = row.versions.filter(notice__isnull=False).select_related("notice").order_by("-number").first()
    if version is None or version.notice is None:
        raise Http404
    return files.send(request, version.notice, files.file_name(committee, meeting, "notice"), private=True)
