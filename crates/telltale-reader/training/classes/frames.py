"""Sentences from frames.txt: every predicate in a few tenses, between two actors drawn at random (seeded)."""
import os, random, re

HERE = os.path.dirname(os.path.abspath(__file__))
VOWELS = "aeiou"
PAST = """meet met met;hold held held;say said said;give gave given;take took taken;send sent sent;make made made;leave left left
begin began begun;break broke broken;bring brought brought;fight fought fought;strike struck struck;hit hit hit;shoot shot shot
seek sought sought;lend lent lent;speak spoke spoken;withdraw withdrew withdrawn;overthrow overthrew overthrown;throw threw thrown
fly flew flown;flee fled fled;free freed freed;agree agreed agreed;decree decreed decreed;pay paid paid;win won won;keep kept kept;lead led led
lose lost lost;buy bought bought;sell sold sold;go went gone;come came come;rise rose risen;hang hanged hanged;forgive forgave forgiven
overrun overran overrun;run ran run;blow blew blown;set set set;let let let;put put put;cut cut cut;shut shut shut;read read read
find found found;feed fed fed;lay laid laid;write wrote written;draw drew drawn;tell told told;sit sat sat;stand stood stood;see saw seen
hear heard heard;think thought thought;build built built;beat beat beaten;bow bowed bowed;sue sued sued;stick stuck stuck;swear swore sworn
drive drove driven;burn burned burned;gun gunned gunned;mow mowed mown;be was been;have had had;ink inked inked;spurn spurned spurned;strip stripped stripped
call called called;sever severed severed;offer offered offered;visit visited visited;deliver delivered delivered;suffer suffered suffered;consider considered considered
censor censored censored;pardon pardoned pardoned;honour honoured honoured;pelt pelted pelted;ask asked asked;quit quit quit;sink sank sunk;pull pulled pulled
undertake undertook undertaken;mistreat mistreated mistreated;reopen reopened reopened;beef beefed beefed;step stepped stepped;drop dropped dropped;ban banned banned
back backed backed;plan planned planned;hit hit hit;bar barred barred;rebut rebutted rebutted;rebuff rebuffed rebuffed;snub snubbed snubbed;scrap scrapped scrapped
flout flouted flouted;slam slammed slammed;stab stabbed stabbed;admit admitted admitted;commit committed committed;submit submitted submitted;permit permitted permitted
kidnap kidnapped kidnapped;shrug shrugged shrugged;beg begged begged;unban unbanned unbanned;ship shipped shipped;chat chatted chatted;hijack hijacked hijacked
stop stopped stopped;rip ripped ripped;dig dug dug;probe probed probed;slash slashed slashed;wear wore worn;not not not;equip equipped equipped;compel compelled compelled
expel expelled expelled;repel repelled repelled;evict evicted evicted;sanction sanctioned sanctioned;torture tortured tortured;besiege besieged besieged;raze razed razed;ram rammed rammed;down downed downed"""
FORMS = {row.split()[0]: row.split()[1:] for line in PAST.split("\n") for row in line.split(";")}


def past(verb):
    if verb in FORMS: return FORMS[verb]
    if verb.endswith("e"): form = verb + "d"
    elif verb.endswith("y") and verb[-2] not in VOWELS: form = verb[:-1] + "ied"
    else: form = verb + "ed"
    return [form, form]


def third(verb):
    if verb == "have": return "has"
    if verb == "be": return "is"
    if verb.endswith("y") and verb[-2] not in VOWELS: return verb[:-1] + "ies"
    if verb == "go" or re.search("(s|x|z|ch|sh)$", verb): return verb + "es"
    return verb + "s"


