"""Builds, writes and publishes a generation."""
