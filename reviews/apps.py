"""The fourth storey: spotlight reviews and what came of them."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """The reviews app."""

    name = "reviews"
    verbose_name = "Reviews"

    def ready(self) -> None:
        """Register what is done every day, which words no takedown takes, and how the database refuses a panel."""
        from committee.daily import every_day
        from committee.models.triggers import one_at_a_time
        from meetings.takedowns import columns
        from reviews import daily
        from reviews.models import triggers

        every_day(*daily.TIMERS)

        one_at_a_time.ABOVE.extend(one for one in triggers.ONLY if one not in one_at_a_time.ABOVE)
        columns.LEFT.update(
            {
                "Panellist": {"*": "who sits on a panel, which scrutiny officers change"},
                **{
                    name: {"*": "written for the review alone, which scrutiny officers change"}
                    for name in (
                        "Addressee",
                        "Endorsement",
                        "Notice",
                        "Recommendation",
                        "Response",
                        "Review",
                        "ReviewStep",
                    )
                },
            }
        )
