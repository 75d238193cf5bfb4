"""Wire sentences from templates: passives, visits, reported speech, coordination, apposition.

They balance a corpus whose largest part is the prose of one agency.
"""

import re

STATES = """Russia China Iran Israel Ukraine Turkey India Pakistan Japan France Germany Britain Egypt Syria Brazil Mexico
Canada Australia Vietnam Thailand Mongolia Poland Cuba Ethiopia Kenya Nigeria Sudan Greece Armenia Azerbaijan Kazakhstan
Serbia Kosovo Georgia Belarus Indonesia Malaysia Qatar Yemen Iraq Lebanon Jordan Moscow Beijing Seoul Pyongyang Tokyo
Washington London Paris Berlin Ankara Tehran Kyiv Taipei Hanoi|South Korea|North Korea|the United States|Saudi Arabia|
the European Union|the United Nations|the Philippines|the United Arab Emirates|the White House|the Kremlin|NATO""".replace("\n", " ")
NATIONAL = """Russian Chinese Iranian Israeli Ukrainian Turkish Indian Pakistani Japanese French German British Egyptian Syrian
Brazilian Mexican Canadian Australian Vietnamese Mongolian Polish Cuban Ethiopian Greek Serbian Indonesian Iraqi
American Korean Italian Spanish|South Korean|North Korean|U.S.|Saudi|Hungarian""".replace("\n", " ")
OFFICE = """President|Prime Minister|Foreign Minister|Defense Minister|Defence Secretary|Deputy Prime Minister|Vice President
|Secretary of State|Ambassador|Trade Minister|Gen.|King|Chancellor|Finance Minister|Special Envoy""".replace("\n", " ")
NAMES = """Ivan Petrov|Li Wen|Kim Jae-ho|Hassan Karimi|John Baker|Maria Silva|Ahmed Nasser|Pak Chol Su|Anna Kowalska|Dmitry Volkov
|Yuki Tanaka|Paul Meyer|Omar Haddad|Choe Son Ok|Sergei Orlov|Wang Jun|David Cohen|Ravi Mehta|Nguyen Van Minh|Ri Yong Nam|Petrov|Kim|Baker|Haddad|Orlov""".replace("\n", " ")
FORCES = """troops|soldiers|forces|police|rebels|gunmen|militants|warplanes|officials|diplomats|protesters|prosecutors|the army
|the navy|the air force|the coast guard|security forces|government forces|the foreign ministry|the defense ministry|the parliament
|the government|a spokesman for the ministry|the state news agency|two soldiers|three journalists|dozens of civilians|hundreds of workers""".replace("\n", " ")
DATES = """on Monday|on Tuesday|Wednesday|Thursday|on Friday|last week|last month|in March|on Aug. 4|in 2019|earlier this year
|two days ago|on Sunday|yesterday|today|late on Saturday|in recent weeks|""".replace("\n", " ")
PAST = """condemned accused criticized praised attacked sanctioned warned thanked visited invited met bombed shelled expelled arrested
released detained blamed rejected welcomed supported urged pressed threatened assured congratulated hosted received denounced""".split()
PART = """condemned accused attacked sanctioned warned invited bombed shelled expelled arrested released detained blamed rejected
welcomed killed wounded captured received sent driven beaten shot seen given told taken held thrown struck abducted deported""".split()
THINGS = """missiles|a trade agreement|humanitarian aid|food aid|oil exports|a ceasefire deal|the nuclear program|sanctions|artillery shells
|its embassy|a military base|a joint statement|the talks|economic cooperation|coal imports|a rocket|fighter jets|an aid package
|the border crossing|a peace plan|$2 million in aid|50,000 tons of rice|a resolution|the proposal|a naval exercise""".replace("\n", " ")
VERBS_THING = """signed launched suspended delivered rejected resumed halted imposed lifted fired tested announced proposed approved
sold bought sent shipped closed opened shut offered demanded sought denied discussed""".split()
BASE = """withdraw its troops|resume talks|lift the sanctions|send aid|release the prisoners|halt the tests|open an embassy|sign the treaty
|expand trade|join the alliance|attack the port|cut imports|recall its ambassador|hold elections|close the border|respond with force
|cooperate on security|stop the fighting|provide weapons|hold joint drills""".replace("\n", " ")
SAY = "said told~reporters announced declared claimed warned added stated reported confirmed insisted".split()
OFFER = "agreed refused pledged threatened vowed offered promised decided declined planned failed wants hopes intends plans".split()
MODAL = "will would may could might should must will~not would~not could~not".split()


