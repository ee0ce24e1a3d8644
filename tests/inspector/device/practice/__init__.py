"""Tests that share an adb server of their own."""
