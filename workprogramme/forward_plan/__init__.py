"""The forward plan, private meetings and urgent decisions of the executive (SI 2012/2089)."""
