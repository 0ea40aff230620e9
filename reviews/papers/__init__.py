"""What is printed of a response: the notice letter, progress twice a year, and the look-back."""
