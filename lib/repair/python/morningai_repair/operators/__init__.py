"""One family of changes per file; each has `propose(site, emit)` with `emit(operator, prior, *edits)`."""
