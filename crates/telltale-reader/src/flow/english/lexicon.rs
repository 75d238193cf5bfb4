//! The English words that tell of flows and of changes.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::flow::{Matter, Way};

/// What a preposition makes of the name after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prep {
    To,
    From,
    By,
    With,
    Of,
    In,
    Between,
    Other,
}

/// Where a word for a change stands, seen from its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
    Either,
}

/// What a word is good for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Lex {
    /// A noun for a flow.
    Noun(Matter, Way),
    /// A verb for a flow.
    Verb(Matter, Way),
    /// More (1) or less (-1).
    Change(f64, Side),
    /// New over old, minus one.
    Multiple(f64),
    Prep(Prep),
    /// "said", "show", "reported".
    Says,
    /// "denied".
    Denies,
    Be,
    And,
    /// A new clause.
    Hard,
    /// "than", "versus".
    Than,
    YearOnYear,
    MonthOnMonth,
    QuarterOnQuarter,
    /// "would", "will", "pledged".
    Ahead,
}

type Row = (Lex, &'static str);

const NOUNS: &[Row] = {
    use Matter::*;
    use Way::*;
    &[
        (
            Lex::Noun(Goods, Out),
            "traffic exports export shipments shipment sale sales earnings receipts revenue revenues takings cheques checks proceeds income loadings liftings dispatches despatches inflows outflow deliveries delivery supplies consignments consignment outflows exportation re-exports goods-exports flow flows cargoes",
        ),
        (
            Lex::Noun(Goods, In),
            "imports import purchases procurement importation buying orders offtake intake bill uptake",
        ),
        (
            Lex::Noun(Goods, Out),
            "supplier suppliers exporter exporters seller sellers source provider",
        ),
        (
            Lex::Noun(Goods, In),
            "buyer buyers importer importers customer customers purchaser purchasers market destination outlet client taker markets destinations outlets clients takers",
        ),
        (
            Lex::Noun(Goods, Both),
            "trade commerce turnover import-export export-import imports/exports exports/imports import/export export/import",
        ),
        (
            Lex::Noun(Aid, Out),
            "aid assistance donation donations grant grants relief humanitarian handout handouts loans loan bailout credit credits lifeline tranche facility package subsidy gift pledge pledges",
        ),
        (
            Lex::Noun(Visitors, Out),
            "emigration immigration migration resettlement arrivals arrival visitors tourists travellers travelers holidaymakers vacationers holiday-makers passengers sightseers pilgrims entrants day-trippers excursionists refugees asylum-seekers students visits trips",
        ),
        (
            Lex::Noun(Workers, Out),
            "workers labourers laborers builders labour-migrants technicians seamstresses loggers trainees deminers engineers farmhands seamen nurses employees operatives doctors medics teachers sailors seafarers pickers dockers electricians plumbers waiters chefs nannies programmers coders miners caregivers fishermen maids housemaids domestics cleaners cooks welders carpenters masons bricklayers roofers farmworkers stevedores deckhands carers midwives migrants",
        ),
        (
            Lex::Noun(Soldiers, Out),
            "soldiers troops personnel sappers servicemen fighters combatants mercenaries peacekeepers marines paratroopers commandos conscripts advisers instructors legionnaires police policemen officers gendarmes recruits volunteers mercenary contractors contingent contingents battalion battalions garrison",
        ),
        (
            Lex::Noun(Capital, Out),
            "remittances remittance investment investments fdi debt debts arrears interest repayments fees royalties dues rent compensation",
        ),
        (Lex::Noun(Transport, Out), "trains flights sailings ferries train flight"),
    ]
};

const VERBS: &[Row] = {
    use Matter::*;
    use Way::*;
    &[
        (
            Lex::Verb(Goods, Out),
            "banked pocketed reaped garnered airfreighted air-freighted barged exported exports exporting consigned consigns furnishes furnish ship shipped ships shipping sold sell sells selling delivered deliver delivers delivering supplied supply supplying sent send sends sending dispatched dispatching provided provide provides providing transferred transferring transfer transfers handed hand hands handing furnished trucked railed piped pumped despatched forwarded lent lend lends lending loaned extended extends extending flowed flows flow flowing poured streamed arrived crossed loaded presented gifted pledged pledges promised promises trans-shipped transshipped transported transports hauled re-exported went goes go gone fetched fetches fetching earned earns earning grossed netted billed bills billing charged charges charging invoiced left departed bound destined docked berthed",
        ),
        (
            Lex::Verb(Goods, In),
            "imported import importing bought buy buys buying purchased purchase purchasing sourced sourcing sources procured procuring acquire acquires acquired acquiring received receive receives receiving obtained obtaining obtains obtain ordered got get gets getting absorbed snapped unloaded took takes taking taken spent spends spending landed brought brings bringing booked books secured contracted tendered logged recorded records registered cleared",
        ),
        (
            Lex::Verb(Aid, Out),
            "donated donate donates donating granted granting gave give gives giving given made makes allocated allocates contributed contributing contribute contributes gifted disbursed airlifted",
        ),
        (
            Lex::Verb(Visitors, In),
            "welcomed welcomes hosted hosts hosting drew attracted admitted counted shelters sheltered sheltering shelter host houses housed enrolled enrols enrolls registered",
        ),
        (
            Lex::Verb(Visitors, Out),
            "visited visiting travelled traveled vacationed holidayed flew fled",
        ),
        (
            Lex::Verb(Visitors, Out),
            "expelled expels expelling deported deports deporting repatriated evicted ejected ousted",
        ),
        (Lex::Verb(Workers, Out), "work works working worked toiling"),
        (Lex::Verb(Visitors, Out), "live lives lived reside resides study"),
        (Lex::Verb(Workers, In), "employs employed hired hires recruited recruits"),
        (Lex::Verb(Soldiers, Out), "deployed deploying deploy"),
        (
            Lex::Verb(Launch, Out),
            "fired fires firing launched launching launches test-fired lobbed loosed test-launched unleashed hurled",
        ),
        (
            Lex::Verb(Transport, Both),
            "connect connects connecting connected link links linking linked",
        ),
        (Lex::Verb(Payment, Out), "paid pay pays paying"),
        (Lex::Verb(Goods, Both), "traded trades exchanged"),
        (Lex::Verb(Aid, In), "borrowed borrows borrowing"),
        (
            Lex::Verb(Aid, Out),
            "released releases approved earmarked committed commits allotted awarded unlocked unblocked aside budgeted mobilised mobilized announced announces announcing unveiled unveils offered offers offer grant grants",
        ),
        (
            Lex::Verb(Capital, Out),
            "invested invests invest investing forgave forgives waived repaid repays repaying owes owed owing remitted remit deposit deposited deposits ploughed refunded",
        ),
    ]
};

const CHANGES: &[Row] = {
    use Side::*;
    &[
        (
            Lex::Change(1.0, Either),
            "rise rose risen rising rises increase increased increasing increases jump jumped jumping jumps surge surged surging surges soar soared soaring soars climb climbed climbing climbs gain gained gaining gains grow grew grown growing growth grows expand expanded expanding expands expansion leap leapt leaped leaping advance advanced advancing improved improvement rebound rebounded rebounding recovered recovering recovery upturn uptick swelled swelling spike spiked spiking rocketed skyrocketed ballooned edged-up exceeding exceeded exceeds surpassing surpassed topping topped outstripping outstripped outpaced beat accelerated added higher widened boom boomed mushroomed strengthened ticked-up shot bounced vaulted catapulted multiplied broadened mounted firmed escalated burgeoned inflated zoomed outdid outdoes outdone bettered eclipsed eclipsing quickened thickened swollen bulged leaped accelerating strengthening mushrooming ballooning skyrocketing rocketing",
        ),
        (Lex::Change(1.0, Before), "up"),
        (Lex::Change(1.0, After), "more above beyond larger bigger greater over up ahead"),
        (
            Lex::Change(-1.0, Either),
            "fall fell fallen falling falls decline declined declining declines decrease decreased decreasing decreases drop dropped dropping drops slump slumped slumping slumps plunge plunged plunging plunges plummet plummeted plummeting tumble tumbled tumbling tumbles slide slid sliding slides slip slipped slipping slips shrink shrank shrunk shrinking shrinks sank sink sinking contract contracted contracting contraction reduce reduced reducing reduction lower lost loss shed shedding dip dipped dipping dips ebbed dwindled dwindling diminished cut cutting eased easing weakened retreated retreat crashed crash collapsed collapse collapsing downturn downtick dived nosedived narrowed slashed trimmed fewer softened receded lessened sagged evaporated skidded pullback thinned thinning shrivelled shriveled withered slackened faded waned cratered cooled moderated deflated tanked dwindle dwindles wilted subsided plummeting evaporating weakening softening shrinkage depleted imploded shrivelling withering fading drooped",
        ),
        (Lex::Change(-1.0, Before), "down off"),
        (Lex::Change(-1.0, After), "less below smaller lower fewer down short shy"),
    ]
};

const OTHERS: &[Row] = &[
    (Lex::Multiple(1.0), "doubled doubling double doubles twice twofold two-fold"),
    (
        Lex::Multiple(2.0),
        "tripled tripling triple triples trebled trebling treble thrice threefold three-fold",
    ),
    (Lex::Multiple(3.0), "quadrupled quadrupling quadruple fourfold four-fold"),
    (Lex::Multiple(4.0), "quintupled quintupling fivefold five-fold"),
    (Lex::Multiple(5.0), "sextupled sixfold six-fold"),
    (Lex::Multiple(6.0), "sevenfold seven-fold septupled"),
    (Lex::Multiple(7.0), "eightfold eight-fold octupled"),
    (Lex::Multiple(8.0), "ninefold nine-fold"),
    (Lex::Multiple(9.0), "tenfold ten-fold"),
    (Lex::Multiple(-0.5), "halved halving"),
    (Lex::Prep(Prep::To), "to into for toward towards onto unto bound"),
    (Lex::Prep(Prep::From), "from"),
    (Lex::Prep(Prep::By), "by"),
    (Lex::Prep(Prep::With), "with"),
    (Lex::Prep(Prep::Of), "of"),
    (Lex::Prep(Prep::In), "in inside within"),
    (Lex::Prep(Prep::Between), "between"),
    (
        Lex::Prep(Prep::Other),
        "at on over via through across against near under among during despite about around after before since until without beyond as like near outside off behind",
    ),
    (
        Lex::Says,
        "said says reported reports report show shows showed shown found finds told estimated estimates announced noted revealed reveals indicate indicates indicated stated calculated reckon reckons reckoned according add adds confirmed disclosed tallied claimed claims clarified specified explained conceded admitted acknowledged insisted maintained stressed declared wrote tell believes suggest suggests",
    ),
    (Lex::Denies, "denied denies deny denying dismissed rejected refuted rebutted disputed"),
    (Lex::Be, "is are was were be been being"),
    (Lex::And, "and or"),
    (Lex::Hard, "while whereas ; although"),
    (Lex::Than, "than versus vs vs. compared"),
    (
        Lex::YearOnYear,
        "year-on-year year-over-year yoy y-o-y y/y on-year annually annual year-to-year",
    ),
    (Lex::MonthOnMonth, "month-on-month month-over-month mom m-o-m m/m on-month month-to-month"),
    (Lex::QuarterOnQuarter, "quarter-on-quarter quarter-over-quarter qoq q/q on-quarter"),
    (
        Lex::Ahead,
        "would will plans planned planning pledged pledges pledge promised promises vowed expects expected intends aims agreed could may might should considering mulling contemplating pondering debating eyeing",
    ),
];

static LEXICON: LazyLock<HashMap<&'static str, Vec<Lex>>> = LazyLock::new(|| {
    let mut lexicon: HashMap<&'static str, Vec<Lex>> = HashMap::new();
    for (lex, words) in NOUNS.iter().chain(VERBS).chain(CHANGES).chain(OTHERS) {
        for word in words.split(' ') {
            lexicon.entry(word).or_default().push(*lex);
        }
    }
    lexicon
});

static FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let told = NOUNS.iter().chain(VERBS).flat_map(|(_, words)| words.split(' '));
    let near = [TRAVELS, ROAMS, DETECTS, HAULS, WORK, PUTS, PASSES, FEEDS, KEEPS, SIGNS];
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(told.chain(near.into_iter().flatten().map(|&word| match word {
            // Not in "federal".
            "fed" => " fed ",
            "feed" => " feed ",
            word => word,
        })))
        .expect("a short list of words fits an automaton")
});

/// Whether a sentence has a word for a flow at all.
pub(super) fn may_tell(sentence: &str) -> bool {
    FINDER.is_match(sentence)
}

/// What a word is good for: several things for words such as "exports".
pub(super) fn of(word: &str) -> &'static [Lex] {
    LEXICON.get(word).map_or(&[], Vec::as_slice)
}

/// The words of `flow_words_en.csv`, each with what it is listed as.
static WORDS: LazyLock<HashSet<(&'static str, &'static str)>> = LazyLock::new(|| {
    let rows = include_str!("../../../data/flow_words_en.csv").lines().skip(1);
    rows.filter_map(|row| row.split_once(',')).collect()
});

fn is_listed(sort: &str, word: &str) -> bool {
    let words: &HashSet<(&str, &str)> = &WORDS;
    words.contains(&(sort, word))
}

