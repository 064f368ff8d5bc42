"""The neutrality check: what a protocol says to an officer before, during and after a meeting."""
