"""Evidence becomes an answer: found, dated, cited, or plainly silent."""