def words(text):
    """Splits at bars; where a part is a plain list of single words, at its spaces too."""
    out = []
    for part in text.split("|"):
        part = part.strip()
        plain = part and all(w[0].isupper() for w in part.split()) and len(part.split()) > 4
        out.extend(part.split() if plain else [part])
    return out


PATTERNS = [
    "{national} {office} {name} {past} {state} {date}.",
    "{state} {past} {state} over {thing} {date}.",
    "{State} {verb} {thing} {date}, {state} {say}.",
    "{national} {forces} were {part} by {national} {forces} {date}.",
    "{name} was {part} by {state} {date}, the {national} {office} {say}.",
    "A {national} {office} was {part} in {state} {date}.",
    "{State} has been {part} by {state} for {thing}.",
    "{Forces} from {state} have been {part} by {forces}.",
    "A visit by {national} {office} {name} to {state} has been postponed.",
    "The visit of {name} to {state} followed talks between {state} and {state}.",
    "{National} {office} {name} arrived in {state} {date} for talks with {name}, his {national} counterpart.",
    "{State} and {state} {verb} {thing} {date}.",
    "{State}, {state} and {state} agreed to {base} {date}.",
    "{State} {offer} to {base}, {name} {say} {date}.",
    "{Name}, the {national} {office}, {say} that {state} {modal} {base}.",
    "{Name}, a spokesman for {national} {office} {name}, {past} {state}.",
    "\"{State} {modal} {base},\" {name} {say} {date}.",
    "\"We {modal} {base},\" the {office} of {state} {say}.",
    "{State} urged {state} to {base}.",
    "{State} accused {state} of {ing} {thing}.",
    "{State} {modal} {base} if {state} does not {base}.",
    "{State} did not {base}, but {state} {past} {state}.",
    "{National} {forces} {past} {forces} in {state}, killing {number} people and wounding {number}.",
    "{Number} people were killed when {national} {forces} attacked {forces} in {state} {date}.",
    "{State}, which {verb} {thing} {date}, {offer} to {base}.",
    "{Forces} who {past} {state} were {part} {date}.",
    "The {national} government {past} {state} after {name} {verb} {thing}.",
    "{State} sent {number} {national} {forces} to {state} to {base}.",
    "{State} gave {state} {thing} {date}.",
    "{State} {verb} {thing} to {state} and {thing} to {state}.",
    "{National} exports to {state} rose by {number} percent to ${number} million in {month}.",
    "According to {name}, {state} {verb} {thing} {date}.",
    "{State} is {ing} {thing} despite protests from {state}.",
    "{State} will be {part} if it refuses to {base}, {name} {say}.",
    "Talks between {state} and {state} on {thing} collapsed {date}.",
    "{Office} {name} of {state} met {office} {name} of {state} in {state} {date} and discussed {thing}.",
    "{State} called on {state} to {base} and to {base}.",
    "{State} denied that it had {verb} {thing}.",
    "The {national} parliament voted {number} to {number} to {base}.",
    "{State}'s {office} {past} {state}'s decision to {base}.",
    "{State}'s {forces} were forced to {base}.",
    "{Name} is the {office} of {state}.",
    "It was {state} that {verb} {thing}.",
    "{State} has neither {verb} {thing} nor {verb} {thing}.",
    "{National} {office} {name} to visit {state}",
    "{State} {past} by {state} over {thing}",
    "{State} to {base}",
    "{State} says {state} {verb} {thing}",
    "{State} and {state} {verb} {thing} while {state} discussed {ing} {thing}.",
    "{National} {office} {name} and his {national} counterpart {name} {verb} {thing} in {state} {date}.",
    "{State} is expected to {base} {date}.",
    "{State} has been asked to {base} by {state}.",
    "There were no talks between {state} and {state} {date}.",
    "{Name} {say} {state} had {verb} {thing} without telling {state}.",
    "{State} has decided whether to {base}, a {national} official {say}.",
    "{State}, whose {forces} {verb} {thing}, {past} {state} {date}.",
    "{Forces} loyal to {state} {past} a {national} convoy carrying {thing}.",
    "{Forces} backed by {state} seized {thing} {date}.",
    "{State} blamed {state} for {ing} {thing} and {past} {name}.",
    "{State} offered {state} {thing} in return for {thing}.",
    "{State} promised that it {modal} {base} unless {state} {modal} {base}.",
    "{State} {modal} {base} in response to {thing}, {office} {name} told {state}.",
    "{Thing} between {state} and {state} was {part} {date}.",
    "{Thing} were {part} by {state} {date}, according to {national} {forces}.",
    "{National} and {national} {forces} began a joint exercise {date}.",
    "{State} asked {state} to {base} and {state} {past} {state}.",
    "{Name} visited {state}, where he met {office} {name} and {verb} {thing}.",
    "{Name} left {state} for {state} {date} after meeting {name}.",
    "{Name} held talks with {national} {office} {name} in {state} {date}.",
    "{State} summoned the {national} ambassador over {thing} {date}.",
    "{State} expelled {number} {national} diplomats {date}, and {state} {past} {state}.",
    "{State} said it had neither sold nor given {thing} to {state}.",
    "{State} may {base}, but {name} {modal} {base}.",
    "The {office} called {state} a threat to {state} and urged {forces} to {base}.",
    "{Forces} got {part} in {state} as {forces} {verb} {thing}.",
    "The {national}-led coalition {past} {forces} in {state}.",
    "{Number} {national} {forces}, including {number} officers, were {part} in {state}.",
    "{State} fired {number} missiles into {state} {date}, the {national} military {say}.",
    "{National} imports of {thing} from {state} fell {number} percent {date}, official data showed.",
    "{State} exported ${number} million of goods to {state} in {month}, up from ${number} million a year earlier.",
    "With {state} {ing} {thing}, {name} {past} {state}.",
    "{State}, after {ing} {thing}, {offer} to {base}.",
    "Why {state} {verb} {thing} was not clear, {name} {say}.",
    "A {national} court has {verb} {thing} against {name}, a {national} citizen {part} {date}.",
    "{Name}, who was {part} in {state} {date}, has been {part} by {national} {forces}.",
    "{State} {past} {state}; {state} {past} {name}.",
    "Asked about {thing}, {name} said {state} {modal} {base}.",
    "Neither {state} nor {state} {verb} {thing}.",
    "{Office} {name} will travel to {state} {date} to meet {office} {name}.",
    "During his visit to {state}, {name} {verb} {thing} with {state}.",
    "{State} withdrew its {forces} from {state} and {verb} {thing}.",
    "{National} {forces} opened fire on {forces} in {state}, {name} {say}.",
]
ING = "developing supplying planning preparing buying selling blocking financing attacking violating supporting".split()
MONTHS = "January March April June July October November December".split()
NUMBERS = "two three five 12 30 45 120 228.1 1,500 20,000".split()


