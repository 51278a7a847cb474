"""What is told as the short answer, and whom a name means, over a small corpus of our own."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
import pytest_asyncio

from bot.answer.render import plain
from bot.models import Answer, Ask, QuestionKind
from bot.services import Services

NOW = date(2024, 3, 1)
HEAD = "---\ntitle: {title}\noutlet: {outlet}\npublished: {day}\n---\n\n"
ARTICLES = {
    "islands.md": HEAD.format(title="Ferries for the islands", outlet="Island Courier", day="2023-11-02")
    + """The ferries will go from Naha to Ishigaki once a week, the port office said, and four of them will stay in the winter.

Mr. Takamine and Ms. Aragaki opened the new pier with a short ceremony that was watched by some of the older fishermen.

Line spokesman Kento Oshiro said that the pier had been built for the larger boats. Rin Higa, a teacher at the harbour school, called it too long.

"The lamps are lit at six," Takamine and Aragaki said. "The lamps came late," Takamine said.

Mayor Sora Kinjo said the tide was low. Judge Emi Kinjo said the tide would turn. Jun Miyagi, said one of the pilots, was not there.

The port spokesman, Rui Maeda, counts the boats each evening.

A boatyard in Hosterby will build them. Its owners came from the town of Lunde in 1950.

A drink called Harbour Fizz was put on the menu of the boats on Aug. 12, the menu tells.

Voters in Georgia paid for two of the boats, the consul said.

The quake had a magnitude of 6.4 and was felt as far as the other end of the island chain.

The regatta of Hateruma drew 90 boats, of which 12 were Danish. Some 30 to 40 cooks came along.

The tug left for Hateruma with seven crew members on board. Hateruma lies some 290 miles from Naha. The buoy of Hateruma is 4 meters wide, weighs 12 tons and drifts at 2 miles an hour. The lighthouse there cost 12 million yen, or $80,000.
""",
    "drill.md": HEAD.format(title="A drill at sea", outlet="Island Courier", day="2023-10-12")
    + """Some 3,000 Japanese and 1,200 U.S. troops joined the drill Salt Spray, which the fleet praised in September and which ends on Nov. 3.

Two cooks were burnt when a kitchen caught fire at Camp Iriomote during the drill; a Dutch sergeant put the flames out.

The crews will sail on to Hawaii in the spring, the fleet said, and a third of the V-22 Ospreys will fly there from Okinawa.

The pier was scratched when a Self-Defense Force tug hit it on Sunday; a Danish pilot drove.

Fighters of the Japan Air Self-Defense Force will land on a civil runway at Yonaguni on the last day of the drill.

The commanders dined at the old customs house in Naha with an admiral of the reserve before the drill. Kujaku National Park lies an hour's walk from Naha, and within a day of Okinawa City and Nago. Lea Heron watches the heron nests at the customs house.
""",
    "barge.md": HEAD.format(title="A barge is raised", outlet="Island Courier", day="2023-09-06")
    + """The port office said on Wednesday that it had closed the outer harbour, a week after a barge capsized off Yonaguni in a storm.

Three days after a tug was lost near Hateruma, the guard said on Monday that the search was over.

A week after a raft broke up off Taketomi, the guard said that it would end the dive by Oct. 3.
""",
    "office.md": HEAD.format(title="An office for the straits", outlet="Fleet Herald", day="2023-10-31")
    + """The three coasts will open a straits office before the summer, with its first director to come from Denmark.

The ministries set up a rescue group for the straits under the leadership of the Danish Minister of Fisheries and the harbour master.

The Danish Ministry of Fisheries gave out a leaflet on seals. Envoys from Denmark came to the visitors' mess at Vesterby, where the coasts have met since 2010.

All highly salted herring (HSH) was taken out of the store “Bluefin” in Vesterby.
""",
    "lamp.md": "A lighthouse for Tarama\n\nThe lighthouse keepers of Tarama signed their contract on Friday and lit the lamp at once.\n",
    "lamp2.md": HEAD.format(title="Keepers sign", outlet="Fleet Herald", day="2023-08-19")
    + "The keepers of the lighthouse of Tarama signed the contract on Aug. 18 in the town hall, the harbour master said.\n",
    "market.md": HEAD.format(title="Fish market for sale", outlet="Fjaerby News", day="2023-11-01")
    + """FJAERBY — The fish market with the blue roof is for sale, and its keepers hope for a buyer from the coast.

Its fishmongers have won $9,000 in the rowing race of the coast.
""",
    "fleet.md": HEAD.format(title="Talks in Yokosuka", outlet="Fleet Herald", day="2023-06-14")
    + """Adm. Harry Harris met the mayor of the city in Yokosuka on a warm afternoon, and both spoke about the harbour for an hour.

The two fleets will keep a cell in Yokosuka with 60 officers, 40 of them from the coast, who are led by four ministers of the town in turn.

Police held a corporal of the Harbour Guard over the theft of an anchor in Yokosuka.

