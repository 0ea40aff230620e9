"""
The stylesheets that many pages share: a file for each component, and in production one file for each layer.

Developers edit and see the files of `static/css/council/` and `static/css/desk/`. A visitor would ask for each of them:
so `collectstatic` joins those of a folder, in the order in which they are linked, into an `all.css` beside them.
"""

from collections.abc import Iterator
from typing import Any, cast

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

GOVUK, LAYERS = "vendor/govuk/govuk-frontend.min.css", "css/layers.css"
# Folder of static/css/ -> its files, without their ending, in the order of the cascade.
ORDER = {
    "council": (
        "base", "govuk", "header", "footer", "titles", "actions", "columns", "cards", "facts", "agenda", "decisions",
        "files", "notices", "words", "forms", "search", "sign_in", "converted", "moving",
    ),
    "desk": ("frame", "builder", "files", "calendar", "rows", "trail"),
}  # fmt: skip


def linked(folder: str) -> list[str]:
    """
    Return the static files that a page links for a folder of `ORDER`: its one joined file where there is one, else
    each.
    """
    if isinstance(staticfiles_storage, JoinedStylesheetsStorage):
        return [joined(folder)]
    return sources(folder)


def sources(folder: str) -> list[str]:
    """
    Return the stylesheets of a folder, in their order: css/desk/frame.css, css/desk/builder.css and so on.

    Before those of our components come GOV.UK's own, the lowest layer, and the order of all layers.
    """
    paths = [f"css/{folder}/{name}.css" for name in ORDER[folder]]
    return [GOVUK, LAYERS, *paths] if folder == "council" else paths


def joined(folder: str) -> str:
    """
    Return the file that holds all stylesheets of a folder; beside them, so that what they name by url() is where it
    was.
    """
    return f"css/{folder}/all.css"


class JoinedStylesheetsStorage(CompressedManifestStaticFilesStorage):
    """Storage of a council's static files: stylesheets joined first, then all files hashed and compressed."""

    # Else a script that another one imports has no hash in its name, and is asked for again every minute.
    support_js_module_import_aggregation = True

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, Any]]:
        """Join, then do as WhiteNoise does; `paths` holds for each collected name where its source lies."""
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
        self.delete(name)  # of the release before: save() would take another name
        return cast(str, self.save(name, ContentFile(b"\n".join(parts))))
