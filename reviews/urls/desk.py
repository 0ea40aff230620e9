"""Addresses of reviews on the desk: one, its steps, its committees and its panel; under /desk/reviews/."""

from django.urls import URLPattern, path

from reviews.endorsement.views import desk as endorsement
from reviews.panel.views import desk as panel
from reviews.parents.views import desk as parents
from reviews.proposing.views import desk as reviews
from reviews.recommendations.views import desk as recommendations
from reviews.responses.views import desk as responses
from reviews.steps.views import desk as steps

ONE = "<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path("", reviews.reviews, name="reviews"),
    path("new/", reviews.review_new, name="review-new"),
    path(ONE, reviews.review, name="review"),
    path(f"{ONE}edit/", reviews.review_edit, name="review-edit"),
    path(f"{ONE}publish/", reviews.review_publish, name="review-publish"),
    path(f"{ONE}step/", steps.step_new, name="review-step"),
    path(f"{ONE}steps/<id:number>/", steps.step, name="review-step-correct"),
    path(f"{ONE}committees/new/", parents.parent_new, name="review-parent-new"),
    path(f"{ONE}committees/<id:pk>/remove/", parents.parent_remove, name="review-parent-remove"),
    path(f"{ONE}committees/<id:pk>/monitor/", parents.monitor, name="review-monitor"),
    path(f"{ONE}committees/<id:pk>/items/new/", parents.item_new, name="review-item-new"),
    path(f"{ONE}committees/<id:pk>/decision/", endorsement.decision_new, name="review-decision-new"),
    path(f"{ONE}decisions/<id:pk>/", endorsement.decision, name="review-decision"),
    path(f"{ONE}items/<id:pk>/remove/", parents.item_remove, name="review-item-remove"),
    path(f"{ONE}recommendations/new/", recommendations.recommendation_new, name="review-recommendation-new"),
    path(f"{ONE}recommendations/<id:pk>/", recommendations.recommendation, name="review-recommendation"),
    path(
        f"{ONE}recommendations/<id:pk>/remove/",
        recommendations.recommendation_remove,
        name="review-recommendation-remove",
    ),
    path(f"{ONE}recommendations/<id:pk>/to/", recommendations.addressee_new, name="review-addressee-new"),
    path(f"{ONE}addressees/<id:pk>/remove/", recommendations.addressee_remove, name="review-addressee-remove"),
    path(f"{ONE}addressees/<id:pk>/answer/", responses.response, name="review-response"),
    path(f"{ONE}notices/new/", responses.notice_new, name="review-notice-new"),
    path(f"{ONE}addressees/<id:pk>/answer/remove/", responses.response_remove, name="review-response-remove"),
    path(f"{ONE}notices/<id:pk>/remove/", responses.notice_remove, name="review-notice-remove"),
    path(f"{ONE}notices/<id:pk>/receipt/", responses.notice_receipt, name="review-notice-receipt"),
    path(f"{ONE}panel/new/", panel.panellist_new, name="review-panellist-new"),
    path(f"{ONE}panel/<id:pk>/", panel.panellist, name="review-panellist"),
    path(f"{ONE}panel/<id:pk>/end/", panel.panellist_end, name="review-panellist-end"),
    path(f"{ONE}panel/<id:pk>/remove/", panel.panellist_remove, name="review-panellist-remove"),
]
