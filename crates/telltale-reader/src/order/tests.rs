//! What the order of words tells, and what it leaves out.

use jiff::civil::date;

use crate::{Document, Reader};

/// Who did what to whom, as told by a text of 10 July 2024.
fn told(text: &str) -> Vec<String> {
    let document = Document::new(text, date(2024, 7, 10));
    let seen = Reader::load().read(&document);
    let name = |actor: Option<telltale_observation::Actor>| {
        actor.map_or("-".to_owned(), |actor| actor.to_string())
    };
    seen.iter()
        .map(|seen| {
            let modality = seen.modality.name();
            format!("{} {} {} {modality}", name(seen.actor), name(seen.target), seen.channel.name())
        })
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(told(text), expected, "{text}");
}

#[test]
fn a_visit_is_one_of_whom_the_verb_follows() {
    check("法国总统马克龙5日抵达塞尔维亚访问。", &["FRA SRB visit happened"]);
    check(
        "Премьер-министр Венгрии Виктор Орбан 2 июля прибыл в Киев.",
        &["HUN UKR visit happened"],
    );
}

#[test]
fn what_is_to_come_is_planned() {
    check("埃及外长将于7月20日访问土耳其。", &["EGY TUR visit planned"]);
    check("Президент Сербии посетит Китай 20 июля.", &["SRB CHN visit planned"]);
}

#[test]
fn two_who_sign_do_so_with_each_other() {
    let both = ["KAZ UZB agreement happened", "UZB KAZ agreement happened"];
    check("哈萨克斯坦和乌兹别克斯坦签署边界协议。", &both);
    check("Казахстан и Узбекистан подписали соглашение о границе.", &both);
}

#[test]
fn a_condition_a_doubt_and_a_relative_clause_tell_nothing() {
    check("如果印度访问巴基斯坦,局势可能缓和。", &[]);
    check("访问北京的德国议员回国。", &[]);
    check("Если Турция осудит Израиль, переговоры будут прерваны.", &[]);
    check("Индия может посетить Китай.", &[]);
}

#[test]
fn a_denied_verb_is_denied_and_a_stranger_reports() {
    check("Польша не осудила Венгрию.", &["POL HUN criticism denied"]);
    check("韩国军方说,伊朗7日袭击伊拉克。", &["IRN IRQ military reported"]);
}
