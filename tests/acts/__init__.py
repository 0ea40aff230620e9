"""
One recipe for every verb: how its world is staged, and the arguments that make the act a lawful one.

A verb is a module-level function that takes ``by=``, the person who acts. The modules of this folder hold a recipe for
each; a test fails for a verb without one, and does each act once. Tests that walk every verb as every kind of person,
or race it, begin here:

    for name, recipe in recipes().items():
        act = recipe.prepare(world, cast)      # `world` is the fixture named `recipe.world`
        act()                                  # as the person who usually does it
        act(by=cast["stranger"])               # as somebody else
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypedDict

from django.conf import settings

from committee.models import User

Verb = Callable[..., Any]
Cast = TypedDict(
    "Cast",
    {
        "public": None,
        "clerk": User,
        "proper officer": User,
        "officer": User,
        "other officer": User,
        "scrutiny officer": User,
        "administrator": User,
        "chairman": User,
        "vice-chairman": User,
        "member": User,
        "other member": User,
        "stranger": User,
    },
)
APPS = ("committee", "meetings", "workprogramme", "reviews")
# Functions that take `by=` and are not acts of their own, with the reason.
NOT_VERBS = {
    "committee.acts.audit.record": "the line that every verb leaves on the trail",
    "committee.mail.notices.mail_about": "the letter of verbs that write to one person, and its line on the trail",
    "committee.richtext.saved_texts.write": "what write_minute and write_section have in common",
    "committee.register.names.find_or_add": "looks for one, and adds it by its verb",
    "committee.register.roles_told.tell_of_member": "the letters of appoint, give_term and merge, after the commit",
    "committee.register.sign_ins.send_invitation": "the email of invite_user, after the commit, and of invite_again",
    "meetings.papers.draft_minutes_paper.offer_soon": "puts put_under off until its transaction is committed",
    "meetings.papers.handing_in.kept_original": "keeps the bytes for hand_in, hand_in_new and drop",
    "meetings.papers.handing_in.wait_for_check": "what hand_in, hand_in_new and hand_in_dropped have in common",
    "reviews.answers.sign_off_verbs.ask_if_possible": "ask_for_answer, with its refusal as a sentence",
    "reviews.answers.mailing.write_to": "the email of mail_writer, tell_signers and ask_for_progress",
    "reviews.answers.mailing.mail_writer": "the letter of ask_for_answer, remind and send_back",
    "reviews.answers.response_verbs.record_of": "the line of every verb of an answer on the trail",
    "reviews.answers.sign_off_verbs.end_links": "what name_writer, revoke_link and publish_answer do with links",
    "reviews.report.issuing.freeze": "what issue_report keeps of a report that is issued",
    "reviews.steps.verbs.record_step": "what take_step and issue_report have in common",
    "reviews.steps.verbs.bring_on": "how serve_notice, record_response and others take the step that they bring",
    "workprogramme.procedure_pages.and_write": "calls the verb that records, then the one that writes of it",
    "workprogramme.locking.step": "how every verb of an item brings it from one state to another",
    "workprogramme.outcomes.views.outcome_form.act_on": "which of an outcome's verbs the form that was sent is for",
}
# Rooms whose functions only call verbs: their own tests walk them.
NOT_ROOMS = ("committee.portal.demo", "committee.migrations", "meetings.migrations", "workprogramme.migrations",
             "reviews.migrations")  # fmt: skip


@dataclass(frozen=True)
class Act:
    """A verb with everything it needs: calling it does the act as `by`, or as whoever is named."""

    verb: Verb
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    by: User | None

    def __call__(self, **other: Any) -> Any:
        """Do it; `by` and other arguments may be exchanged."""
        return self.verb(*self.args, **{**self.kwargs, "by": self.by, **other})


@dataclass(frozen=True)
class Recipe:
    """
    How one verb is called; `world` names a fixture of `tests/worlds.py`.

    `may` names those of the cast who may do it in that world because of what it is done to: whose paper it is, who
    presided. Those whom the verb's own sentence lets (`runs_the_desk`) are not named again.
    """

    verb: Verb
    world: str
    arguments: Callable[[Any, Cast], Act]
    may: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The verb's dotted path."""
        return f"{self.verb.__module__}.{self.verb.__qualname__}"

    def prepare(self, world: Any, cast: Cast) -> Act:
        """Prepare the world and return the act, ready to be done."""
        return self.arguments(world, cast)


_recipes: dict[str, Recipe] = {}


def recipe(
    verb: Verb, *, world: str, may: Iterable[str] = ()
) -> Callable[[Callable[[Any, Cast], Act]], Callable[[Any, Cast], Act]]:
    """Register the decorated function `(world, cast) -> Act` as the recipe of `verb`."""

    def register(arguments: Callable[[Any, Cast], Act]) -> Callable[[Any, Cast], Act]:
        made = Recipe(verb, world, arguments, frozenset(may))
        assert made.name not in _recipes, f"{made.name} has a recipe already"
        _recipes[made.name] = made
        return arguments

    return register


def done_by(who: str, may: Iterable[str] = ()) -> Callable[..., None]:
    """
    Return what registers recipes of verbs that `who` of the cast does.

    Such a recipe is on what `things` picks from the world and the cast, one or a tuple; what is given beside, as
    arguments by name, may be a function of both too.
    """

    def register(verb: Verb, world: str, things: Callable[[Any, Cast], Any] = lambda *_: (), /, **given: Any) -> None:
        @recipe(verb, world=world, may=may)
        def prepare(made: Any, cast: Cast) -> Act:
            picked = things(made, cast)
            args = picked if isinstance(picked, tuple) else (picked,)
            named = {name: value(made, cast) if callable(value) else value for name, value in given.items()}
            return Act(verb, args, named, by=cast[who])  # type: ignore[literal-required]

    return register


done = done_by("clerk")
by_scrutiny = done_by("scrutiny officer")


def recipes() -> dict[str, Recipe]:
    """Every recipe, by its verb's dotted path: those of the modules beside this one."""
    for info in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{info.name}")
    return dict(sorted(_recipes.items()))


def verbs() -> Iterator[tuple[str, Verb]]:
    """Dotted path and function of every verb of the portal, from the code itself."""
    for module in _modules():
        for name, function in vars(module).items():
            if name.startswith("_") or not inspect.isfunction(function) or function.__module__ != module.__name__:
                continue
            path = f"{module.__name__}.{name}"
            if "by" in inspect.signature(function).parameters and path not in NOT_VERBS:
                yield path, function


@cache
def _modules() -> list[Any]:
    # First, as when the portal runs: it registers the converters that the addresses of every app use.
    importlib.import_module(settings.ROOT_URLCONF)
    found: list[Any] = []
    for app in APPS:
        there = pkgutil.walk_packages(importlib.import_module(app).__path__, f"{app}.")
        found += [importlib.import_module(info.name) for info in there if not info.name.startswith(NOT_ROOMS)]
    return found
