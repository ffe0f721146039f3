//! Units → pages: fills the live area from top to bottom, breaks where it is allowed, repeats table heads.

use super::breaker::EPS;
use super::pages::{Bookmark, Item, NO_BLOCK, Page};
use super::rows::{Group, Room};
use super::table::TableBox;
use super::units::{Content, Unit, Units};

/// The live area of the pages.
#[derive(Debug, Clone, Copy)]
pub struct Live {
    /// Left edge.
    pub left: f32,
    /// Upper edge on the first page.
    pub first_top: f32,
    /// Upper edge on the following pages.
    pub top: f32,
    /// Lower edge.
    pub bottom: f32,
}

/// Puts all units on pages.
pub fn fill(units: Units, live: Live) -> (Vec<Page>, Vec<Bookmark>) {
    let Units { mut list, tables, .. } = units;
    let mut flow = Flow::new(live, &tables);
    let mut from = 0;
    while from < list.len() {
        let mut to = from;
        while list[to].keep && to + 1 < list.len() {
            to += 1;
        }
        if matches!(list[from].content, Content::PageBreak) {
            flow.forced_page();
            from += 1;
            continue;
        }
        if !flow.fresh && flow.y + flow.start_height(&list[from..=to]) > live.bottom + EPS {
            flow.new_page();
        }
        for index in from..=to {
            let reserve = list[index + 1..=to].iter().map(|unit| unit.before + unit.height).sum();
            flow.place(&mut list[index], reserve);
        }
        from = to + 1;
    }
    (flow.pages, flow.bookmarks)
}

struct Flow<'a> {
    live: Live,
    tables: &'a [TableBox],
    pages: Vec<Page>,
    bookmarks: Vec<Bookmark>,
    y: f32,
    /// Nothing stands on the page yet.
    fresh: bool,
    /// The page began because the one before was full, not because the document or a page break said so.
    overflowed: bool,
    /// The table whose rows stand directly above.
    above: Option<usize>,
}

impl<'a> Flow<'a> {
    fn new(live: Live, tables: &'a [TableBox]) -> Self {
        Flow {
            live,
            tables,
            pages: vec![Page::default()],
            bookmarks: Vec::new(),
            y: live.first_top,
            fresh: true,
            overflowed: false,
            above: None,
        }
    }

    fn new_page(&mut self) {
        self.pages.push(Page::default());
        self.y = self.live.top;
        self.fresh = true;
        self.overflowed = true;
        self.above = None;
    }

    fn forced_page(&mut self) {
        if !self.fresh {
            self.new_page();
        }
        self.overflowed = false;
    }

    fn full(&self) -> f32 {
        self.live.bottom - self.live.top
    }

    /// Height that must be free for a chain of units to begin on this page. A row group that may be cut needs only its
    /// first lines; what follows it is settled when it is cut.
    fn start_height(&self, chain: &[Unit]) -> f32 {
        let mut height = 0.0;
        for unit in chain {
            height += unit.before;
            match unit.content {
                Content::Items(_) | Content::PageBreak => height += unit.height,
                Content::Group { table, group } => {
                    let rows = &self.tables[table].groups[group];
                    let least = rows.least(&rows.start(), self.full());
                    height += least;
                    if least + EPS < unit.height {
                        break;
                    }
                }
            }
        }
        height
    }

    fn place(&mut self, unit: &mut Unit, reserve: f32) {
        match &mut unit.content {
            Content::Items(items) => {
                if !self.fresh && self.y + unit.before + unit.height > self.live.bottom + EPS {
                    self.new_page();
                }
                self.space(unit.before);
                if let Some(title) = unit.bookmark.take() {
                    self.bookmarks.push(Bookmark { title, page: self.pages.len() - 1, y: self.y });
                }
                for item in items.iter_mut() {
                    item.shift(self.live.left, self.y);
                }
                self.body().append(items);
                self.y += unit.height;
                self.above = None;
                self.fresh = false;
            }
            Content::Group { table, group } => self.group(*table, *group, unit.before, reserve),
            Content::PageBreak => self.forced_page(),
        }
    }

    /// Space above a unit, unless a full page just ended.
    fn space(&mut self, before: f32) {
        if !(self.fresh && self.overflowed) {
            self.y += before;
        }
    }

    fn body(&mut self) -> &mut Vec<Item> {
        let last = self.pages.len() - 1;
        &mut self.pages[last].body
    }

    fn group(&mut self, index: usize, group: usize, before: f32, reserve: f32) {
        let tables = self.tables;
        let table = &tables[index];
        let rows = &table.groups[group];
        let is_head = group < table.heads;
        let heads: f32 = if is_head { 0.0 } else { self.heads_height(table) };
        let full = self.full() - heads;
        let mut cursor = rows.start();
        let mut before = before;
        loop {
            if self.fresh && self.overflowed && heads > 0.0 && self.above != Some(index) {
                self.heads(index);
            }
            let continues = self.above == Some(index);
            let top = if continues || (self.fresh && self.overflowed) { 0.0 } else { before };
            let mut rest = self.live.bottom - self.y - top;
            let whole = rows.height(&cursor, full);
            // What stays with the group does not fit below it: it gives in, or some of its lines go
            // on with it, or all of them when they are few.
            let stays = may_be_cut(rows, whole, full) && (whole <= rest + EPS || rows.gives_in(&cursor, rest, full));
            if reserve > 0.0 && stays && whole + reserve > rest + EPS && reserve < full / 2.0 {
                let gives_in = rows.gives_in(&cursor, rest - reserve, full);
                if !gives_in && !self.fresh && rows.is_short(&cursor) {
                    self.new_page();
                    continue;
                }
                rest = if gives_in { rest - reserve } else { whole - 1.0 };
            }
            let room = Room { rest, full, empty: self.fresh };
            match rows.fragment(&mut cursor, room, table, !continues) {
                Some(fragment) => {
                    self.y += top;
                    let (left, y) = (self.live.left, self.y);
                    self.body().extend(fragment.items.into_iter().map(|mut item| {
                        item.shift(left, y);
                        item
                    }));
                    self.y += fragment.height;
                    self.fresh = false;
                    self.above = Some(index);
                    if fragment.complete {
                        return;
                    }
                    self.new_page();
                }
                None => self.new_page(),
            }
            before = 0.0;
        }
    }

    /// Height of the repeated head rows; 0 if they are too high to be worth repeating.
    fn heads_height(&self, table: &TableBox) -> f32 {
        let height: f32 = table.groups[..table.heads].iter().map(|group| group.height(&group.start(), self.full())).sum();
        if height > self.full() / 2.0 { 0.0 } else { height }
    }

    fn heads(&mut self, index: usize) {
        let tables = self.tables;
        let table = &tables[index];
        for group in &table.groups[..table.heads] {
            let room = Room { rest: self.full(), full: self.full(), empty: true };
            let Some(fragment) = group.fragment(&mut group.start(), room, table, self.above != Some(index)) else { continue };
            let (left, y) = (self.live.left, self.y);
            let last = self.pages.len() - 1;
            self.pages[last].furniture.extend(fragment.items.into_iter().map(|mut item| {
                item.shift(left, y);
                if let Item::Glyphs(run) = &mut item {
                    run.block = NO_BLOCK;
                }
                item
            }));
            self.y += fragment.height;
            self.above = Some(index);
        }
    }
}

fn may_be_cut(rows: &Group, whole: f32, full: f32) -> bool {
    rows.splits() || whole > full
}
