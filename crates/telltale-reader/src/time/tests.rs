//! Cases as data: a text, the day it was published, and the days that its times must cover.

use super::*;

fn day(text: &str) -> Date {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The dated times of a text, as `start..end`, with one day written once.
fn read(text: &str, language: Language, published: &str) -> String {
    let times = find(text, language, day(published));
    let said: Vec<String> = times
        .iter()
        .filter(|time| time.is_dated())
        .map(|time| days(time.start, time.end))
        .collect();
    said.join(" ")
}

fn days(start: Date, end: Date) -> String {
    if start == end { start.to_string() } else { format!("{start}..{end}") }
}

fn check(language: Language, published: &str, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, expected, read(text, language, published)))
        .filter(|(_, expected, read)| *expected != read)
        .map(|(text, expected, read)| format!("{text}\n  expected {expected}\n  read     {read}"))
        .collect();
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

// 22 October 2025 is a Wednesday.
const PUBLISHED: &str = "2025-10-22";

#[test]
fn english_days_are_the_most_recent_ones() {
    check(
        Language::English,
        PUBLISHED,
        &[
            ("The envoy left on Monday.", "2025-10-20"),
            ("The envoy left on Wednesday.", "2025-10-22"),
            ("The envoy left Thursday morning.", "2025-10-16"),
            ("The envoy left last Wednesday.", "2025-10-15"),
            ("The envoy left last Tuesday.", "2025-10-21"),
            ("The envoy leaves this Friday.", "2025-10-24"),
            ("The envoy leaves next Friday.", "2025-10-31"),
            ("Tuesday's session was short.", "2025-10-21"),
            ("They sat on Friday of last week.", "2025-10-17"),
            ("They sat on Saturday and Sunday.", "2025-10-18..2025-10-19"),
            ("They sat from Monday to Wednesday.", "2025-10-20..2025-10-22"),
            ("It burned overnight to Tuesday.", "2025-10-20..2025-10-21"),
            ("They met today, yesterday and tomorrow.", "2025-10-22 2025-10-21 2025-10-23"),
            ("They met the day before yesterday.", "2025-10-20"),
            ("They met last night.", "2025-10-21"),
            ("They met this morning.", "2025-10-22"),
            ("Shops were shut at the weekend.", "2025-10-18..2025-10-19"),
        ],
    );
}

#[test]
fn english_dates_are_read_in_every_order() {
    check(
        Language::English,
        PUBLISHED,
        &[
            ("PYONGYANG, Oct. 20 (Agency) -- A rally was held.", "2025-10-20"),
            ("A rally was held on October 3rd, 2024, in the capital.", "2024-10-03"),
            ("A rally was held on 3 October 2024.", "2024-10-03"),
            ("A rally was held on the 3rd of October.", "2025-10-03"),
            ("A rally was held on Thursday, Oct. 9, 2025.", "2025-10-09"),
            ("A rally was held on 2024-02-29.", "2024-02-29"),
            ("A rally was held on 2024/02/29.", "2024-02-29"),
            ("A rally was held on 29.02.2024.", "2024-02-29"),
            ("A rally was held on 02/29/2024.", "2024-02-29"),
            ("A rally was held (2011.11.5.) here.", "2011-11-05"),
            ("They toured from Oct. 10-12.", "2025-10-10..2025-10-12"),
            ("They toured on 10-12 October 2023.", "2023-10-10..2023-10-12"),
            ("They toured from September 28 to October 2.", "2025-09-28..2025-10-02"),
            (
                "They toured between December 30, 2024 and January 2, 2025.",
                "2024-12-30..2025-01-02",
            ),
            ("They toured from December 30 to January 2, 2025.", "2024-12-30..2025-01-02"),
            ("They toured on June 3 and 4.", "2025-06-03..2025-06-04"),
            ("They toured on the 15th.", "2025-10-15"),
            ("They will tour on November 5.", "2025-11-05"),
            ("It ended on Dec. 25.", "2025-12-25"),
            ("It ends on New Year's Day.", "2026-01-01"),
            ("It ended on Christmas Eve last year.", "2024-12-24"),
            ("They marched on May Day.", "2025-05-01"),
            ("They marched one May day.", "2025-05-01..2025-05-31"),
            ("It ended on May 3, 2021, and began anew on June 4.", "2021-05-03 2021-06-04"),
            ("What was signed on May 3, 2021, was scrapped on Oct. 4.", "2021-05-03 2025-10-04"),
        ],
    );
}

