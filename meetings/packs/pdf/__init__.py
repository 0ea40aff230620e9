"""A library for PDFs, without Django and models. This file is left empty, so that the sandbox starts fast."""
