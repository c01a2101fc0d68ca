"""Packs in and out of the formats that other systems read: CASE, Moodle and Canvas."""
