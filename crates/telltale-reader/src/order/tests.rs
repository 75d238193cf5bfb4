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

#[test]
fn a_general_is_no_plan_and_the_future_no_denial() {
    check("韩国将军访问日本。", &["KOR JPN visit happened"]);
    check("印度就未来合作同法国签署协议。", &["IND FRA agreement happened"]);
    check("法国总统应邀访问塞尔维亚。", &["FRA SRB visit happened"]);
}

#[test]
fn a_blow_is_struck_by_a_masculine_state_too() {
    check("Израиль нанёс удар по Ливану.", &["ISR LBN military happened"]);
}

#[test]
fn what_stands_in_quotation_marks_of_any_kind_tells_nothing() {
    check("\"Индия атаковала Пакистан\" - так называется фильм.", &[]);
    check("『印度袭击巴基斯坦』是一部电影。", &[]);
}
