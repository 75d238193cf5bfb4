//! Reads hostile files of every source for some seconds each (the first argument; 600 without it; a
//! second names one source): rows of our own, cut, spliced, repeated and sown with marks, plain and
//! packed. A panic, rows that are lost, or a file that takes longer than ten seconds and
//! one more for each 100 kB, ends it with the file's name; the file is left there to be looked at.
#![expect(clippy::print_stdout, reason = "a program for people who test")]

use std::convert::Infallible;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use telltale_observation::{Digest, Fault, Reports};
use telltale_source::raw::{Line, each_line};
use telltale_source::rows::{FileTally, read_rows};
use telltale_source::{Asked, How, Reading, SOURCES, Source, gdelt_mentions};

/// What files are made of: for each source a heading and rows.
const SEEDS: &[(&str, &str)] = &[
    (
        "gdelt",
        "1\t20240306\t\t\t\tCHN\tCHINA\tCHN\t\t\t\t\t\t\t\tJPN\tJAPAN\tJPN\t\t\t\t\t\t\t\t1\t040\t04\t04\t1\t1.0\t4\t2\t3\t0.5\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t1\tTokyo\tJA\t\t\t\t\t\t20240307001500\thttps://example.org\n",
    ),
    (
        "gdelt_gkg",
        "20180326044500-1\t20180326044500\t1\texample.org\thttps://example.org/a\tKILL#4#men#1#Syria#SY#SY#35#38#SY;\t\tWAR;\t\t1#Russia#RS#RS#60#100#RS;4#Kiev#UP#UP12#50#30#1\t\ta b\t\tc d\t\t-2.5,1,3,4,5,6,100\t\t\t\t\t\t\t\t\t\t\t\n",
    ),
    (
        "gdelt_mentions",
        "669670701\t20170701234500\t20170702001500\t1\texample.pe\thttps://example.pe/a\t4\t850\t812\t787\t0\t20\t1002\t0.5\tsrclc:spa;eng:x\t\n",
    ),
    ("gpr", "month,GPR,N10,GPRC_CHN,GPRHC_KOR\n2020-01-01,1.5,9,0.5,0.1\n2020-02-01,1.5,9,,0.1\n"),
    ("sipri", "supplier,recipient,year,value\nChina,Pakistan,2015,565\nFrance,NATO**,2016,1.5\n"),
    (
        "travel",
        "destination country,destination city,description,time\nJapan,Tokyo,Met with Prime Minister Abe.,\"May 25–28, 2019\"\n",
    ),
    (
        "china_vitae",
        "date,year,country,leader,text\n2018-12-07,2018,North Korea,Xi Jinping,Xi Jinping was in Beijing and met with Ri Yong Ho\n",
    ),
    (
        "launches",
        "Date,Missile Name,Facility Name,Test Outcome\n2017-07-04,Hwasong-14,Panghyon,Success\n{\"timeBins\":[{\"data\":[{\"date\":\"1984-04-09\",\"missile\":\"scud-b\",\"outcome\":\"success\"}]}]}",
    ),
    (
        "comtrade",
        "{\"count\":1,\"data\":[{\"typeCode\":\"C\",\"freqCode\":\"M\",\"period\":\"202501\",\"reporterCode\":156,\"flowCode\":\"X\",\"partnerCode\":408,\"partner2Code\":0,\"cmdCode\":\"TOTAL\",\"customsCode\":\"C00\",\"motCode\":0,\"primaryValue\":1.5}]}",
    ),
    (
        "customs",
        "2024年4月进出口商品国别（地区）总值表（人民币值）\n单位：万元人民币\n国别（地区）,出口,,进口,\n,4月,1至4月,4月,1至4月\n朝鲜,1000,4000,200,900\n日本,5,6,-,8\n",
    ),
    (
        "icews",
        "Event ID\tEvent Date\tSource Country\tCAMEO Code\tIntensity\tTarget Country\n1\t2014-01-02\tChina\t042\t1.9\tJapan\n0\t0\t1\t24\n",
    ),
    (
        "phoenix",
        "eid,year,month,day,source_root,target_root,code,goldstein\nP1,1998,3,25,USA,IRQ,173,-5.0\n",
    ),
    (
        "polecat",
        "Event ID\tEvent Date\tEvent Type\tEvent Mode\tActor Country\tRecipient Country\tPublication Date\nE\t2023-05-02\tCONSULT\tvisit\tRUS\tCHN\t2023-05-03\n",
    ),
    (
        "feed",
        "<rss version=\"2.0\"><channel><title>D</title><item><title>A &amp; B</title><link>https://e.org/1</link><pubDate>Tue, 04 Nov 2025 23:30:00 -0500</pubDate><description><![CDATA[<p>x</p>]]></description></item></channel></rss>",
    ),
    (
        "un_votes",
        "rcid,session,vote,ccode,date,unres\n3,1,1,2,1/1/1946,R/1/66\n3,1,3,20,1/1/1946,R/1/66\n",
    ),
];
const MARKS: &[&[u8]] = &[
    b"\0",
    b"\t",
    b"\n",
    b"\r",
    b"\r\n",
    b",",
    b"\"",
    b"\"\"",
    b"\xff",
    b"\xe9",
    b"\xef\xbb\xbf",
    b"1.2.3",
    b"20161332",
    b"1920",
    b"99999999999999999999",
    b"-1",
    b"NaN",
    b"1e999",
    b"<html>",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"#",
    b";",
    b"",
    b" ",
    "é".as_bytes(),
    "京".as_bytes(),
];

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }
}