#[test]
fn english_months_and_their_parts() {
    check(
        Language::English,
        PUBLISHED,
        &[
            ("Sales rose in September.", "2025-09-01..2025-09-30"),
            ("Sales rose in November.", "2024-11-01..2024-11-30"),
            ("Sales rose in October.", "2025-10-01..2025-10-31"),
            ("Sales rose in February 2024.", "2024-02-01..2024-02-29"),
            ("Sales rose in June last year.", "2024-06-01..2024-06-30"),
            ("Sales rose in early September.", "2025-09-01..2025-09-10"),
            ("Sales rose in mid-September.", "2025-09-11..2025-09-20"),
            ("Sales rose in late February 2024.", "2024-02-21..2024-02-29"),
            ("Sales rose at the beginning of August.", "2025-08-01..2025-08-10"),
            ("Sales rose in the first half of August.", "2025-08-01..2025-08-15"),
            ("Sales rose last month.", "2025-09-01..2025-09-30"),
            ("Sales rose this month.", "2025-10-01..2025-10-31"),
            ("Sales rose next month.", "2025-11-01..2025-11-30"),
            ("Sales rose in August and September.", "2025-08-01..2025-09-30"),
            (
                "Sales were 3 and 4 tonnes in August and September, respectively.",
                "2025-08-01..2025-08-31 2025-09-01..2025-09-30",
            ),
            ("Sales rose from May to July 2024.", "2024-05-01..2024-07-31"),
            ("Sales rose from November 2024 to January.", "2024-11-01..2025-01-31"),
            ("In the March-May period sales rose.", "2025-03-01..2025-05-31"),
            ("Sales rose in May.", "2025-05-01..2025-05-31"),
            ("Theresa May spoke and the men march on.", ""),
            ("She may go.", ""),
            ("In October 12 ships sailed.", "2025-10-01..2025-10-31"),
            ("It fell last April.", "2025-04-01..2025-04-30"),
            ("It fell in the last week of August.", "2025-08-25..2025-08-31"),
            ("It fell in the first 20 days of October.", "2025-10-01..2025-10-20"),
        ],
    );
}