/// Whether a word before a number only says how nearly it holds: "about", "just over a".
pub(super) fn says_how_nearly(word: &str) -> bool {
    matches!(
        word,
        "about"
            | "around"
            | "some"
            | "nearly"
            | "almost"
            | "roughly"
            | "just"
            | "only"
            | "over"
            | "a"
    )
}

/// Whether a word behind "trade" shows that it is the flow, and no part of another noun.
pub(super) fn goes_on(word: &str) -> bool {
    is_listed("behind trade", word)
}

/// Whether a word after "trade", "export" or "import" makes another thing of it.
pub(super) fn spoils(word: &str) -> bool {
    is_listed("spoils", word)
}

/// Words after or before a sum that make it no size of a flow.
pub(super) fn is_foreign_sum(word: &str) -> bool {
    is_listed("foreign sum", word)
}

/// What runs by timetable, with its units: one, so many a week, so many a day.
pub(super) fn runs(word: &str) -> Option<[&'static str; 3]> {
    Some(match word {
        "flights" | "flight" => ["flight", "flight/week", "flight/day"],
        "trains" | "train" => ["train", "train/week", "train/day"],
        "sailings" | "ferries" => ["sailing", "sailing/week", "sailing/day"],
        _ => return None,
    })
}

/// Verbs for putting money into something, which tell of a flow with "into" alone.
pub(super) fn puts(word: &str) -> bool {
    PUTS.contains(&word)
}

