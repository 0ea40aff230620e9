"""Pages of papers, by who reads them."""
