"""The pack pipeline: only this package handles the bytes of a PDF. Left empty, so that the sandbox starts fast."""
