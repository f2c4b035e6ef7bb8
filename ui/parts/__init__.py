"""The few parts every page is composed of."""
