"""Files and pages in, stored articles out."""