#[test]
fn english_longer_periods() {
    check(
        Language::English,
        PUBLISHED,
        &[
            ("Trade grew in the third quarter.", "2025-07-01..2025-09-30"),
            ("Trade grew in the fourth quarter of 2024.", "2024-10-01..2024-12-31"),
            ("Trade grew in Q2 2025.", "2025-04-01..2025-06-30"),
            ("Trade grew in 3Q.", "2025-07-01..2025-09-30"),
            ("Third-quarter trade grew.", "2025-07-01..2025-09-30"),
            ("Trade grew in the second half of last year.", "2024-07-01..2024-12-31"),
            ("Trade will grow in the first half of 2026.", "2026-01-01..2026-06-30"),
            ("Trade grew in the first nine months of the year.", "2025-01-01..2025-09-30"),
            ("Trade grew in the first ten months of 2024.", "2024-01-01..2024-10-31"),
            ("Trade grew in the first three quarters.", "2025-01-01..2025-09-30"),
            ("Trade grew last year.", "2024-01-01..2024-12-31"),
            ("Trade grew in 2019.", "2019-01-01..2019-12-31"),
            ("Trade grew from 2019 to 2021.", "2019-01-01..2021-12-31"),
            ("Trade in 2020-24 grew.", "2020-01-01..2024-12-31"),
            ("Trade grew in the 1990s.", "1990-01-01..1999-12-31"),
            ("Trade grew in the year to March.", "2024-04-01..2025-03-31"),
            ("Trade grew in the three months ended June.", "2025-04-01..2025-06-30"),
            ("Trade grew over the past three months.", "2025-07-22..2025-10-22"),
            ("Trade grew over the last year.", "2024-10-22..2025-10-22"),
            ("Trade will grow over the next two years.", "2025-10-22..2027-10-22"),
            ("Trade has grown so far this year.", "2025-01-01..2025-10-22"),
            ("Trade has grown since the start of the year.", "2025-01-01..2025-10-22"),
            ("Trade has grown since October 2024.", "2024-10-01..2025-10-22"),
            ("Trade has grown since late August.", "2025-08-21..2025-10-22"),
            ("It will close by the end of 2027.", "2025-10-22..2027-12-31"),
            ("It will stay until Friday.", "2025-10-22..2025-10-24"),
            ("They met last week.", "2025-10-13..2025-10-19"),
            ("They met earlier this week.", "2025-10-20..2025-10-26"),
            ("They meet next week.", "2025-10-27..2025-11-02"),
            ("They met last summer.", "2025-06-01..2025-08-31"),
            ("They met in the spring of 2024.", "2024-03-01..2024-05-31"),
            ("They met in winter 2023.", "2023-12-01..2024-02-29"),
            ("Trade grew in the third and fourth quarters of 2024.", "2024-07-01..2024-12-31"),
            ("The 1950-53 war hurt trade.", "1950-01-01..1953-12-31"),
            ("The week of October 6 was calm.", "2025-10-06..2025-10-12"),
            ("The year before last was calm.", "2023-01-01..2023-12-31"),
            ("On Good Friday and in the Sunday Times it was calm.", ""),
            ("They met in January this year.", "2025-01-01..2025-01-31"),
        ],
    );
}

#[test]
fn english_distances() {
    check(
        Language::English,
        PUBLISHED,
        &[
            ("They met two weeks ago.", "2025-10-06..2025-10-12"),
            ("They met three days ago.", "2025-10-19"),
            ("They met five months ago.", "2025-05-01..2025-05-31"),
            ("They met six years ago.", "2019-01-01..2019-12-31"),
            ("They meet in three days.", "2025-10-25"),
            ("It was signed half a year ago.", "2025-04-01..2025-04-30"),
            ("He came on October 6 and left the following day.", "2025-10-06 2025-10-07"),
            ("He came on October 6 and left three days later.", "2025-10-06 2025-10-09"),
            ("He came on October 6; a day earlier she had left.", "2025-10-06 2025-10-05"),
            ("He came on Sunday; a year earlier nobody did.", "2025-10-19 2024-10-19"),
            (
                "Sales were 5 tonnes in June, up from a year earlier.",
                "2025-06-01..2025-06-30 2024-06-01..2024-06-30",
            ),
            (
                "Sales in February 2025 exceeded those of a year before.",
                "2025-02-01..2025-02-28 2024-02-01..2024-02-29",
            ),
            (
                "Sales in February 2025 were above the same month of 2024.",
                "2025-02-01..2025-02-28 2024-02-01..2024-02-29",
            ),
            (
                "In the first half sales beat the same period last year.",
                "2025-01-01..2025-06-30 2024-01-01..2024-06-30",
            ),
            (
                "In the third quarter sales beat the previous quarter.",
                "2025-07-01..2025-09-30 2025-04-01..2025-06-30",
            ),
            (
                "Sales in March were above the previous month.",
                "2025-03-01..2025-03-31 2025-02-01..2025-02-28",
            ),
            (
                "Officials said on Tuesday that sales in March were double those of a year ago.",
                "2025-10-21 2025-03-01..2025-03-31 2024-03-01..2024-03-31",
            ),
            (
                "Sales were more than those of a year ago in March.",
                "2024-03-01..2024-03-31 2025-03-01..2025-03-31",
            ),
            (
                "Sales in March were above those in February and below those of a year ago.",
                "2025-03-01..2025-03-31 2025-02-01..2025-02-28 2024-02-01..2024-02-29",
            ),
            (
                "Sales in March were lower than in February and lower than a year ago.",
                "2025-03-01..2025-03-31 2025-02-01..2025-02-28 2024-03-01..2024-03-31",
            ),
        ],
    );
}

