"""
The stylesheets that many pages share: a file for each component, and in production one file for each folder.

Developers edit and load the files of `static/css/council/` and `static/css/desk/`. `collectstatic` joins the files of a
folder into its `all.css`, in the order of their links, so that a visitor's browser requests one file only.
"""

from collections.abc import Iterator
from typing import Any, cast

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

GOVUK, LAYERS = "vendor/govuk/govuk-frontend.min.css", "css/layers.css"
# By folder of static/css/: its files, without ".css", in the order of the cascade.
ORDER = {
    "council": (
        "base", "govuk", "header", "footer", "titles", "actions", "columns", "cards", "facts", "agenda", "decisions",
        "files", "notices", "words", "forms", "search", "sign_in", "converted", "moving",
    ),
    "desk": ("frame", "builder", "files", "calendar", "rows", "trail"),
}  # fmt: skip


def linked(folder: str) -> list[str]:
    """Return the stylesheets that a page links for a folder of `ORDER`: in production only the joined file."""
    if isinstance(staticfiles_storage, JoinedStylesheetsStorage):
        return [joined(folder)]
    return sources(folder)


def sources(folder: str) -> list[str]:
    """
    Return the stylesheets of a folder, in their order: css/desk/frame.css, css/desk/builder.css and so on.

    In "council", GOV.UK's own stylesheet (the lowest layer) and the order of all layers come first.
    """
    paths = [f"css/{folder}/{name}.css" for name in ORDER[folder]]
    return [GOVUK, LAYERS, *paths] if folder == "council" else paths


def joined(folder: str) -> str:
    """
    Return the name of the file that joins all stylesheets of a folder.

    The file is in the same folder, so that the relative addresses in url() stay valid.
    """
    return f"css/{folder}/all.css"


class JoinedStylesheetsStorage(CompressedManifestStaticFilesStorage):
    """Storage of a council's static files: stylesheets joined first, then all files hashed and compressed."""

    # Without this, a script imported by another script has no hash in its name, and is requested again every minute.
    support_js_module_import_aggregation = True

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, Any]]:
        """Join the stylesheets, then hash and compress all files; `paths` maps each collected name to its source."""
        if not dry_run:
            made = [self._join(folder, paths) for folder in ORDER]
            paths = paths | {name: (self, name) for name in made}
        return cast(Iterator[tuple[str, str | None, Any]], super().post_process(paths, dry_run=dry_run, **options))

    def _join(self, folder: str, paths: dict[str, tuple[Storage, str]]) -> str:
        parts = []
        for name in sources(folder):
            storage, path = paths[name]
            with storage.open(path) as part:
                parts.append(part.read())
        name = joined(folder)
        self.delete(name)  # the last release's file: save() would choose another name beside it
        return cast(str, self.save(name, ContentFile(b"\n".join(parts))))
