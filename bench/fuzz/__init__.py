"""Coverage-guided fuzzing by atheris: `python -m bench.fuzz TARGET`. What it found is kept in tests/findings/."""