#[test]
fn english_counts_ages_and_clocks_are_no_dates() {
    check(
        Language::English,
        PUBLISHED,
        &[
            ("It sent 2000 soldiers and 2,019 shells.", ""),
            ("It cost $2025 and weighed 1990 kg.", ""),
            ("Some 2000 people came at 10 p.m.", ""),
            ("More than 2000 came.", ""),
            ("Resolution 2094 was passed.", ""),
            ("A 41-year-old man, aged 41, was 41 years old.", ""),
            ("It rose month-on-month and year-on-year.", ""),
            ("It lasted for three years.", ""),
            ("They meet every week and on Mondays.", ""),
            ("It marked the 75th anniversary.", ""),
            ("It was the highest in three years.", ""),
            ("A second half of the match was played.", ""),
            ("The three-day visit was short.", ""),
            ("On February 30 nothing happened.", ""),
            ("On June 31 nothing happened.", ""),
            ("The year 99999 is far off.", ""),
            ("On 31 June nothing happened.", ""),
            ("On 2023-02-29 nothing happened.", ""),
        ],
    );
}

#[test]
fn korean_days() {
    check(
        Language::Korean,
        PUBLISHED,
        &[
            ("대표단이 15일 도착했다.", "2025-10-15"),
            ("대표단이 25일 도착했다.", "2025-09-25"),
            ("대표단이 지난 15일 도착했다.", "2025-10-15"),
            ("대표단이 오는 25일 도착한다.", "2025-10-25"),
            ("대표단이 오는 3일 도착한다.", "2025-11-03"),
            ("대표단이 3월 9일 도착했다.", "2025-03-09"),
            ("대표단이 지난 9월 9일 도착했다.", "2025-09-09"),
            ("대표단이 2016년 5월 6일 도착했다.", "2016-05-06"),
            ("대표단이 2024. 2. 29. 도착했다.", "2024-02-29"),
            ("대표단이 지난달 30일 도착했다.", "2025-09-30"),
            ("대표단이 지난해 12월 3일 도착했다.", "2024-12-03"),
            ("대표단이 지난 화요일 도착했다.", "2025-10-21"),
            ("대표단이 오는 금요일 도착한다.", "2025-10-24"),
            ("대표단이 월요일에 도착했다.", "2025-10-20"),
            ("대표단이 지난주 금요일 도착했다.", "2025-10-17"),
            ("어제 오고 오늘 가고 내일 또 온다.", "2025-10-21 2025-10-22 2025-10-23"),
            ("15일(현지시간) 오후에 왔다.", "2025-10-15"),
            ("10일부터 12일까지 머물렀다.", "2025-10-10..2025-10-12"),
            ("10∼12일 머물렀다.", "2025-10-10..2025-10-12"),
            ("9월 28일부터 10월 2일까지 머물렀다.", "2025-09-28..2025-10-02"),
            ("지난달 28일부터 이달 2일까지 머물렀다.", "2025-09-28..2025-10-02"),
            ("사흘 전에 왔다.", "2025-10-19"),
            ("3일 전에 왔다.", "2025-10-19"),
            ("10일 왔다가 이튿날 갔다.", "2025-10-10 2025-10-11"),
            ("10일 왔고 전날 회담했다.", "2025-10-10 2025-10-09"),
            ("광복절에 연설했다.", "2025-08-15"),
            ("주체114(2025)년 10월 10일 행사가 열렸다.", "2025-10-10"),
        ],
    );
}

