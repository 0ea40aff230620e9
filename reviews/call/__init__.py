"""The call for evidence: what anybody is asked, and what came by it."""
