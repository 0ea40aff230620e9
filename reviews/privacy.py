"""A warning of likely personal data, before words of a review are saved and so become public (R53)."""

from collections.abc import Iterable
from typing import Any, ClassVar

from crispy_forms.layout import Field
from django import forms

from committee.forms.edit_conflict import mark_of
from committee.models import Council
from meetings.agendas.preflight import privacy


def personal_data_in(called: str, words: Iterable[str]) -> list[str]:
    """Return a sentence for each kind of likely personal data in `words`. `called` names them ("The report")."""
    return list(privacy.of_words(called, words, privacy.own_postcodes(Council.current())))


class PublicWordsForm(forms.Form):
    """
    A form whose `public_words` are public once saved. Words that look like personal data are saved only once confirmed.

    A confirmation counts only for the words as typed. Changed words must be confirmed again.
    """

    public_words: ClassVar[tuple[str, ...]] = ()

    def clean(self) -> dict[str, Any]:
        """Warn at the first field of public words, and offer to keep the words as they are."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        names = [name for name in self.public_words if cleaned.get(name)]
        texts = [str(cleaned[name]) for name in names]
        if names and (warnings := personal_data_in("What you wrote", texts)):
            self._ask_again(names[0], warnings, mark_of(texts))
        return cleaned

    def _ask_again(self, name: str, warnings: list[str], mark: str) -> None:
        choice = forms.MultipleChoiceField(
            label="Is it personal data?", choices=[(mark, "No, or it may be public: keep it as it is")],
            widget=forms.CheckboxSelectMultiple, required=False,
        )  # fmt: skip
        self.fields["although"] = choice
        helper = getattr(self, "helper", None)
        if helper is not None and helper.layout is not None:
            helper.layout.append(Field("although"))
        agreed: Any = choice.widget.value_from_datadict(self.data, self.files, self.add_prefix("although"))
        if mark not in (agreed or ()):
            self.add_error(name, " ".join(warnings))