fn hostile(seed: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut file = Vec::new();
    for _ in 0..1 + dice.below(12) {
        let from = if dice.below(3) == 0 { dice.below(seed.len()) } else { 0 };
        let to = if dice.below(3) == 0 { from + dice.below(seed.len() - from) } else { seed.len() };
        file.extend_from_slice(&seed[from..to]);
    }
    for _ in 0..dice.below(6) {
        let mark = MARKS[dice.below(MARKS.len())];
        let at = dice.below(file.len() + 1);
        let to = if dice.below(2) == 0 { at } else { (at + dice.below(9)).min(file.len()) };
        file.splice(at..to, mark.iter().copied());
    }
    file
}

/// The file as it is, in gzip, or in a zip; packed ones at times cut or damaged.
fn packed(file: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    let mut bytes = match dice.below(6) {
        0 => {
            let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
            let options = zip::write::SimpleFileOptions::default();
            zip.start_file("a.csv", options).expect("a member");
            zip.write_all(&file).expect("written");
            zip.finish().expect("a zip").into_inner()
        }
        1 => {
            let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            gzip.write_all(&file).expect("written");
            gzip.finish().expect("a gzip")
        }
        _ => return file,
    };
    match dice.below(3) {
        0 => bytes.truncate(dice.below(bytes.len() + 1)),
        1 => {
            let at = dice.below(bytes.len());
            bytes[at] ^= 1 << dice.below(8);
        }
        _ => {}
    }
    bytes
}

fn asked() -> Asked {
    Asked { known_at: "2026-01-01T00:00Z".parse().ok(), ..Asked::default() }
}

/// Whether what was read is said to come of these bytes.
fn own_bytes(reading: &Reading, bytes: &[u8]) -> Result<(), String> {
    let digest = Digest::of(bytes);
    let own = reading.observations.iter().all(|seen| seen.origin().digest == digest);
    if own { Ok(()) } else { Err("an observation of other bytes".to_owned()) }
}

/// Reads a file as the program does; says how its rows do not add up, if they do not.
fn read(source: &Source, path: &Path, bytes: &[u8]) -> Result<(), String> {
    match source.how {
        How::Whole(read) => {
            let reading = read("a.csv", bytes, &asked());
            if source.spec.name == "gdelt_gkg" {
                let outside: u64 = reading.outside.values().sum();
                let taken = reading.observations.len() as u64 + outside;
                every_line(bytes, taken, &reading.rejects, 0)?;
            }
            own_bytes(&reading, bytes)
        }
        How::Parted(read) => {
            let read = read("a.csv", bytes, &asked());
            let observations: Vec<_> = read.parts.flatten().collect();
            if observations.len() as u64 != read.count {
                return Err(format!("{} observations of {}", observations.len(), read.count));
            }
            every_line(bytes, read.count + read.absent, &read.rejects, 1)?;
            own_bytes(&Reading { observations, ..Reading::default() }, bytes)
        }
        How::Together(read) => read(&[("a.csv".to_owned(), bytes.to_vec())], &asked())
            .iter()
            .try_for_each(|reading| own_bytes(reading, bytes)),
        How::Mentions => {
            let (mut read, digest) = (Vec::new(), Digest::of(bytes));
            let each = &mut |_: &mut Vec<_>| Ok::<(), Infallible>(());
            let place = (path, "a.csv", digest);
            let Ok(tally) = gdelt_mentions::read_rows(place, None, &|_| true, &mut read, each);
            match read.iter().all(|one| one.digest == digest) {
                true => add_up(&tally, read.len() as u64),
                false => Err("a mention of other bytes".to_owned()),
            }
        }
        How::Rows(rows) => {
            let keys = [
                ("entity2id.txt", "China\t0\nBarack_Obama\t1\n"),
                ("relation2id.txt", "Consult\t0\n"),
            ];
            let keys = keys.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
            let asked = Asked { year: Some(2014), keys: keys.to_vec(), ..Asked::default() };
            let mut reader = (rows.begin)(&asked);
            let mut reports = Reports::of(source.spec.name);
            let each = &mut |_: &mut Reports| Ok::<(), Infallible>(());
            let digest = Digest::of(bytes);
            let Ok(tally) =
                read_rows((path, "a.csv", digest), reader.as_mut(), &|_| true, &mut reports, each);
            for at in 0..reports.len() {
                let _ = reports.observation(at);
            }
            add_up(&tally, reports.len() as u64)
        }
    }
}