#[test]
fn korean_periods() {
    check(
        Language::Korean,
        PUBLISHED,
        &[
            ("지난달 수출이 늘었다.", "2025-09-01..2025-09-30"),
            ("이달 수출이 늘었다.", "2025-10-01..2025-10-31"),
            ("이번 달 수출이 늘었다.", "2025-10-01..2025-10-31"),
            ("다음 달 수출이 는다.", "2025-11-01..2025-11-30"),
            ("이달 초 수출이 늘었다.", "2025-10-01..2025-10-10"),
            ("9월 중순 수출이 늘었다.", "2025-09-11..2025-09-20"),
            ("9월 둘째 주 수출이 늘었다.", "2025-09-08..2025-09-14"),
            ("9월 첫 주에 수출이 늘었다.", "2025-09-01..2025-09-07"),
            // No week, but a general meeting and an envoy.
            ("9월 첫 주총이 열렸다.", "2025-09-01..2025-09-30"),
            ("9월 첫 주한 대사 회의가 열렸다.", "2025-09-01..2025-09-30"),
            ("2월 말 수출이 늘었다.", "2025-02-21..2025-02-28"),
            ("지난해 수출이 늘었다.", "2024-01-01..2024-12-31"),
            ("지난해 연말 수출이 늘었다.", "2024-12-01..2024-12-31"),
            ("재작년 수출이 늘었다.", "2023-01-01..2023-12-31"),
            ("내년도 예산을 짰다.", "2026-01-01..2026-12-31"),
            ("2024년 한 해 수출이 늘었다.", "2024-01-01..2024-12-31"),
            ("지난해 12월 수출이 늘었다.", "2024-12-01..2024-12-31"),
            ("올해 1~9월 수출이 늘었다.", "2025-01-01..2025-09-30"),
            ("1월부터 9월까지 수출이 늘었다.", "2025-01-01..2025-09-30"),
            ("올 들어 8월까지 수출이 늘었다.", "2025-01-01..2025-08-31"),
            ("올해 들어 수출이 늘었다.", "2025-01-01..2025-10-22"),
            ("3분기 수출이 늘었다.", "2025-07-01..2025-09-30"),
            ("올 상반기 수출이 늘었다.", "2025-01-01..2025-06-30"),
            ("지난해 하반기 수출이 늘었다.", "2024-07-01..2024-12-31"),
            ("이번 주 회담한다.", "2025-10-20..2025-10-26"),
            ("지난주 회담했다.", "2025-10-13..2025-10-19"),
            ("지난 3년간 수출이 늘었다.", "2022-10-22..2025-10-22"),
            ("최근 6개월 수출이 늘었다.", "2025-04-22..2025-10-22"),
            ("2017년 8월 이후 처음이다.", "2017-08-01..2025-10-22"),
            ("2015∼19년 수출이 줄었다.", "2015-01-01..2019-12-31"),
            ("지난여름 수출이 줄었다.", "2025-06-01..2025-08-31"),
            ("지난주 말 회담했다.", "2025-10-18..2025-10-19"),
            ("1990년대 수출이 줄었다.", "1990-01-01..1999-12-31"),
            ("9월 수출은 전달보다 늘었다.", "2025-09-01..2025-09-30 2025-08-01..2025-08-31"),
            (
                "9월 수출은 지난해 같은 달보다 늘었다.",
                "2025-09-01..2025-09-30 2024-09-01..2024-09-30",
            ),
            (
                "상반기 수출은 전년 동기보다 늘었다.",
                "2025-01-01..2025-06-30 2024-01-01..2024-06-30",
            ),
            ("2024년 수출은 전년보다 늘었다.", "2024-01-01..2024-12-31 2023-01-01..2023-12-31"),
            ("9월 수출은 1년 전보다 늘었다.", "2025-09-01..2025-09-30 2024-09-01..2024-09-30"),
            (
                "9월 수출은 8월보다 줄었으나 1년 전보다는 늘었다.",
                "2025-09-01..2025-09-30 2025-08-01..2025-08-31 2024-09-01..2024-09-30",
            ),
            (
                "2023년 5월 3일 만나고 그해 8월 4일과 이듬해 3월 또 만났다.",
                "2023-05-03 2023-08-04 2024-03-01..2024-03-31",
            ),
            (
                "2023년 5월에 만나고 같은 해 8월 또 만났다.",
                "2023-05-01..2023-05-31 2023-08-01..2023-08-31",
            ),
        ],
    );
}

