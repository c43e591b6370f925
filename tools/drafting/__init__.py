"""Drafting kit: draws the first version of the built-in Word and Excel templates. Not part of the wheel."""
