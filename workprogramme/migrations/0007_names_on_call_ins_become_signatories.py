"""
Names on call-ins become signatories, and published decisions get their last day for calling them in.

Names on a call-in that was checked count as they did. On one still to be checked only whoever recorded it for
themselves has confirmed it.
"""

import hashlib
import re
import unicodedata

from django.db import migrations

from committee.law.clear_days import DayList
from committee.law.scrutiny import call_in_until


def _folded(text):
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(word for word in words if word not in ("the", "a", "an"))


def _key(call_in):
    words = f"{_folded(call_in.decided_by)}|{call_in.decision_published_on}|{_folded(call_in.decision_title)}"
    return hashlib.sha256(words.encode()).hexdigest()


def _last_days(apps):
    rules = apps.get_model("workprogramme", "ScrutinyRules").objects.first()
    closed = list(apps.get_model("committee", "ClosedDay").objects.all())
    days = DayList(
        closures={day.day: day.name for day in closed if day.kind == "closure"},
        proclaimed={day.day: day.name for day in closed if day.kind == "proclaimed"},
    )
    for decision in apps.get_model("workprogramme", "KeyDecision").objects.exclude(decision_published_on=None):
        decision.call_in_until = call_in_until(decision.decision_published_on, rules.call_in_days if rules else 5, days)
        decision.save(update_fields=["call_in_until"])


def forwards(apps, schema_editor):
    _last_days(apps)
    signatory = apps.get_model("workprogramme", "Signatory")
    taken = set()
    for call_in in apps.get_model("workprogramme", "CallIn").objects.order_by("pk").select_related("recorded_by"):
        key = _key(call_in)
        if call_in.state != "refused":
            # Two that stand already for one decision stay two; no third can come.
            key = key if key not in taken else hashlib.sha256(f"{key}{call_in.pk}".encode()).hexdigest()
            taken.add(key)
        call_in.decision_key = key
        call_in.save(update_fields=["decision_key"])
        for person in call_in.members.all():
            own = person.pk == call_in.recorded_by.person_id
            how = "sign_in" if own else "before" if call_in.state != "received" else ""
            signatory.objects.create(
                call_in=call_in,
                person=person,
                named_at=call_in.received_at,
                named_by=call_in.recorded_by,
                confirmed_at=call_in.received_at if how else None,
                how=how,
            )


def backwards(apps, schema_editor):
    for one in apps.get_model("workprogramme", "Signatory").objects.select_related("call_in"):
        one.call_in.members.add(one.person_id)
        one.delete()


class Migration(migrations.Migration):
    dependencies = [("workprogramme", "0006_signatories_and_the_last_day_for_call_in")]
    operations = [migrations.RunPython(forwards, backwards)]
