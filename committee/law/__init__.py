"""The law for a council's committees, in pure Python: no module here uses a database, Django or the clock."""
