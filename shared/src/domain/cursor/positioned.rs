//! Pages whose rows know their positions, so that a page can end at any row.

use super::{Cursor, Direction, Page};

/// A row of a page, with its position in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Positioned<T> {
    /// The sort key of the row, at which another page can begin.
    pub position: String,
    /// The row.
    pub row: T,
}

impl<T> Positioned<T> {
    /// Another row at the same position.
    pub fn with<U>(self, row: impl FnOnce(T) -> U) -> Positioned<U> {
        Positioned { position: self.position, row: row(self.row) }
    }
}

impl<T> Page<T> {
    /// The page with other rows.
    pub fn map<U>(self, row: impl FnMut(T) -> U) -> Page<U> {
        Page { rows: self.rows.into_iter().map(row).collect(), next: self.next, previous: self.previous }
    }

    /// The page with other rows, unless one of them fails.
    pub fn try_map<U, E>(self, row: impl FnMut(T) -> Result<U, E>) -> Result<Page<U>, E> {
        let rows = self.rows.into_iter().map(row).collect::<Result<_, E>>()?;
        Ok(Page { rows, next: self.next, previous: self.previous })
    }
}

impl<T> Page<Positioned<T>> {
    /// Keeps `count` rows, at least one: those with which the page began to be read. The page beside it in that direction
    /// continues with the first row that is not kept.
    pub fn keep(&mut self, count: usize, direction: Direction) {
        let Some(left_out) = self.rows.len().checked_sub(count.max(1)).filter(|left_out| *left_out > 0) else { return };
        let cursor =
            |row: Option<&Positioned<T>>| row.map(|row| Cursor { direction, position: row.position.clone(), skip: 0 });
        match direction {
            Direction::Forward => {
                self.rows.truncate(count.max(1));
                self.next = cursor(self.rows.last());
            }
            Direction::Backward => {
                self.rows.drain(..left_out);
                self.previous = cursor(self.rows.first());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Page<Positioned<u8>> {
        let rows = (1..=4).map(|row| Positioned { position: format!("p{row}"), row }).collect();
        Page { rows, next: None, previous: None }
    }

    fn kept(count: usize, direction: Direction) -> (Vec<u8>, Option<Cursor>, Option<Cursor>) {
        let mut page = page();
        page.keep(count, direction);
        let page = page.map(|row| row.row);
        (page.rows, page.next, page.previous)
    }

    #[test]
    fn the_next_page_in_the_same_direction_continues_after_the_rows_that_are_kept() {
        use Direction::{Backward, Forward};
        let cursor = |direction, position: &str| Some(Cursor { direction, position: position.to_owned(), skip: 0 });
        assert_eq!(kept(2, Forward), (vec![1, 2], cursor(Forward, "p2"), None));
        assert_eq!(kept(3, Backward), (vec![2, 3, 4], None, cursor(Backward, "p2")));
        assert_eq!(kept(0, Forward), (vec![1], cursor(Forward, "p1"), None));
        assert_eq!(kept(0, Backward), (vec![4], None, cursor(Backward, "p4")));
        for direction in [Forward, Backward] {
            assert_eq!(kept(4, direction), (vec![1, 2, 3, 4], None, None));
            assert_eq!(kept(9, direction), (vec![1, 2, 3, 4], None, None));
        }
    }
}
