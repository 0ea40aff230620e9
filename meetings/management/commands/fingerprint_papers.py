"""Fingerprint papers and background documents taken in before the leak check existed."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from committee.files import files
from meetings.models import BackgroundDocument, PaperFile
from meetings.packs.intake import sandbox
from meetings.packs.pdf import fingerprint


class Command(BaseCommand):
    """`fingerprint_papers` reads every stored file that has no fingerprint, or a fingerprint of another version."""

    help = "Add the leak check’s fingerprints to files uploaded before it existed, so that packs can be published."

    def handle(self, *args: Any, **options: Any) -> None:
        """Fingerprint the files one by one. Raises CommandError at the end, with the names of unreadable files."""
        made, failed = 0, []
        papers = PaperFile.objects.select_related("stored", "paper").iterator()
        documents = BackgroundDocument.objects.select_related("stored", "paper").iterator()
        rows: Iterator[PaperFile | BackgroundDocument] = chain(papers, documents)
        for file in rows:
            if fingerprint.Fingerprint.read(file.fingerprint):
                continue
            try:
                fresh = _fingerprint(file)
            except (OSError, ValueError, TimeoutError, MemoryError, sandbox.Crashed) as error:
                failed.append(f"{file} ({type(error).__name__})")
                continue
            type(file)._default_manager.filter(pk=file.pk).update(fingerprint=fresh.packed())
            made += 1
        self.stdout.write(f"{made} files fingerprinted.")
        if failed:
            raise CommandError(f"Could not be read: {'; '.join(failed)}. Upload these papers again.")


def _fingerprint(file: PaperFile | BackgroundDocument) -> fingerprint.Fingerprint:
    data = files.read(file.stored)
    _, packed = sandbox.run("meetings.packs.pdf.fingerprint.in_child", data)
    name = file.original_name if isinstance(file, PaperFile) else file.title
    return fingerprint.Fingerprint.unpack(packed) | fingerprint.of_upload(name, data)
