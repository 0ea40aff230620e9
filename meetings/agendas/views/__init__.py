"""Pages of agendas, by who reads them."""
