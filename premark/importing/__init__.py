"""An awarding body's own document in; draft packs, what is unsure, and what was left out."""
