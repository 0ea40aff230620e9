"""The law a council's committees work under, in pure Python: no database, no Django, no clock of its own."""