def template_sentences(rng):
    """Twenty-five sentences for each pattern."""
    slots = {
        "state": words(STATES), "national": words(NATIONAL), "office": words(OFFICE), "name": words(NAMES),
        "forces": words(FORCES), "date": words(DATES), "past": PAST, "part": PART, "thing": words(THINGS),
        "verb": VERBS_THING, "base": words(BASE), "say": SAY, "offer": OFFER, "modal": MODAL, "ing": ING,
        "month": MONTHS, "number": NUMBERS,
    }
    for pattern in PATTERNS:
        for _ in range(25):
            text = fill(pattern, slots, rng)
            yield text[0].upper() + text[1:]


def fill(pattern, slots, rng):
    out = ""
    for piece in pattern.replace("}", "{").split("{"):
        key = piece.lower()
        if key in slots and out is not None and piece.isalpha():
            word = rng.choice(slots[key]).replace("~", " ")
            out += word if piece.islower() else word[:1].upper() + word[1:]
        else:
            out += piece
    return out.replace("  ", " ").replace(" .", ".").replace(" ,", ",")


def swapped(text, rng):
    """The text with other states and nations in the place of its own; None if it names none."""
    lists = [sorted(words(STATES), key=len, reverse=True), sorted(words(NATIONAL), key=len, reverse=True)]
    found = False
    for names in lists:
        pattern = r"\b(" + "|".join(re.escape(name) for name in names) + r")(?![\w-])"
        text, count = re.subn(pattern, lambda _: rng.choice(names), text)
        found = found or count > 0
    return text if found else None
