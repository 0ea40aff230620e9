"""Migration operation that replaces a check by a wider one without reading the table."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState
from django.db.models import CheckConstraint


class WidenConstraint(migrations.AddConstraint):
    """
    Replace a check by `constraint`, which has the same name and which every row that met the former check meets.

    PostgreSQL is told not to look: reading a large table under this lock would stop the release that is serving.
    Reversing keeps the wider check.
    """

    constraint: CheckConstraint

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Replace the constraint in Django's state."""
        state.remove_constraint(app_label, self.model_name_lower, self.constraint.name)
        super().state_forwards(app_label, state)

    def database_forwards(self, app_label: str, editor: BaseDatabaseSchemaEditor, before: Any, after: Any) -> None:
        """Replace the constraint in the database."""
        was = before.apps.get_model(app_label, self.model_name)
        model = after.apps.get_model(app_label, self.model_name)
        former = next(check for check in was._meta.constraints if check.name == self.constraint.name)
        editor.remove_constraint(was, former)
        if editor.connection.vendor == "postgresql":
            editor.execute(f"{self.constraint.create_sql(model, editor)} NOT VALID", params=None)
        else:
            editor.add_constraint(model, self.constraint)

    def database_backwards(self, app_label: str, editor: BaseDatabaseSchemaEditor, before: Any, after: Any) -> None:
        """Change nothing."""

    def describe(self) -> str:
        """Return what the operation does, for the list of migrations."""
        return f"Widen constraint {self.constraint.name} on model {self.model_name}"