const PUTS: &[&str] =
    &["put", "puts", "pumped", "poured", "injected", "ploughed", "plowed", "sank"];

/// What a report is that does not hold.
pub(super) fn is_untrue(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "false",
        "untrue",
        "baseless",
        "fabricated",
        "wrong",
        "fake",
        "groundless",
        "unfounded",
        "invented",
        "incorrect",
    ];
    WORDS.contains(&word)
}

/// Who needs another's goods or markets: "relies on Egypt for 14 percent of its gas imports".
pub(super) fn relies(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "leans",
        "leaned",
        "leant",
        "leaning",
        "relies",
        "relied",
        "rely",
        "relying",
        "depends",
        "depended",
        "depend",
        "depending",
        "dependent",
        "reliant",
        "counts",
        "counted",
    ];
    WORDS.contains(&word)
}

/// Words for a figure that another is measured against: "twice January's volume".
pub(super) fn is_level(word: &str) -> bool {
    is_listed("level", word)
}

/// Words between a difference and what it is measured against: "2 percent short of December".
pub(super) fn measures(word: &str) -> bool {
    matches!(word, "above" | "below" | "short" | "ahead" | "beyond" | "shy" | "under")
}

/// Verbs whose object is what a figure is measured against: "exceeded last year's total by".
pub(super) fn outdoes(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "exceeding",
        "exceeded",
        "exceeds",
        "surpassing",
        "surpassed",
        "topping",
        "topped",
        "outstripping",
        "outstripped",
        "outpaced",
        "beat",
        "outdid",
        "outdoing",
        "bettered",
        "bettering",
        "eclipsed",
        "eclipsing",
    ];
    WORDS.contains(&word)
}

/// Verbs between a word for a figure and the figure: "that compares with".
/// "bringing the total to", "lifts it to".
pub(super) fn brings(word: &str) -> bool {
    matches!(
        word,
        "bring"
            | "brings"
            | "bringing"
            | "brought"
            | "take"
            | "takes"
            | "taking"
            | "took"
            | "lift"
            | "lifts"
            | "lifting"
            | "lifted"
            | "push"
            | "pushes"
            | "pushing"
            | "pushed"
            | "raise"
            | "raises"
            | "raising"
            | "raised"
            | "put"
            | "puts"
            | "putting"
    )
}

pub(super) fn equals(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "had",
        "has",
        "have",
        "compares",
        "compared",
        "stood",
        "amounted",
        "came",
        "reached",
        "totalled",
        "totaled",
        "hit",
        "equalled",
        "equaled",
        "exceeded",
        "topped",
        "ran",
        "averaged",
        "comes",
        "represents",
        "represented",
        "made",
    ];
    WORDS.contains(&word)
}

/// Words right before a count: "numbered 18", "from 52 to 64".
pub(super) fn leads_count(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "from",
        "to",
        "at",
        "numbered",
        "reached",
        "totalled",
        "totaled",
        "hit",
        "number",
        "were",
        "was",
        "numbering",
        "against",
    ];
    WORDS.contains(&word)
}

