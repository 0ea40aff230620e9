"""The council's digital seal on confirmed minutes: PAdES, with a signature field that is invisible on the page."""

import datetime as dt
import io
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession

from committee.acts.refusal import Refused

FIELD = "CouncilSeal"
SELF_MADE = "Self-made seal for demonstration, not trusted"
# PDF/UA-1 requires annotations in the structure tree, unless they are hidden or off the page. The seal is hidden, and
# off the page.
UNSEEN = InvisSigSettings(set_print_flag=False, set_hidden_flag=True, box_out_of_bounds=True)
NO_CERTIFICATE = (
    "The council has no certificate for its digital seal. Have the minutes signed on paper, or "
    "ask the portal’s administrator to set SEAL_CERTIFICATE and SEAL_PASSPHRASE."
)
UNREADABLE = (
    "The certificate of the council’s digital seal cannot be opened. Have the minutes signed on "
    "paper, or ask the portal’s administrator to check SEAL_CERTIFICATE and SEAL_PASSPHRASE."
)


class _SignerAt(PdfSigner):
    """A signer that dates the signature `at`, in place of the system clock."""

    def __init__(self, at: dt.datetime, meta: PdfSignatureMetadata, signer: SimpleSigner, spec: SigFieldSpec) -> None:
        super().__init__(meta, signer=signer, new_field_spec=spec)
        self.at = at

    def init_signing_session(self, *args: Any, **kwargs: Any) -> PdfSigningSession:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.at
        return session


def seal(pdf: bytes, *, reason: str, at: dt.datetime) -> bytes:
    """
    Return `pdf` with the council's seal appended; the bytes before the seal are unchanged.

    The seal certifies the document: any later change breaks the seal. Raises Refused where no certificate is set up, or
    the certificate cannot be opened.
    """
    signer = _signer()
    meta = PdfSignatureMetadata(
        field_name=FIELD,
        reason=reason,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    spec = SigFieldSpec(FIELD, invis_sig_settings=UNSEEN, readable_field_name="The council’s digital seal")

    def sign() -> bytes:
        out = _SignerAt(at, meta, signer, spec).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)))
        return cast(bytes, out.getvalue())

    # pyHanko starts an event loop, which fails in a thread that already runs an event loop.
    with ThreadPoolExecutor(max_workers=1) as apart:
        return apart.submit(sign).result()


def can_seal() -> bool:
    """Return whether there is a certificate to seal with, even a self-made certificate."""
    return bool(settings.SEAL_CERTIFICATE) or settings.SEAL_SELF_MADE


def is_trusted() -> bool:
    """Return whether the certificate is the council's own; a self-made certificate proves nothing."""
    return bool(settings.SEAL_CERTIFICATE)


def certificate_ends() -> dt.date | None:
    """Return the last day of the council's certificate; None where there is none, or none that can be read."""
    if not is_trusted():
        return None
    try:
        certificate = _signer().signing_cert
    except Refused:
        return None
    return certificate.not_valid_after.date() if certificate else None


def _signer() -> SimpleSigner:
    if not can_seal():
        raise Refused(NO_CERTIFICATE)
    if not settings.SEAL_CERTIFICATE:
        return _opened(_self_made(), b"")
    try:
        data = Path(settings.SEAL_CERTIFICATE).read_bytes()
    except OSError as error:
        raise Refused(UNREADABLE) from error
    return _opened(data, settings.SEAL_PASSPHRASE.encode())


def _opened(data: bytes, passphrase: bytes) -> SimpleSigner:
    try:
        return cast(SimpleSigner, SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=passphrase or None))
    except ValueError as error:
        raise Refused(UNREADABLE) from error


@cache
def _self_made() -> bytes:
    """Return a self-made certificate with its key as PKCS#12, made once per process; its name says "not trusted"."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, SELF_MADE)])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(dt.datetime(2000, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2100, 1, 1, tzinfo=dt.UTC))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"seal", key, made, None, NoEncryption())
