"""An answer in the shapes that Discord shows; no gateway."""