/// Words for the need that help answers.
pub(super) fn is_need(word: &str) -> bool {
    is_listed("need", word)
}

/// Who sends or receives goods, by rank: "the largest supplier of the United States".
pub(super) fn ranks(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "supplier",
        "suppliers",
        "exporter",
        "exporters",
        "seller",
        "sellers",
        "source",
        "provider",
        "buyer",
        "buyers",
        "importer",
        "importers",
        "customer",
        "customers",
        "purchaser",
        "purchasers",
        "market",
        "destination",
        "outlet",
        "client",
        "taker",
        "markets",
        "destinations",
        "outlets",
        "clients",
        "takers",
    ];
    WORDS.contains(&word)
}

/// Words for a place in a row: "the third-largest buyer".
pub(super) fn is_top(word: &str) -> bool {
    is_listed("top", word)
        || ["-largest", "-biggest", "-most"].iter().any(|rank| word.ends_with(rank))
}

/// Words by which one takes the rank of another: the first named holds it.
pub(super) fn overtakes(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "overtook",
        "replaced",
        "passed",
        "displaced",
        "surpassed",
        "ousted",
        "overtaken",
        "supplanted",
        "dethroned",
        "unseated",
        "leapfrogged",
        "overhauled",
        "succeeded",
        "knocked",
        "toppled",
        "edged",
    ];
    WORDS.contains(&word)
}

/// Words behind a percentage that make it a part of a whole: "31 percent went to".
pub(super) fn parts(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "went",
        "was",
        "were",
        "goes",
        "go",
        "ended",
        "came",
        "headed",
        "comes",
        "come",
        "share",
        "is",
        "are",
        "through",
        "originated",
        "arrived",
    ];
    WORDS.contains(&word)
}

/// Words a little before a percentage that make it a part of a whole: "accounted for 31 percent".
pub(super) fn shares(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "share",
        "slice",
        "portion",
        "accounted",
        "accounts",
        "accounting",
        "account",
        "represented",
        "represents",
        "representing",
        "made",
        "makes",
        "making",
        "constituted",
        "constitutes",
        "comprised",
        "took",
        "absorbed",
        "proportion",
        "claimed",
        "garnered",
        "commanded",
    ];
    WORDS.contains(&word)
}

/// Nouns for what one of several has of a whole.
pub(super) fn is_share(word: &str) -> bool {
    matches!(word, "share" | "proportion" | "slice" | "portion")
}

/// Verbs of people who go to another state of their own accord.
pub(super) fn travels(word: &str) -> bool {
    TRAVELS.contains(&word)
}

const TRAVELS: &[&str] = &[
    "visited",
    "entered",
    "entering",
    "crossed",
    "crossing",
    "reached",
    "arrived",
    "arriving",
    "came",
    "left",
    "departed",
    "moved",
    "emigrated",
    "migrated",
    "immigrated",
    "travelled",
    "traveled",
    "journeyed",
    "flew",
    "sailed",
    "went",
    "escaped",
    "fled",
    "settled",
    "resettled",
    "streamed",
    "poured",
    "walked",
    "holidayed",
    "vacationed",
    "toured",
    "relocated",
    "returned",
    "gone",
    "come",
    "flown",
    "headed",
    "trekked",
    "spilled",
    "spilt",
    "swam",
    "drove",
    "migrating",
    "fleeing",
    "escaping",
    "flocked",
];

/// Verbs by which a state makes people leave: what stands behind is who they are.
pub(super) fn expels(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "expelled",
        "expels",
        "expelling",
        "deported",
        "deports",
        "deporting",
        "repatriated",
        "evicted",
        "ejected",
        "ousted",
    ];
    WORDS.contains(&word)
}

/// Verbs for taking people somewhere.
pub(super) fn carries(word: &str) -> bool {
    CARRIES.contains(&word)
}

const CARRIES: &[&str] = &[
    "took",
    "takes",
    "taken",
    "carried",
    "carries",
    "carrying",
    "flew",
    "flown",
    "ferried",
    "transported",
    "bused",
    "bussed",
    "shipped",
    "sent",
    "brought",
    "moved",
    "conveyed",
    "returned",
];

