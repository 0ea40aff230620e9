"""What the database itself refuses of the register: triggers and exclusion constraints."""
