"""Speed as ratios within one run: ``script/bench`` runs them all."""