/// Verbs for handing over money, which is then help.
pub(super) fn funds(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "provided",
        "provide",
        "provides",
        "providing",
        "sent",
        "transferred",
        "lent",
        "lend",
        "lends",
        "lending",
        "loaned",
        "extended",
        "extends",
        "extending",
        "pledged",
        "pledges",
        "promised",
        "promises",
        "handed",
        "hand",
        "hands",
        "handing",
        "presented",
        "gifted",
        "furnished",
    ];
    WORDS.contains(&word)
}

/// Verbs for what is given for nothing, be it money or goods.
pub(super) fn promises(word: &str) -> bool {
    matches!(word, "pledged" | "pledges" | "promised" | "promises" | "presented" | "gifted")
}

/// Verbs of ships and planes that go where they are not welcome.
pub(super) fn roams(word: &str) -> bool {
    ROAMS.contains(&word)
}

const ROAMS: &[&str] = &[
    "sailed",
    "sail",
    "sailing",
    "entered",
    "entering",
    "flew",
    "flying",
    "crossed",
    "crossing",
    "approached",
    "approaching",
    "circled",
    "circling",
    "patrolled",
    "patrolling",
    "operated",
    "operating",
    "violated",
    "violating",
    "breached",
    "intruded",
    "penetrated",
    "transited",
    "passed",
    "steamed",
    "ventured",
    "strayed",
    "drifted",
    "buzzed",
    "massed",
    "gathered",
    "cruised",
    "loitered",
    "manoeuvred",
    "maneuvered",
    "exercised",
    "drilled",
    "anchored",
    "sent",
    "sends",
    "dispatched",
    "deployed",
    "scrambled",
    "moved",
    "positioned",
    "stationed",
    "floated",
];

/// What becomes of missiles and drones that do not arrive: "were shot down".
pub(super) fn downs(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "shot",
        "brought",
        "downed",
        "intercepted",
        "destroyed",
        "jammed",
        "lost",
        "neutralised",
        "neutralized",
        "repelled",
        "suppressed",
        "stopped",
        "disabled",
    ];
    WORDS.contains(&word)
}

/// Verbs for an attack whose weapons are counted behind "with": "hit Syria with 14 missiles".
pub(super) fn strikes(word: &str) -> bool {
    matches!(
        word,
        "hit"
            | "hits"
            | "struck"
            | "strikes"
            | "pounded"
            | "pounds"
            | "bombarded"
            | "attacked"
            | "attacks"
            | "targeted"
            | "pummelled"
            | "showered"
            | "assailed"
            | "raided"
    )
}

/// Those of them that may hand something over as well.
pub(super) fn sends(word: &str) -> bool {
    matches!(word, "sent" | "sends" | "dispatched" | "deployed" | "moved" | "flew" | "flying")
}

/// Verbs of who sees them come.
pub(super) fn detects(word: &str) -> bool {
    DETECTS.contains(&word)
}

const DETECTS: &[&str] = &[
    "detected",
    "spotted",
    "tracked",
    "intercepted",
    "sighted",
    "monitored",
    "observed",
    "counted",
    "logged",
    "registered",
    "identified",
    "seen",
    "shadowed",
    "warned",
    "recorded",
    "noticed",
];

/// Words of a noun phrase that show that its ships or planes are those of forces.
pub(super) fn forces(word: &str) -> bool {
    is_listed("force", word)
}

/// Prepositions of where forces show themselves: not "to", which is where arms are sent.
pub(super) fn skirts(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "around", "near", "off", "toward", "towards", "across", "over", "past", "through", "into",
        "inside", "along", "against", "at", "in", "within", "close", "above", "onto", "outside",
    ];
    WORDS.contains(&word)
}

/// Participles of people who go or stay: "the number of Britons travelling to Cyprus".
pub(super) fn stays(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "travelling",
        "traveling",
        "visiting",
        "living",
        "working",
        "studying",
        "residing",
        "staying",
        "holidaying",
        "crossing",
        "entering",
        "fleeing",
        "moving",
        "going",
        "flying",
        "arriving",
        "coming",
        "settled",
        "employed",
        "registered",
        "stationed",
        "serving",
    ];
    WORDS.contains(&word)
}

/// Verbs for what goods are paid: who is paid by, and where, stands behind "from" and "in".
pub(super) fn earns(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "brought", "brings", "bringing", "fetched", "fetches", "fetching", "earned", "earns",
        "earning", "grossed", "netted", "banked", "pocketed", "reaped", "garnered", "made",
        "realised", "realized",
    ];
    WORDS.contains(&word)
}

/// Words for people who leave, are lost or are held, rather than sent.
pub(super) fn is_loss(word: &str) -> bool {
    is_listed("loss", word)
}

