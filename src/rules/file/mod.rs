//! 格式、文号和案卷: what is printed, numbered and filed.

mod printed;

crate::rules::family! {
    checked {
        "R88" r88_placeholder_left,
        "R89" r89_words_and_digits,
        "R90" r90_numbers,
        "R91" r91_titles,
        "R93" r93_catalogue_rows,
        "R94" r94_front_page,
        "R95" r95_one_case_one_number,
        "R96" r96_corrections,
        "R97" r97_wording,
        "R98" r98_public_copy,
    }
    person {
        "R92" r92_page_numbers,
    }
    batch {
        "R99" r99_outlying_amounts,
        "R100" r100_shared_between_cases,
    }
}