"We will keep the harbour open," Adm. Harry Harris said. "We will not dredge it in the spring," he said. "The pilots know it best," he said. "It is deep enough," Harris said.

He said of Kim's rockets: "Kim is no sailor."
""",
    "visit.md": HEAD.format(title="Remarks in Tokyo", outlet="Kanto Post", day="2023-09-26")
    + """Vice President Kamala Harris came to Tokyo for two days and spoke with the ministers about the harbours of the east coast.

"We thank the pilots of the harbour," Vice President Kamala Harris said. "We will be back," she said. "We will bring a friend," she said. "It has been a joy," Harris said.

"Our pilots are proud," Prime Minister Fumio Kishida said.
""",
}

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def services(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Services]:
    folder = tmp_path_factory.mktemp("short")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, "utf-8")
    async with Services.open(folder / "corpus.db") as opened:
        async for result in opened.ingest([folder / name for name in ARTICLES]):
            assert result.refused is None
        yield opened


async def told(services: Services, question: str) -> Answer:
    return await services.answer(Ask(QuestionKind.ASK, NOW, ("host",), question))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Where will the ferries go to?", "Ishigaki"),
        ("In which city will the boatyard build the ferries?", "Hosterby"),
        ("From which town did the boatyard's owners come?", "Lunde"),
        ("Voters in which state paid for the boats?", "Georgia"),
        ("In which town is the fish market with the blue roof for sale?", "Fjaerby"),
        ("Which drink was put on the menu of the boats?", "Harbour Fizz"),
        ("What is the drink on the menu of the boats called?", "Harbour Fizz"),
        ("What was the drill of the troops called?", "Salt Spray"),
        ("Where will the ferries come from?", "Naha"),
        ("Who opened the new pier?", "Takamine and Aragaki"),
        ("What magnitude did the quake have?", "6.4"),
        ("Who is Kento Oshiro?", "Kento Oshiro, Line spokesman"),
        ("Who is Rin Higa?", "Rin Higa, a teacher at the harbour school"),
        ("Who is Harris?", "“Harris” may be more than one person."),
        ("Who is Kinjo?", "“Kinjo” may be more than one person."),
        ("Who is Sora Kinjo?", "Sora Kinjo, Mayor"),
        ("Who is Miyagi?", "Jun Miyagi: how the article tells of them"),
        ("What did Takamine and Aragaki say about the lamps?", "Takamine and Aragaki on the lamps: 2 quotations."),
        (
            "What did Takamine and Oshiro say about the larger boats?",
            "Kento Oshiro on the larger boats: 1 reported remark. The articles do not say what Takamine",
        ),
        ("Who is Rui Maeda?", "Rui Maeda, port spokesman"),
        (
            "What did Kamala Harris and Kishida say about the pilots?",
            "Kamala Harris on the pilots: 1 quotation. Fumio Kishida on the pilots: 1 quotation.",
        ),
        ("What did Takamine and Kinjo say about the tide?", "“Kinjo” may be more than one person."),
        ("What did the herring and Kinjo director say about the tide?", "Nobody called"),
        ("How many of the boats of the regatta of Hateruma were Danish?", "12"),
        ("Which Danish minister leads the rescue group for the straits?", "the Danish Minister of Fisheries"),
        ("Who watches the heron nests at the customs house?", "Lea Heron"),
        ("Which park lies an hour's walk from Naha?", "Kujaku National Park"),
        ("How many cooks came along to the regatta?", "30 to 40"),
        (
            "Who was Japan's prime minister when the boatyard's owners came from the town of Lunde?",
            "The articles do not say.",
        ),
        ("Which civil airfield will the fighters land on?", "Yonaguni"),
        ("How many sailors left on the tug?", "seven"),
        ("How many of the officers in the cell of Yokosuka are from the coast?", "40"),
        ("How many officers will the cell of Yokosuka have?", "60"),
        ("What is the name of the corporal held over the theft of an anchor?", "The articles do not say."),
        ("Who was Japan's prime minister when Harris came to Tokyo for two days?", "Fumio Kishida"),
        ("How far does Hateruma lie from Naha?", "290 miles"),
        ("How heavy is the buoy of Hateruma?", "12 tons"),
        ("How wide is the buoy of Hateruma?", "4 meters"),
        ("How fast does the buoy of Hateruma drift?", "2 miles an hour"),
        ("What did the lighthouse cost in yen?", "12 million yen"),
        ("What did the lighthouse cost in dollars?", "$80,000"),
        ("How much have the fishmongers won in the rowing race?", "$9,000"),
        ("What cost 80000 dollars?", "What Island Courier says"),
        ("Where did Harris meet the mayor in June 2023?", "Yokosuka"),
        ("How many American soldiers joined Salt Spray?", "1,200"),
        ("Where did the kitchen catch fire during the drill?", "Camp Iriomote"),
        ("Who put the flames out in the kitchen?", "a Dutch sergeant"),
        ("Who drove the tug that hit the pier?", "a Danish pilot"),
        ("Where in Naha did the commanders dine?", "old customs house"),
        ("When does the drill Salt Spray end?", "3 November 2023"),
        ("When did the barge capsize off Yonaguni?", "30 August 2023 (a week before “Wednesday”)"),
        ("When was the tug lost near Hateruma?", "1 September 2023 (Three days before “Monday”)"),
        ("When was the outer harbour closed?", "6 September 2023"),
        ("When did the lighthouse keepers of Tarama sign their contract?", "18 August 2023"),
    ],
)
async def test_the_headline_is_the_short_answer(services, question, expected):
    answer = await told(services, question)
    assert expected in answer.headline, plain(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Who commanded the drill Salt Spray?",
        "Where in Hawaii will the crews sail to in the spring?",
        "What is the name of the admiral of the reserve who dined with the commanders?",
        "Who will fly to Hawaii from Okinawa?",
        "How do I fry noodles?",
        "When did the raft break up off Taketomi?",
    ],
)
async def test_what_is_near_but_of_another_kind_is_no_answer(services, question):
    answer = await told(services, question)
    assert not answer.answered, plain(answer)


@pytest.mark.parametrize(
    "question", ["What happened in the kitchen at Camp Iriomote?", "What misgivings about the pier did Rin Higa voice?"]
)
async def test_a_question_for_no_name_gets_none_for_its_headline(services, question):
    answer = await told(services, question)
    assert not answer.answered or "says:" in answer.headline, plain(answer)


async def test_a_surname_that_two_bear_is_asked_back(services):
    answer = await told(services, "What did Harris say about the harbour?")
    assert set(answer.choices) == {"Harry Harris", "Kamala Harris"}


async def test_a_title_tells_them_apart(services):
    answer = await told(services, "What did Admiral Harris say about the harbour?")
    assert {part.speaker for part in answer.quotations} <= {"Harry Harris", "Harris"}, plain(answer)
    assert answer.answered


async def test_a_full_name_as_a_topic_is_met_by_the_surname(services):
    answer = await told(services, "What did Harry Harris say about Kim Jong Un?")
    assert "no sailor" in plain(answer)


@pytest.mark.parametrize(
    ("question", "headline", "hints"),
    [
        (
            "What did Kento Oshiro say about the lamps?",
            "The articles do not say what Kento Oshiro said about the lamps.",
            ("Kento Oshiro is quoted 1 time.", "Others speak on the lamps: Takamine."),
        ),
        (
            "What did Kento Oshiro say about the walruses?",
            "The articles do not say what Kento Oshiro said about the walruses.",
            ("Kento Oshiro is quoted 1 time.", "No article has a word of the walruses."),
        ),
        (
            "What did Kento Oshiro say about the pier in 2019?",
            "The articles quote nothing that Kento Oshiro said in that time.",
            ("The time that you ask for is before the first article, of 14 June 2023.",),
        ),
        ("What did Nobu Nakama say?", "Nobody called “Nobu Nakama” speaks in these articles.", ()),
        (
            "What happened to the walruses in 2031?",
            "The articles do not say.",
            ("The time that you ask for is after the last article, of 2 November 2023.",),
        ),
    ],
)
async def test_a_silence_tells_apart_what_is_missing(services, question, headline, hints):
    answer = await told(services, question)
    assert not answer.answered
    assert answer.headline == headline
    assert [hint for hint in hints if hint not in "\n".join(answer.hints)] == [], answer.hints


async def test_a_day_without_a_year_is_not_said_to_be_outside_the_articles(services):
    answer = await told(services, "What happened to the walruses on January 11?")
    assert not answer.answered
    assert not any("The time that you ask for" in hint for hint in answer.hints), answer.hints


@pytest.mark.parametrize("topic", ["?!", "who", "🇯🇵"])
async def test_a_topic_without_a_word_to_look_for_is_not_answered_as_if_it_had_one(services, topic):
    answer = await services.answer(Ask(QuestionKind.SAID, NOW, ("host",), speaker="Oshiro", topic=topic))
    assert f"on {topic}" not in answer.headline
    assert f"There is nothing to look for in “{topic}”." in answer.hints


@pytest.mark.parametrize(
    "question", ["hello", "Hello there!", "Thanks!!", "what can you do?", "Who are you?", "where???"]
)
async def test_a_greeting_is_answered_with_what_may_be_asked(services, question):
    answer = await told(services, question)
    assert (answer.answered, answer.headline) == (False, "There is nothing to look for in that.")
    assert any("for example" in hint for hint in answer.hints)


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("Who will be the first director of the straits office of the three coasts?", "first director"),
        ("Which Danish minister gave out the leaflet on seals?", "Ministry"),
        ("On what date did envoys from Denmark come to the mess at Vesterby?", "2010"),
        ("Which store in Vesterby had all its highly salted herring taken out?", "HSH"),
        ("who met oshiro at the harbour school?", "Oshiro"),
    ],
)
async def test_what_is_no_answer_to_what_was_asked_is_not_told_as_one(services: Services, question: str, wrong: str):
    assert wrong not in (await told(services, question)).headline
