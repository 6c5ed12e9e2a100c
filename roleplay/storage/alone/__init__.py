"""Tables of what somebody does on their own: examples they marked, cases they presented."""
