"""An answer on its way: written by an officer or by a partner, signed off by the Cabinet Member, published."""
