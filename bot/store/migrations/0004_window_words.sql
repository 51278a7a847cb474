-- The words of each window beside it, so that windows and their sentences are ranked without stemming them anew.

ALTER TABLE window ADD COLUMN words TEXT;  -- bot/store/window_words.py's
