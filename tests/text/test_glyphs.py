from hypothesis import given
from hypothesis import strategies as st

from bot.text.glyphs import glyph_of, glyphs
from bot.text.tokens import stems


def test_a_text_has_a_character_for_each_word():
    assert glyphs("The alliance, the Alliance’s F-35s.") == "".join(
        glyph_of(stem) for stem in ("the", "allianc", "the", "allianc", "f-35")
    )
    assert glyphs("…") == ""


def test_a_glyph_is_the_same_on_every_machine():
    assert [hex(ord(glyph_of(stem))) for stem in ("allianc", "台湾", "\ud800")] == ["0x8a217", "0xf6523", "0x5a528"]


@given(st.text(max_size=80))
def test_words_are_one_character_each_that_any_file_can_hold(text):
    written = glyphs(text)
    assert len(written) == len(stems(text))
    assert "\n" not in written
    assert written.encode().decode() == written
