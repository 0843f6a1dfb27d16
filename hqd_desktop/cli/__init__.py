"""The same jobs without a screen."""
