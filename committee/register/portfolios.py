"""The executive: portfolios, who holds them and who supports them."""

from datetime import date
from typing import Any

from committee.access.permissions import keeps_the_register
from committee.acts import audit
from committee.acts.refusal import Refused
from committee.acts.verbs import Portal, verb
from committee.models import Person, Portfolio, PortfolioHolding, PortfolioRole, User, executive_scrutiny
from committee.register.lawful import hold, refuse_oneself, save_lawful
from committee.register.names import add_named


@verb(may=keeps_the_register)
def add_portfolio(name: str, *, by: User | Portal) -> Portfolio:
    """Enter a portfolio; Refused where the name is taken."""
    return add_named(Portfolio, name, by)


@verb(may=keeps_the_register)
def hold_portfolio(
    portfolio: Portfolio,
    person: Person,
    *,
    since: date,
    by: User | Portal,
    until: date | None = None,
    role: str = PortfolioRole.CABINET_MEMBER,
    although_scrutinising: bool = False,
) -> PortfolioHolding:
    """
    Record that `person` is the Cabinet Member, or a Cabinet Support Member, for `portfolio`.

    Raises Refused where a Cabinet Member sits on a scrutiny body in that time or, unless it is recorded as the truth
    `although_scrutinising`, took part in a meeting of one (R37, LGA 2000 s.9FA), where the portfolio has another
    Cabinet Member then, or where the person has it already.
    """
    refuse_oneself(person, by)
    hold(person)
    hold(portfolio)
    holding = PortfolioHolding(portfolio=portfolio, person=person, role=role, since=since, until=until)
    refuse_holding(holding)
    if role == PortfolioRole.CABINET_MEMBER and not although_scrutinising:
        executive_scrutiny.refuse_scrutinised(person, since, until)
    save_lawful(holding)
    breach: dict[str, Any] = {"although_scrutinising": True} if although_scrutinising else {}
    audit.record(by, "gave a portfolio to", holding, since=since.isoformat(), **breach)
    return holding


def refuse_holding(holding: PortfolioHolding) -> None:
    """Raise Refused where a new or corrected `holding` conflicts with another of that portfolio."""
    person, portfolio = holding.person, holding.portfolio
    holdings = (
        portfolio.holdings.overlapping(holding.since, holding.until).exclude(pk=holding.pk).select_related("person")
    )
    if holdings.filter(person=person):
        raise Refused(f"{person} has {portfolio} in that time already.")
    if holding.role == PortfolioRole.CABINET_MEMBER and (other := holdings.executive().first()):
        raise Refused(f"{other.person} is the Cabinet Member for {portfolio} in that time. End that first.")
