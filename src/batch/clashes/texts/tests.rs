//! Found copies against planted ones, the quick way against all pairs, and what the work costs.

use super::super::{Clashes, bare};
use super::*;
use crate::batch::digest::{Party, Spot};
use std::cell::Cell;

#[path = "synthetic.rs"]
mod synthetic;
use synthetic::{Details, Dice, Plan, answers, answers_text, touched_up};

/// A text and the number of the event it tells of: copies tell of the same.
type Told = (String, usize);

/// Facts of one cause: half in the phrases of one office, and two copies of every third.
fn facts(count: usize, seed: u64) -> Vec<Told> {
    let mut dice = Dice(seed);
    let mut out = Vec::new();
    for event in 0..count {
        let plan = if event % 2 == 0 { Plan::new(&mut dice) } else { Plan::house_style(&mut dice) };
        let details = Details::new(&mut dice);
        out.push((bare(&plan.text(&details, event % 12 + 1), &details.names()), event));
        for _ in 0..if event % 3 == 0 { 2 } else { 0 } {
            let other = Details::new(&mut dice);
            out.push((bare(&touched_up(&plan.text(&other, (event + 5) % 12 + 1), &mut dice), &other.names()), event));
        }
    }
    out
}

/// What the texts are.
const FACTS: &str = "违法事实";

fn case_with(what: &str, text: &str, number: usize) -> Digest {
    let spot = Spot { field: "违法事实".into(), line: 9 };
    Digest {
        folder: format!("案{number:05}"),
        case: format!("案{number:05}"),
        form: format!("案{number:05}.yaml"),
        parties: vec![Party { code: format!("{number:018}"), ..Party::default() }],
        texts: vec![TextPrint { what: what.into(), bare: text.into(), spot }],
        ..Digest::default()
    }
}

fn index_of(texts: &[Told], what: &str) -> Texts {
    let mut index = Texts::default();
    for (number, (text, _)) in texts.iter().enumerate() {
        index.add(number as u32, &case_with(what, text, number));
    }
    index
}

/// The groups, and how many texts were read again.
fn quickly(texts: &[Told], what: &str) -> (Vec<Vec<usize>>, usize) {
    let reads = Cell::new(0);
    let groups = index_of(texts, what).groups(&|entry: &Entry| {
        reads.set(reads.get() + 1);
        Some(texts[entry.case as usize].0.clone())
    });
    (groups, reads.get())
}

fn all_pairs(texts: &[Told]) -> Vec<Vec<usize>> {
    let pairs: Vec<Pairs> = texts.iter().map(|(text, _)| Pairs::of(text)).collect();
    let mut sets = Sets::new(texts.len());
    for one in 0..texts.len() {
        for other in 0..one {
            if pairs[one].likeness(&pairs[other]) >= FACTS_ALIKE {
                sets.join(one, other);
            }
        }
    }
    sets.groups()
}

/// Pairs of texts that are in one group.
fn pairs_in(groups: &[Vec<usize>]) -> BTreeSet<(usize, usize)> {
    let pairs_of = |group: &Vec<usize>| {
        let group = group.clone();
        (0..group.len()).flat_map(move |one| (0..one).map(|other| (group[other], group[one])).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    groups.iter().flat_map(pairs_of).collect()
}

#[test]
fn the_quick_way_finds_what_all_pairs_find() {
    let (mut found, mut all) = (0, 0);
    for seed in 1..=6 {
        let texts = facts(200, seed * 1000);
        let (quick, slow) = (pairs_in(&quickly(&texts, FACTS).0), pairs_in(&all_pairs(&texts)));
        assert!(quick.is_subset(&slow), "what is found is verified");
        found += quick.len();
        all += slow.len();
    }
    assert!(all > 1000 && found * 100 >= all * 98, "{found} of {all}");
}

#[test]
fn copies_are_found_and_facts_told_for_themselves_are_not() {
    let (mut found, mut right, mut planted) = (0, 0, 0);
    for seed in 1..=6 {
        let texts = facts(300, seed * 77);
        let is_copy = |(one, other): &(usize, usize)| texts[*one].1 == texts[*other].1;
        let grouped = pairs_in(&quickly(&texts, FACTS).0);
        found += grouped.len();
        right += grouped.iter().filter(|pair| is_copy(pair)).count();
        planted += (0..texts.len()).flat_map(|one| (0..one).map(move |other| (other, one))).filter(is_copy).count();
    }
    assert!(right * 100 >= planted * 98, "recall: {right} of {planted}");
    assert!(right * 100 >= found * 92, "precision: {right} of {found}");
}

#[test]
fn answers_in_ones_own_words_are_not_copies() {
    let mut dice = Dice(5);
    let (mut texts, mut planted) = (Vec::new(), 0);
    for event in 0..400 {
        let (plan, details) = (answers(&mut dice), Details::new(&mut dice));
        texts.push((bare(&answers_text(&plan, &details, event % 12 + 1), &details.names()), event));
        if event % 10 == 0 {
            let other = Details::new(&mut dice);
            texts.push((bare(&answers_text(&plan, &other, event % 7 + 1), &other.names()), event));
            planted += 1;
        }
    }
    let grouped = pairs_in(&quickly(&texts, "询问（张三）").0);
    let right = grouped.iter().filter(|(one, other)| texts[*one].1 == texts[*other].1).count();
    assert_eq!(right, planted);
    // five answers of six in the same words come about by chance too
    assert!(right * 100 >= grouped.len() * 90, "{right} of {}", grouped.len());
}

#[test]
fn five_hundred_copies_are_one_group_and_cost_no_square() {
    let mut dice = Dice(99);
    let plan = Plan::new(&mut dice);
    let mut texts = facts(3000, 4242);
    let honest = texts.len();
    for _ in 0..500 {
        let details = Details::new(&mut dice);
        texts.push((bare(&touched_up(&plan.text(&details, 3), &mut dice), &details.names()), usize::MAX));
    }
    let (groups, reads) = quickly(&texts, FACTS);
    let members = |group: &Vec<usize>| group.iter().filter(|index| **index >= honest).count();
    let largest = groups.iter().max_by_key(|group| members(group)).expect("a group");
    assert!(members(largest) >= 495, "{}", members(largest));
    assert!(reads < texts.len() * 8, "{reads} for {}", texts.len());
}

#[test]
fn a_group_is_one_finding_that_names_its_cases() {
    let mut dice = Dice(3);
    let plan = Plan::new(&mut dice);
    let cases: Vec<Digest> = (0..40)
        .map(|number| {
            let details = Details::new(&mut dice);
            case_with("违法事实", &bare(&plan.text(&details, 3), &details.names()), number)
        })
        .collect();
    let run = |cases: &[Digest]| {
        let mut clashes = Clashes::new();
        cases.iter().for_each(|case| clashes.add(case));
        clashes.finish(&|index| cases.get(index).cloned())
    };
    let found = run(&cases);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].rank, found[0].kind, found[0].places.len()), (Rank::Deduct, Kind::Facts, 40));
    assert_eq!(found[0].message, "40个案件的违法事实几乎一样：“案00000”、“案00001”、“案00002”等40个案件，像是套写的");
    let reversed: Vec<Digest> = cases.iter().rev().cloned().collect();
    assert_eq!(run(&reversed), found, "the order of cases does not matter");
}

