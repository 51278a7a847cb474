"""The timeline as a picture: who said what when. Drawn in a child process (`python -m bot.chart`)."""