/// Verbs for what a state does with goods at home: "Angola, which pumps 1.1 million barrels a day".
pub(super) fn produces(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "pumps",
        "produces",
        "produced",
        "producing",
        "mines",
        "mined",
        "grows",
        "harvests",
        "harvested",
        "refines",
        "refined",
        "consumes",
        "consumed",
        "consuming",
        "needs",
        "uses",
        "burns",
        "burned",
        "stores",
        "stored",
    ];
    WORDS.contains(&word)
}

/// Verbs for telling of money that is given: "announced $717 million in aid".
/// Participles that begin what somebody else made of it: ", angering Beijing".
pub(super) fn stirs(word: &str) -> bool {
    const STIRS: &[&str] = &[
        "prompting",
        "triggering",
        "sparking",
        "provoking",
        "angering",
        "infuriating",
        "enraging",
        "irritating",
        "annoying",
        "irking",
        "incensing",
        "outraging",
        "alarming",
        "upsetting",
        "unsettling",
        "unnerving",
        "dismaying",
        "antagonising",
        "antagonizing",
        "riling",
        "displeasing",
        "delighting",
        "eliciting",
        "evoking",
        "incurring",
        "igniting",
        "inviting",
    ];
    STIRS.contains(&word)
}

/// Participles that do so with a word for what was said or felt: ", drawing a protest".
pub(super) fn earns_words(word: &str) -> bool {
    const EARNS: &[&str] = &[
        "drawing",
        "attracting",
        "earning",
        "winning",
        "bringing",
        "raising",
        "causing",
        "stirring",
        "fuelling",
        "fueling",
        "arousing",
        "leading",
        "receiving",
    ];
    EARNS.contains(&word)
}

/// What a deed of others meets with.
pub(super) fn is_feeling(word: &str) -> bool {
    const FEELINGS: &[&str] = &[
        "protest",
        "protests",
        "condemnation",
        "criticism",
        "rebuke",
        "rebukes",
        "ire",
        "anger",
        "fury",
        "wrath",
        "outrage",
        "outcry",
        "complaint",
        "complaints",
        "objection",
        "objections",
        "warning",
        "warnings",
        "threat",
        "threats",
        "denunciation",
        "displeasure",
        "alarm",
        "concern",
        "concerns",
        "fears",
        "praise",
        "thanks",
        "applause",
        "gratitude",
        "backlash",
        "scorn",
        "reaction",
        "reactions",
        "response",
        "tension",
        "tensions",
    ];
    FEELINGS.contains(&word)
}

pub(super) fn announces(word: &str) -> bool {
    matches!(word, "announced" | "announces" | "unveiled" | "unveils" | "confirmed" | "announcing")
}

/// What goods are paid: who pays stands behind "from".
pub(super) fn is_takings(word: &str) -> bool {
    matches!(
        word,
        "earnings"
            | "receipts"
            | "revenue"
            | "revenues"
            | "takings"
            | "cheques"
            | "checks"
            | "proceeds"
            | "income"
    )
}

/// Work that people take up abroad: "have found jobs in Saudi Arabia".
pub(super) fn is_work(word: &str) -> bool {
    WORK.contains(&word)
}

const WORK: &[&str] = &["jobs", "work", "employment", "posts", "contracts", "positions"];

/// Verbs for taking it up.
pub(super) fn takes_up(word: &str) -> bool {
    matches!(
        word,
        "taken"
            | "took"
            | "up"
            | "found"
            | "find"
            | "got"
            | "landed"
            | "secured"
            | "gained"
            | "hold"
            | "held"
            | "started"
            | "begun"
            | "began"
            | "at"
    )
}

/// Verbs for moving goods along a way that is told: "carried flour from Egypt into Gaza".
pub(super) fn hauls(word: &str) -> bool {
    HAULS.contains(&word)
}

const HAULS: &[&str] = &[
    "carry",
    "bring",
    "brings",
    "move",
    "moves",
    "ferry",
    "haul",
    "hauls",
    "convey",
    "conveyed",
    "carried",
    "carries",
    "carrying",
    "brought",
    "took",
    "hauled",
    "ferried",
    "bore",
    "moved",
    "transported",
    "ran",
    "crossed",
    "came",
    "travelled",
    "traveled",
    "rolled",
    "passed",
];

/// Verbs for what goods do, or what is done with them, on the way over a border: "moved into Chad".
pub(super) fn passes(word: &str) -> bool {
    PASSES.contains(&word)
}

