"""The pack pipeline: the bytes of a PDF live here and nowhere else. Kept empty, so that the sandbox starts fast."""
