"""Call-in: decisions that members ask to have reconsidered (LGA 2000 s.9F(4))."""