const PASSES: &[&str] = &[
    "moved",
    "move",
    "moves",
    "passed",
    "passes",
    "rolled",
    "rolls",
    "travelled",
    "traveled",
    "headed",
    "sailed",
    "entered",
    "enters",
    "streamed",
    "trickled",
    "surged",
];

/// Verbs for bringing goods along a wire, a pipe or a road into another state.
pub(super) fn feeds(word: &str) -> bool {
    FEEDS.contains(&word)
}

const FEEDS: &[&str] = &[
    "fed",
    "feeds",
    "feed",
    "feeding",
    "channelled",
    "channeled",
    "funnelled",
    "funneled",
    "injected",
    "carry",
    "carries",
    "carried",
    "bring",
    "brings",
    "brought",
    "move",
    "moves",
    "moved",
    "moving",
    "haul",
    "hauls",
    "hauled",
    "ferry",
    "ferries",
    "ferried",
    "convey",
    "conveyed",
    "barged",
    "freighted",
    "consigned",
    "consigns",
];

/// Verbs for taking goods off a ship: where that is stands behind "in" and "at".
pub(super) fn unloads(word: &str) -> bool {
    UNLOADS.contains(&word)
}

const UNLOADS: &[&str] =
    &["discharged", "discharge", "discharges", "offloaded", "unloaded", "unloads"];

/// What is said of an amount that has still to come: "2.5 million are planned".
pub(super) fn is_awaited(word: &str) -> bool {
    matches!(
        word,
        "planned" | "expected" | "foreseen" | "due" | "scheduled" | "forecast" | "projected"
    )
}

/// Where people are sent that are not wanted: "sent back", "flown home".
pub(super) fn sends_back(word: &str, next: &str) -> bool {
    SENDS_BACK.contains(&word) && matches!(next, "back" | "home")
}

const SENDS_BACK: &[&str] = &[
    "sent", "send", "sends", "sending", "flown", "flew", "turned", "turn", "turning", "pushed",
    "shipped", "handed", "bused", "bussed", "driven", "drove",
];

/// Whether a word may be one of a delivery, a contract or a journey at all.
pub(super) fn may_be_an_errand(word: &str) -> bool {
    static ERRANDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
        let lists = [PASSES, FEEDS, KEEPS, SIGNS, CARRIES, SENDS_BACK, UNLOADS];
        lists.into_iter().flatten().copied().collect()
    });
    ERRANDS.contains(word)
}

/// Verbs for taking what was smuggled: it is no trade.
pub(super) fn seizes(word: &str) -> bool {
    matches!(
        word,
        "seized"
            | "seize"
            | "confiscated"
            | "impounded"
            | "intercepted"
            | "smuggled"
            | "smuggle"
            | "smuggling"
            | "uncovered"
            | "stole"
            | "stolen"
            | "looted"
    )
}

/// What is no trade when a part of it is told: things of a state at home, companies.
pub(super) fn is_of_home(word: &str) -> bool {
    matches!(
        word,
        "airline"
            | "company"
            | "carmaker"
            | "firm"
            | "airport"
            | "club"
            | "lender"
            | "operator"
            | "utility"
            | "bank"
            | "shares"
            | "economy"
            | "gdp"
            | "output"
            | "income"
            | "budget"
            | "jobs"
            | "workforce"
            | "population"
    )
}

/// Verbs of flows by what stands beside them alone: "signed for 54 howitzers", "400 students living in".
const SIGNS: &[&str] = &[
    "signed",
    "contracted",
    "turned",
    "flown",
    "moving",
    "living",
    "studying",
    "travelling",
    "traveling",
    "residing",
    "staying",
    "settled",
];

/// Verbs for having people stand or work in another state.
pub(super) fn keeps(word: &str) -> bool {
    KEEPS.contains(&word)
}

const KEEPS: &[&str] = &[
    "keeps",
    "keep",
    "kept",
    "maintains",
    "maintained",
    "maintain",
    "stationed",
    "stations",
    "garrisoned",
];

/// Words between a verb and the count behind it: "deported more than 800,000 Afghans".
pub(super) fn hedges(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "more",
        "than",
        "some",
        "in",
        "about",
        "around",
        "nearly",
        "almost",
        "over",
        "roughly",
        "at",
        "least",
        "up",
        "to",
        "another",
        "a",
        "further",
        "only",
        "just",
        "close",
        "an",
        "estimated",
    ];
    WORDS.contains(&word)
}
