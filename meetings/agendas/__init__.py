"""Agendas: items, standing items, publication, amendments, certificate."""
