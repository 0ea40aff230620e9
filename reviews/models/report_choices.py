"""The sections of a report, in the house order, and what comes of a comment on one of them."""

from django.db import models


class SectionKind(models.TextChoices):
    """A section, in the order in which they are printed: conclusions and recommendations stand first."""

    FOREWORD = "foreword", "Foreword"
    CONCLUSIONS = "conclusions", "Conclusions and recommendations"
    SETTING = "setting", "Setting the scene"
    SCOPE = "scope", "Scope of the review"
    MEMBERSHIP = "membership", "Membership"
    METHODS = "methods", "Methods of investigation"
    FINDINGS = "findings", "Findings"
    RESOURCES = "resources", "Resources and value for money"
    EQUALITIES = "equalities", "Equalities and legal"
    RISK = "risk", "Risk"
    CLIMATE = "climate", "Climate change"
    THANKS = "thanks", "Acknowledgements"
    APPENDICES = "appendices", "Appendices"
    BACKGROUND = "background", "Background papers"


# These four stand under one heading.
COMMUNITY_IMPACT = (SectionKind.RESOURCES, SectionKind.EQUALITIES, SectionKind.RISK, SectionKind.CLIMATE)


class CommentState(models.TextChoices):
    """Whether a comment in the margin is dealt with."""

    OPEN = "open", "Open"
    SETTLED = "settled", "Dealt with"
