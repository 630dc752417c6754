//! Lines of a file of any size, one at a time.

use std::io::{self, BufRead, Read as _};

/// Maximum length of a line, in bytes. A user of Django has some 500.
pub const MAX: usize = 64 * 1024;

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file, from 1.
    pub number: u64,
    /// Its text; `None` if it is longer than [`MAX`].
    pub text: Option<Vec<u8>>,
    /// The bytes read so far, this line included.
    pub position: u64,
}

/// The lines of a reader that are not blank. Of a line that is too long, no more than [`MAX`] bytes are in memory.
pub struct Lines<R> {
    reader: R,
    number: u64,
    position: u64,
}

impl<R: BufRead> Lines<R> {
    /// The lines of this reader.
    pub fn new(reader: R) -> Self {
        Self { reader, number: 0, position: 0 }
    }

    /// Up to `count` lines; none at the end.
    pub fn take(&mut self, count: usize) -> io::Result<Vec<Line>> {
        let mut lines = Vec::new();
        while lines.len() < count {
            let Some(line) = self.next()? else { break };
            if line.text.as_ref().is_none_or(|text| !text.trim_ascii().is_empty()) {
                lines.push(line);
            }
        }
        Ok(lines)
    }

    fn next(&mut self) -> io::Result<Option<Line>> {
        let mut text = Vec::new();
        let limit = MAX as u64 + 1;
        let mut read = self.reader.by_ref().take(limit).read_until(b'\n', &mut text)? as u64;
        if read == 0 {
            return Ok(None);
        }
        let is_too_long = read == limit && text.last() != Some(&b'\n');
        if is_too_long {
            read += self.reader.skip_until(b'\n')? as u64;
        }
        self.number += 1;
        self.position += read;
        if self.number == 1 && text.starts_with(b"\xef\xbb\xbf") {
            // Editors begin files with a byte order mark.
            text.drain(..3);
        }
        Ok(Some(Line { number: self.number, text: (!is_too_long).then_some(text), position: self.position }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Vec<(u64, Option<String>, u64)> {
        let mut lines = Lines::new(io::BufReader::with_capacity(7, text));
        let mut all = Vec::new();
        loop {
            let some = lines.take(2).unwrap();
            if some.is_empty() {
                return all;
            }
            all.extend(some.into_iter().map(|line| {
                let text = line.text.map(|text| String::from_utf8(text).unwrap().trim_end().to_owned());
                (line.number, text, line.position)
            }));
        }
    }

    #[test]
    fn blank_lines_are_skipped_and_counted() {
        let lines = read(b"\xef\xbb\xbfone\r\n\n  \ntwo\nthree");
        let expected = [(1, "one", 8), (4, "two", 16), (5, "three", 21)];
        assert_eq!(lines, expected.map(|(number, text, at)| (number, Some(text.to_owned()), at)));
        assert!(read(b"").is_empty() && read(b"\n\n").is_empty());
    }

    #[test]
    fn a_line_that_is_too_long_has_no_text() {
        let [fits, long] = [MAX, MAX + 1].map(|length| "x".repeat(length));
        let lines = read(format!("{fits}\n{long}\n{long}{long}\nlast").as_bytes());
        let texts: Vec<_> = lines.iter().map(|(number, text, _)| (*number, text.as_deref().map(str::len))).collect();
        assert_eq!(texts, [(1, Some(MAX)), (2, None), (3, None), (4, Some(4))]);
        assert_eq!(lines[3].2, (4 * MAX + 3 + 3 + 4) as u64);
    }
}
