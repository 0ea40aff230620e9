"""A work programme as plain data: rows, membership, what changed; read by page, print, CSV and calendar file."""
