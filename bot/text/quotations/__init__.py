"""Who said what: every quotation of an English news text with its content, cue and speaker."""