#[test]
fn korean_counts_are_no_dates() {
    check(
        Language::Korean,
        PUBLISHED,
        &[
            ("수교 60년째이다.", ""),
            ("제15일 상영과 3일장.", ""),
            ("창건 80주년을 맞았다.", ""),
            ("3일간 머물렀다.", ""),
            ("1일 생산량이 줄었다.", ""),
            ("하루 평균 20명이 왔다.", ""),
            ("5년 만에 만났다.", ""),
            ("오늘날 세계는 변한다.", ""),
            ("의견을 전달했다.", ""),
            ("2월 30일에는 아무 일도 없었다.", ""),
            ("13월은 없다.", ""),
            ("병사 2000명과 포탄 1990발이 갔다.", ""),
            ("매년 만난다.", ""),
        ],
    );
}

#[test]
fn chinese_times() {
    check(
        Language::Chinese,
        PUBLISHED,
        &[
            ("代表团10月15日抵达。", "2025-10-15"),
            ("代表团2024年2月29日抵达。", "2024-02-29"),
            ("代表团二〇二四年九月三日抵达。", "2024-09-03"),
            ("代表团昨天抵达。", "2025-10-21"),
            ("代表团周一抵达。", "2025-10-20"),
            ("代表团上周三抵达。", "2025-10-15"),
            ("代表团15日抵达。", "2025-10-15"),
            ("去年出口增长。", "2024-01-01..2024-12-31"),
            ("去年12月出口增长。", "2024-12-01..2024-12-31"),
            ("上月出口增长。", "2025-09-01..2025-09-30"),
            ("9月份出口同比增长，环比下降。", "2025-09-01..2025-09-30"),
            ("2025年9月出口增长。", "2025-09-01..2025-09-30"),
            ("前三季度出口增长。", "2025-01-01..2025-09-30"),
            ("第三季度出口增长。", "2025-07-01..2025-09-30"),
            ("2024年上半年出口增长。", "2024-01-01..2024-06-30"),
            ("1至9月出口增长。", "2025-01-01..2025-09-30"),
            ("10月3日至5日访问。", "2025-10-03..2025-10-05"),
            ("三天前抵达。", "2025-10-19"),
            ("9月中旬抵达。", "2025-09-11..2025-09-20"),
            ("9月出口高于去年同期。", "2025-09-01..2025-09-30 2024-09-01..2024-09-30"),
            ("建交75周年，持续三年。", ""),
            ("上世纪90年代出口增长。", "1990-01-01..1999-12-31"),
            ("未来三年出口将增长。", "2025-10-22..2028-10-22"),
            ("自2019年以来出口增长。", "2019-01-01..2025-10-22"),
            ("明年访问。", "2026-01-01..2026-12-31"),
        ],
    );
}

#[test]
fn russian_times() {
    check(
        Language::Russian,
        PUBLISHED,
        &[
            ("Делегация прибыла 15 октября 2025 года.", "2025-10-15"),
            ("Делегация прибыла 15 октября.", "2025-10-15"),
            ("Делегация прибыла 15.10.2025.", "2025-10-15"),
            ("Делегация прибыла вчера.", "2025-10-21"),
            ("Делегация прибыла в понедельник.", "2025-10-20"),
            ("Делегация прибыла в прошлую пятницу.", "2025-10-17"),
            ("Экспорт вырос в сентябре.", "2025-09-01..2025-09-30"),
            ("Экспорт вырос в прошлом году.", "2024-01-01..2024-12-31"),
            ("Экспорт вырос в прошлом месяце.", "2025-09-01..2025-09-30"),
            ("Встреча прошла на прошлой неделе.", "2025-10-13..2025-10-19"),
            ("Экспорт вырос за девять месяцев.", "2025-01-01..2025-09-30"),
            ("Экспорт вырос за девять месяцев 2024 года.", "2024-01-01..2024-09-30"),
            ("Экспорт вырос в третьем квартале.", "2025-07-01..2025-09-30"),
            ("Экспорт вырос в первом полугодии 2025 года.", "2025-01-01..2025-06-30"),
            ("Экспорт вырос в 2024 году.", "2024-01-01..2024-12-31"),
            ("Визит шёл с 14 по 18 октября.", "2025-10-14..2025-10-18"),
            ("Экспорт рос с января по сентябрь.", "2025-01-01..2025-09-30"),
            ("Экспорт вырос в январе–августе 2025 года.", "2025-01-01..2025-08-31"),
            ("Экспорт растёт с октября 2024 года.", "2024-10-01..2025-10-22"),
            ("Они встретились три дня назад.", "2025-10-19"),
            (
                "В сентябре экспорт был выше, чем годом ранее.",
                "2025-09-01..2025-09-30 2024-09-01..2024-09-30",
            ),
            ("Экспорт рос с 2022 по 2024 год.", "2022-01-01..2024-12-31"),
            ("Экспорт вырос во II квартале.", "2025-04-01..2025-06-30"),
            ("30 февраля ничего не было.", ""),
            ("Экспорт вырос в 1990-х годах.", "1990-01-01..1999-12-31"),
            ("Это 75-летие, оно длилось три года.", ""),
            ("Они встретились в начале октября.", "2025-10-01..2025-10-10"),
        ],
    );
}

