"""Configuration of the reviews app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """The reviews app."""

    name = "reviews"
    verbose_name = "Reviews"

    def ready(self) -> None:
        """Register the timers, links, news, leak checks, takedowns, open data, search and triggers of reviews."""
        from committee import slots
        from committee.following import topics
        from committee.models.triggers import one_at_a_time
        from committee.open_data.keeping import RECORDS
        from committee.search.index import INDEX
        from committee.sign_in import signed_links
        from committee.timers.daily import every_day
        from meetings.calendar import convening
        from meetings.packs.builds import hooks
        from meetings.packs.leak_check import likeness
        from meetings.takedowns import subjects
        from reviews import daily, news, search, takedowns
        from reviews import open_data as data_of_reviews
        from reviews.agenda_papers.ready import offer_papers
        from reviews.answers.linked import ANSWER
        from reviews.evidence import evidence_files
        from reviews.evidence.bundle import of_panels
        from reviews.leak_check import withheld_evidence
        from reviews.models import triggers
        from reviews.report.fact_check_linked import CHECK_FACTS
        from reviews.steps.conditions import decided_at
        from reviews.steps.programme_rows import history_of_reviews, rows_of_reviews
        from workprogramme.document import rows
        from workprogramme.history import facts

        signed_links.register(ANSWER)
        signed_links.register(CHECK_FACTS)
        every_day(*daily.TIMERS)
        topics.register(news.REVIEW)
        hooks.LOOKED_AFTER.add(evidence_files.reap)
        if withheld_evidence not in likeness.ABOVE:
            likeness.ABOVE.append(withheld_evidence)
        if decided_at not in convening.PROVES:
            convening.PROVES.append(decided_at)
        slots.fill(slots.MEMBERS_FRONT, of_panels)
        slots.fill(slots.AGENDA_CARDS, offer_papers)
        rows.ROWS_ABOVE.append(rows_of_reviews)
        facts.ABOVE.append(history_of_reviews)
        subjects.KINDS.update(takedowns.KINDS)
        one_at_a_time.ABOVE.extend(condition for condition in triggers.ONLY if condition not in one_at_a_time.ABOVE)
        INDEX.register(*search.SOURCES)
        RECORDS.register(data_of_reviews.SOURCE)