/// Whether each line of a file of plain bytes, but for these of its heading, was taken or told.
fn every_line(
    bytes: &[u8],
    taken: u64,
    rejects: &[Fault],
    of_heading: usize,
) -> Result<(), String> {
    let forms: [&[u8]; 4] = [b"\x1f\x8b", b"PK", b"\xff\xfe", b"\xfe\xff"];
    let is_other = forms.iter().any(|form| bytes.starts_with(form));
    // A fault of the file, or of its heading, stands for all of its rows.
    let whole = |fault: &Fault| fault.line.is_none_or(|line| of_heading > 0 && line == 1);
    if is_other || rejects.iter().any(whole) {
        return Ok(());
    }
    let mut lines = 0;
    let Ok(()) = each_line(bytes, |line, _| {
        lines += u64::from(!matches!(line, Line::Whole(_, [])));
        Ok::<(), Infallible>(())
    });
    let all = taken + rejects.len() as u64 + of_heading as u64;
    if lines == all { Ok(()) } else { Err(format!("{all} of {lines} lines")) }
}

/// Whether each row of a file became of something, and so many records are new.
fn add_up(tally: &FileTally, records: u64) -> Result<(), String> {
    let outside: u64 = tally.outside.values().sum();
    let all = tally.new + tally.repeated + outside + tally.faulty;
    match tally.rows == all && records == tally.new {
        true => Ok(()),
        false => Err(format!("rows that do not add up: {tally:?}")),
    }
}

/// Every entry of a feed is a page that says its title.
fn page_of_each_entry(bytes: &[u8]) -> Result<(), String> {
    let Ok(feed) = telltale_source::feed::read("f", bytes) else { return Ok(()) };
    let told = feed.entries.iter().all(|entry| entry.page(&feed).contains("<title>"));
    if told { Ok(()) } else { Err("a page without a title".to_owned()) }
}

fn main() {
    let seconds = std::env::args().nth(1).map_or(600, |text| text.parse().expect("seconds"));
    let only = std::env::args().nth(2);
    let folder = tempfile::tempdir().expect("a folder").keep();
    for (name, seed) in SEEDS {
        if only.as_ref().is_some_and(|only| only != name) {
            continue;
        }
        let source = SOURCES.iter().find(|source| source.spec.name == *name);
        let path = folder.join(format!("{name}.csv"));
        let (mut dice, mut files) = (Dice(0x9e37_79b9_7f4a_7c15), 0u64);
        let end = Instant::now() + Duration::from_secs(seconds);
        while Instant::now() < end {
            let bytes = packed(hostile(seed.as_bytes(), &mut dice), &mut dice);
            fs_err::write(&path, &bytes).expect("written");
            let started = Instant::now();
            let outcome = match source {
                Some(source) => read(source, &path, &bytes),
                None => page_of_each_entry(&bytes),
            };
            if let Err(what) = outcome {
                println!("{name}, file {files}: {what}: {}", path.display());
                std::process::exit(1);
            }
            let allowed = Duration::from_secs(10 + bytes.len() as u64 / 100_000);
            assert!(started.elapsed() < allowed, "too slow: {}", path.display());
            files += 1;
        }
        println!("{name}: {files} files in {seconds} s");
    }
    let seeded = |source: &&Source| SEEDS.iter().any(|(name, _)| *name == source.spec.name);
    for source in SOURCES.iter().filter(|source| !seeded(source)) {
        println!("{}: no seed", source.spec.name);
    }
    fs_err::remove_dir_all(&folder).expect("removed");
}
