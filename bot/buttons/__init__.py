"""What buttons carry, on every platform that has any."""
