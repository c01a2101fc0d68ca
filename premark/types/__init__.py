"""The values that flow down: document, criteria, evidence. All frozen, little computed here."""