#[test]
fn groups_do_not_depend_on_the_order_of_cases() {
    let texts = facts(250, 31);
    let mut turned: Vec<(usize, Told)> = texts.iter().cloned().enumerate().collect();
    turned.sort_by_key(|(index, _)| super::super::hash::mix(*index as u64));
    let order: Vec<usize> = turned.iter().map(|(index, _)| *index).collect();
    let told: Vec<Told> = turned.into_iter().map(|(_, told)| told).collect();
    let back = |groups: Vec<Vec<usize>>| -> BTreeSet<BTreeSet<usize>> {
        groups.into_iter().map(|group| group.into_iter().map(|index| order[index]).collect()).collect()
    };
    let plain: BTreeSet<BTreeSet<usize>> = quickly(&texts, FACTS).0.into_iter().map(|group| group.into_iter().collect()).collect();
    assert_eq!(back(quickly(&told, FACTS).0), plain);
}

#[test]
fn short_texts_and_texts_of_one_case_are_left_alone() {
    let short = "电焊工未取得特种作业操作证在车间从事焊接作业";
    let long = short.repeat(3);
    let rows: [(&[(u32, &str)], usize); 3] =
        [(&[(0, short), (1, short)], 0), (&[(0, &long), (0, &long)], 0), (&[(0, &long), (1, &long)], 1)];
    for (texts, expected) in rows {
        let mut index = Texts::default();
        for (case, text) in texts {
            index.add(*case, &case_with("违法事实", text, *case as usize));
        }
        let groups = index.groups(&|entry: &Entry| Some(texts[entry.case as usize].1.to_string()));
        assert_eq!(groups.len(), expected, "{texts:?}");
    }
}

#[test]
fn what_the_copies_are_decides_the_rank() {
    let text = "在压滤机旁的空地上用氧气乙炔割炬切割旧钢板身边没有持证人员监护问其证件答称没有考过班长临时安排的";
    let two = |what: [&str; 2], party: [&str; 2]| {
        let mut cases: Vec<Digest> = (0..2).map(|number| case_with(what[number], text, number)).collect();
        cases.iter_mut().zip(party).for_each(|(case, code)| case.parties[0].code = code.into());
        let mut clashes = Clashes::new();
        cases.iter().for_each(|case| clashes.add(case));
        clashes.finish(&|index| cases.get(index).cloned())
    };
    let rows = [
        (["违法事实", "违法事实"], ["甲", "乙"], Rank::Deduct, "像是套写的"),
        (["违法事实", "违法事实"], ["甲", "甲"], Rank::Deduct, "其中有同一个当事人的"),
        (["询问（张三）", "询问（李四）"], ["甲", "乙"], Rank::Deduct, "像是复制的"),
        (["询问（张三）", "询问（张三）"], ["甲", "乙"], Rank::Remind, "被询问人姓名相同"),
    ];
    for (what, party, rank, words) in rows {
        let found = two(what, party);
        assert!(found.len() == 1 && found[0].rank == rank && found[0].message.contains(words), "{what:?} {party:?}: {found:#?}");
    }
    assert!(two(["违法事实", "询问（张三）"], ["甲", "乙"]).is_empty(), "facts are not answers");
}

#[test]
fn the_ends_of_a_long_chain_are_not_said_to_be_alike() {
    // each text has a tenth of its own words more than the last
    let text = |step: usize| (0..200).filter_map(|c| char::from_u32(0x4E00 + (step * 18 + c) as u32)).collect::<String>();
    let cases: Vec<Digest> = (0..60).map(|number| case_with(FACTS, &text(number), number)).collect();
    let mut clashes = Clashes::new();
    cases.iter().for_each(|case| clashes.add(case));
    let found = clashes.finish(&|index| cases.get(index).cloned());
    assert!(found.len() > 10, "{}", found.len());
    assert_eq!(found.iter().map(|clash| clash.places.len()).sum::<usize>(), 60, "each case is named once");
    for clash in &found {
        assert!(clash.places.len() < 5, "{clash:#?}");
    }
}
