"""Which full stops end no sentence: the abbreviations of English-language news, by how they behave."""

from __future__ import annotations


def words_of(text: str) -> frozenset[str]:
    """The words of a text that are parted by blanks."""
    return frozenset(text.split())


TITLES = words_of(
    """mr mrs ms mx dr prof rev hon fr sr. st mt ft pt sen sens rep reps gov govs gen lt maj col capt cmdr cpl sgt adm
    vadm radm brig pvt ofc det supt pres amb atty min messrs mmes asst assoc vs v cf viz i.e e.g eg ie approx est
    dept univ fig art sec vol pp ed eds op cit al"""
)
"""A name or number follows: never the end."""

NUMBERED = words_of("no nos p pp art sec ch para jan feb mar apr jun jul aug sep sept oct nov dec")
"""Not the end where a digit follows."""

CLOCK = frozenset({"a.m", "p.m"})
"""The end, unless a day or a zone follows."""

AFTER_CLOCK = words_of(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr jun jul aug sept oct nov dec eastern central pacific mountain
    local gmt utc est edt et cst cdt ct mst mdt mt pst pdt pt jst kst ist bst cet"""
)

OPEN = words_of("u.s u.k u.n e.u d.c inc ltd corp co jr sr bros etc ph.d m.d b.a m.a no esq ave blvd rd")
"""The end only where a sentence plainly begins: one of STARTERS follows."""

STATES = words_of(
    """Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev N.H N.J N.M
    N.Y N.C N.D Okla Ore Pa R.I S.C S.D Tenn Tex Vt Va Wash W.Va Wis Wyo Cat Ont Que B.C Alta N.S.W Bros Ltd Corp Inc"""
)
"""As OPEN, where printed with a capital."""

STARTERS = words_of(
    """the a an this that these those he she it they we you i his her its their our in on at by for from with after
    before when while as if but and or yet so however meanwhile also according both some many most all no not there
    here since during under over despite although though because until what who how why where last next earlier
    later still once officials speaking asked instead"""
)

ASIDE = words_of(
    """said says asked asks added adds replied wrote writes told tweeted shouted joked quipped cried exclaimed wondered
    declared responded answered demanded queried quoted continued"""
)
"""After a quotation that ends in a question or exclamation mark, "Name said" still belongs to it."""
