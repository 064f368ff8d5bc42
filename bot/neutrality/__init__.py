"""What platforms with buttons share of the neutrality check: what is shown first, the form, and one's own records."""