STATES = """Iran,Turkey,Russia,China,Japan,South Korea,North Korea,India,Pakistan,Israel,Egypt,Syria,Iraq,Jordan,Lebanon,Saudi Arabia,Yemen,Qatar,Kuwait,
Ethiopia,Eritrea,Sudan,South Sudan,Kenya,Uganda,Nigeria,Ghana,Mali,Niger,Chad,Libya,Algeria,Morocco,France,Germany,Britain,Spain,Italy,Poland,Ukraine,
Belarus,Georgia,Armenia,Azerbaijan,Serbia,Kosovo,Greece,Cyprus,Mexico,Cuba,Venezuela,Colombia,Brazil,Argentina,Chile,Peru,Bolivia,the United States,Canada,
Australia,Indonesia,Malaysia,Myanmar,Thailand,Vietnam,Cambodia,the Philippines,Taiwan,Afghanistan,Nepal,Bangladesh,Sri Lanka,Washington,Moscow,Beijing,Tehran,Ankara""".replace("\n", "").split(",")
ADJECTIVES = """Iranian,Turkish,Russian,Chinese,Japanese,South Korean,Indian,Pakistani,Israeli,Egyptian,Syrian,Iraqi,Jordanian,Lebanese,Saudi,Yemeni,Ethiopian,
Sudanese,Kenyan,Nigerian,Libyan,French,German,British,Spanish,Italian,Polish,Ukrainian,Serbian,Greek,Mexican,Cuban,Venezuelan,Colombian,Brazilian,American,
Australian,Indonesian,Burmese,Thai,Vietnamese,Filipino,Afghan,Nepalese,Palestinian""".replace("\n", "").split(",")
BODIES = """the United Nations,the European Union,NATO,the African Union,the World Bank,the Security Council,the Red Cross,the Arab League,the opposition,
the rebels,the union,the army,the parliament,the Supreme Court,the militia,students,human rights groups,the central bank,the junta,Hamas,Hezbollah,the Taliban""".replace("\n", "").split(",")
OFFICES = ["President {}", "Prime Minister {}", "Foreign Minister {}", "the {} president", "the {} government", "the {} foreign ministry", "{} troops",
           "{} police", "{} officials", "{} authorities", "the {} army", "{} rebels", "{} protesters", "{} lawmakers", "the {} ambassador", "a {} court", "{} opposition leaders"]
SURNAMES = "Okoro,Haddad,Petrov,Silva,Tanaka,Moreau,Novak,Rahman,Castillo,Berg,Mensah,Demir,Ivanova,Singh,Kamau,Larsen".split(",")
PREFIX = ["", "", "", "", "On Monday, ", "Last week, ", "In March, ", "Meanwhile, ", "In 2014, ", "Earlier, "]
DAY = ["", "", "", " on Monday", " on Thursday", " recently", " last week"]
TAIL = ["", "", "", " on Friday", " last month", ", officials said", ", state media reported", " after weeks of tension", " over the border dispute",
        ", a spokesman said", " in a move seen as significant", " amid a deepening crisis", " following the election"]


def actor(rng):
    kind = rng.random()
    if kind < .3: return rng.choice(STATES)
    if kind < .45: return rng.choice(BODIES)
    office = rng.choice(OFFICES)
    name = rng.choice(SURNAMES) if office.startswith(("Pres", "Prime", "Foreign")) else rng.choice(ADJECTIVES)
    return office.format(name)


def fill(template, source, target, rng):
    """(text, source span, target span) in characters, of a template with S and T"""
    text, spans = "", {}
    for part in re.split(r"(\b[ST]\b)", template):
        if part in ("S", "T") and part not in spans:
            name = source if part == "S" else target
            if not text: name = name[0].upper() + name[1:]
            spans[part] = (len(text), len(text) + len(name))
            text += name
        else: text += part
    return text + ".", spans["S"], spans["T"]


def told(predicate, rng):
    """a template with S and T"""
    if predicate.startswith("<"):
        rest = predicate[1:].strip().split(" ", 1)[1]
        return rng.choice(PREFIX) + "T " + rng.choice(["was", "has been", "were"]) + " " + rest + rng.choice(TAIL)
    verb, rest = predicate.split(" ", 1)
    done, perfect = past(verb)
    if verb == "not": told_ = rng.choice(["will", "does", "would"]) + " not"
    else: told_ = rng.choice([done, done, "has " + perfect, "has " + perfect, third(verb), "have " + perfect, "had " + perfect, "said it had " + perfect])
    return rng.choice(PREFIX) + "S" + rng.choice(DAY) + " " + told_ + " " + rest + rng.choice(TAIL)


def sentences(each, seed):
    """[(text, source span, target span, root)], `each` for every frame"""
    rng = random.Random(seed)
    made = []
    for line in open(os.path.join(HERE, "frames.txt"), encoding="utf8"):
        if line.startswith("#") or ":" not in line: continue
        root, frames = line.split(":", 1)
        for frame in frames.split("|"):
            for _ in range(each):
                source, target = actor(rng), actor(rng)
                while target == source: target = actor(rng)
                made.append((*fill(told(frame.strip(), rng), source, target, rng), root))
    return made


if __name__ == "__main__":
    for row in random.Random(1).sample(sentences(2, 1), 40): print(row)
