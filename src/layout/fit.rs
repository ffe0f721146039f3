//! A form that misses one page by a little: its boxes for handwriting give in, rather than leave the last one alone on a
//! second page.

use super::breaker::EPS;
use super::flow::Live;
use super::units::{Content, Units};

/// A row at least this high is a box to write in, not a line of fields.
const BOX_HEIGHT: f32 = 50.0;
/// Share of its empty height a box may lose.
const GIVE: f32 = 0.3;

/// Lowers the wished heights of boxes if that brings everything onto one page.
pub fn shrink_to_one_page(units: &mut Units, live: Live) {
    let total: f32 = units.list.iter().map(|unit| unit.before + unit.height).sum();
    let over = total - (live.bottom - live.first_top);
    let one_page = !units.list.iter().any(|unit| matches!(unit.content, Content::PageBreak));
    if over <= EPS || !one_page {
        return;
    }
    let empty: f32 = units.tables.iter().flat_map(|table| &table.groups).map(|group| group.empty_height(BOX_HEIGHT)).sum();
    if over > empty * GIVE {
        return;
    }
    let share = over / empty;
    for group in units.tables.iter_mut().flat_map(|table| &mut table.groups) {
        group.lower(BOX_HEIGHT, share);
    }
    let full = live.bottom - live.top;
    for unit in &mut units.list {
        if let Content::Group { table, group } = unit.content {
            let rows = &units.tables[table].groups[group];
            unit.height = rows.height(&rows.start(), full);
        }
    }
}