#[test]
fn a_text_that_plans_is_read_forward() {
    let cases = [
        (Language::English, "on Friday", "2025-10-24"),
        (Language::English, "on Wednesday", "2025-10-22"),
        (Language::English, "in April", "2026-04-01..2026-04-30"),
        (Language::English, "in October", "2025-10-01..2025-10-31"),
        (Language::English, "on 15 August", "2026-08-15"),
        (Language::English, "from March 7 to 11", "2026-03-07..2026-03-11"),
        (Language::English, "from December to January", "2025-12-01..2026-01-31"),
        (Language::English, "in the first quarter", "2026-01-01..2026-03-31"),
        (Language::English, "on 29 February", "2028-02-29"),
        (Language::English, "in 2019", "2019-01-01..2019-12-31"),
        (Language::English, "last Friday", "2025-10-17"),
        (Language::Korean, "15일", "2025-11-15"),
        (Language::Korean, "31일", "2025-10-31"),
        (Language::Korean, "27일부터 30일까지", "2025-10-27..2025-10-30"),
        (Language::Korean, "4월", "2026-04-01..2026-04-30"),
        (Language::Chinese, "周五", "2025-10-24"),
        (Language::Russian, "в пятницу", "2025-10-24"),
    ];
    for (language, text, expected) in cases {
        let time = find(text, language, day(PUBLISHED))[0];
        let ahead = resolve_future(&time, day(PUBLISHED));
        assert_eq!(days(ahead.start, ahead.end), expected, "{text}");
    }
}

#[test]
fn words_that_look_ahead_are_marked() {
    for (text, ahead) in [
        ("next month", true),
        ("in three days", true),
        ("the coming year", true),
        ("tomorrow", true),
        ("last month", false),
        ("on Friday", false),
        ("in 2019", false),
    ] {
        assert_eq!(find(text, Language::English, day(PUBLISHED))[0].future_form, ahead, "{text}");
    }
}

#[test]
fn kinds_are_told_apart() {
    let kind = |text: &str, language| find(text, language, day(PUBLISHED))[0].kind;
    for (text, expected) in [
        ("for three years", TimeKind::Duration),
        ("every week", TimeKind::Set),
        ("the 75th anniversary", TimeKind::Anniversary),
        ("since May 2024", TimeKind::Since),
        ("until 2027", TimeKind::Until),
        ("from May to July", TimeKind::Range),
        ("in May", TimeKind::Point),
    ] {
        assert_eq!(kind(text, Language::English), expected, "{text}");
    }
    assert_eq!(kind("80주년", Language::Korean), TimeKind::Anniversary);
    assert_eq!(kind("3일간", Language::Korean), TimeKind::Duration);
}

#[test]
fn a_part_of_a_month_knows_its_month() {
    let time = find("이달 초", Language::Korean, day(PUBLISHED))[0];
    assert_eq!((time.grain, time.whole()), (Grain::Month, (day("2025-10-01"), day("2025-10-31"))));
}

