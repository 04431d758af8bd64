"""Delegates that paint rows from the models' own records."""