#[test]
fn a_relative_time_can_be_counted_from_another_anchor() {
    let time = find("a year earlier", Language::English, day(PUBLISHED))[0];
    let anchored = time.anchored(day("2024-02-01"), day("2024-02-29"), Grain::Month);
    assert_eq!((anchored.start, anchored.end), (day("2023-02-01"), day("2023-02-28")));
}

#[test]
fn the_ends_of_the_calendar_hold() {
    for published in ["9999-12-31", "-009999-01-01", "0001-01-01"] {
        let published = day(published);
        for (language, text) in [
            (
                Language::English,
                "in 9999 days, 500 years ago, next year, last week, on Monday, since May, 99 centuries, early next month, the previous year, 4000 years earlier",
            ),
            (
                Language::Korean,
                "내년, 지난주, 9999년 전, 3일, 5월까지, 전년 동기, 겨울, 오는 31일, 다음 달 31일",
            ),
            (Language::Chinese, "明年，上周，三百年前，5月，去年同期，冬季"),
            (
                Language::Russian,
                "в следующем году, на прошлой неделе, 999 лет назад, годом ранее, зимой",
            ),
        ] {
            for time in find(text, language, published) {
                assert!(time.start <= time.end, "{text}: {time:?}");
                let ahead = resolve_future(&time, published);
                assert!(ahead.start <= ahead.end, "{text}: {ahead:?}");
            }
        }
    }
}

/// Pieces that between them set off every rule, joined in every order.
const PIECES: &[&str] = &[
    "in",
    "2025",
    "-",
    "–",
    "Oct.",
    "May",
    "the",
    "first",
    "half",
    "of",
    "10",
    "days",
    "ago",
    "since",
    "last",
    "a",
    "year",
    "earlier",
    "99999",
    ",",
    "1~",
    "15일",
    "부터",
    "3월",
    "지난",
    "같은 해",
    "전달",
    "年",
    "前",
    "三",
    "至",
    "月",
    "上周",
    "с",
    "по",
    "года",
    "18",
    "января",
    "é",
    "\u{0}",
    "’s",
    "—",
    "1/1/",
    "🙂",
];

#[test]
fn no_text_breaks_the_reading_and_spans_lie_on_letters() {
    let mut state = 7u32;
    let mut step = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize % below
    };
    for _ in 0..4_000 {
        let mut text = String::new();
        for _ in 0..step(12) {
            text.push_str(PIECES[step(PIECES.len())]);
            if step(3) > 0 {
                text.push(' ');
            }
        }
        for language in [Language::English, Language::Korean, Language::Chinese, Language::Russian]
        {
            let mut last = 0;
            for time in find(&text, language, day(PUBLISHED)) {
                assert!(
                    text.get(time.span.0..time.span.1).is_some_and(|span| !span.is_empty()),
                    "{text:?}"
                );
                assert!(time.span.0 >= last && time.start <= time.end, "{text:?}: {time:?}");
                last = time.span.1;
            }
        }
    }
}

#[test]
fn endless_nesting_ends() {
    for piece in [
        "early ",
        "the ",
        "fiscal ",
        "the end of ",
        "the day before ",
        "first day of ",
        "2 days after ",
        "12 months to ",
    ] {
        let _ = find(&piece.repeat(10_000), Language::English, day(PUBLISHED));
    }
    for piece in ["начале ", "том ", "с ", "1 и "] {
        let _ = find(&piece.repeat(10_000), Language::Russian, day(PUBLISHED));
    }
}

#[test]
fn a_text_ten_times_as_long_takes_ten_times_as_long() {
    // Counted in times found, not in seconds: a rule that scanned to the end of the text for each
    // word would not come back from this one.
    for (language, piece) in [
        (Language::English, "a year earlier the last three the first half of "),
        (Language::Korean, "전년 동기 지난 같은 해 15일부터 "),
        (Language::Chinese, "去年同期至10月、11月"),
        (Language::Russian, "годом ранее с 14 по "),
    ] {
        let times = find(&piece.repeat(10_000), language, day(PUBLISHED));
        assert!(times.len() >= 10_000, "{language:?}: {}", times.len());
    }
}
