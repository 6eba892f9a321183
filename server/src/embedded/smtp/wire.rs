//! Reading lines and mails off the wire without ever holding more than allowed.

use std::io;

use tokio::io::{AsyncBufRead, AsyncBufReadExt};

/// One line, its end removed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    Text(Vec<u8>),
    /// It was longer than allowed and was thrown away, up to its end.
    TooLong,
    /// The other side has gone.
    End,
}

/// What came after `DATA`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Data {
    Mail(Vec<u8>),
    TooLarge,
    End,
}

/// Reads up to the next line feed, keeping at most `limit` bytes.
pub(super) async fn line<R: AsyncBufRead + Unpin>(reader: &mut R, limit: usize) -> io::Result<Line> {
    let mut kept = Vec::new();
    let mut too_long = false;
    loop {
        let seen = reader.fill_buf().await?;
        if seen.is_empty() {
            return Ok(Line::End);
        }
        let end = seen.iter().position(|byte| *byte == b'\n');
        let part = seen.get(..end.unwrap_or(seen.len())).unwrap_or_default();
        too_long |= kept.len() + part.len() > limit;
        if too_long {
            kept.clear();
        } else {
            kept.extend_from_slice(part);
        }
        let used = end.map_or(seen.len(), |end| end + 1);
        reader.consume(used);
        if end.is_some() {
            if kept.last() == Some(&b'\r') {
                kept.pop();
            }
            return Ok(if too_long { Line::TooLong } else { Line::Text(kept) });
        }
    }
}

/// Reads a mail up to the line with a single dot, undoing the doubled dots; one that is larger than `limit` is read
/// to its end and thrown away, so that the session can go on.
pub(super) async fn data<R: AsyncBufRead + Unpin>(reader: &mut R, limit: usize) -> io::Result<Data> {
    let mut mail = Vec::new();
    let mut too_large = false;
    loop {
        match line(reader, limit).await? {
            Line::End => return Ok(Data::End),
            Line::TooLong => too_large = true,
            Line::Text(text) if text == b"." => {
                return Ok(if too_large { Data::TooLarge } else { Data::Mail(mail) });
            }
            Line::Text(text) => {
                let text = text.strip_prefix(b".").unwrap_or(&text);
                too_large |= mail.len() + text.len() + 2 > limit;
                if too_large {
                    mail = Vec::new();
                } else {
                    mail.extend_from_slice(text);
                    mail.extend_from_slice(b"\r\n");
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn lines_end_with_a_line_feed_and_long_ones_are_thrown_away_whole() {
        let mut wire: &[u8] = b"EHLO x\r\nNOOP\n1234567890123\r\nQUIT\r\nrest";

        assert_eq!(line(&mut wire, 10).await.unwrap(), Line::Text(b"EHLO x".to_vec()));
        assert_eq!(line(&mut wire, 10).await.unwrap(), Line::Text(b"NOOP".to_vec()));
        assert_eq!(line(&mut wire, 10).await.unwrap(), Line::TooLong);
        assert_eq!(line(&mut wire, 10).await.unwrap(), Line::Text(b"QUIT".to_vec()));
        assert_eq!(line(&mut wire, 10).await.unwrap(), Line::End);
    }

    #[tokio::test]
    async fn doubled_dots_are_undone_and_the_single_dot_ends_the_mail() {
        let mut wire: &[u8] = b"Subject: x\r\n\r\n..hidden\r\n.\r\nQUIT\r\n";

        let mail = data(&mut wire, 100).await.unwrap();

        assert_eq!(mail, Data::Mail(b"Subject: x\r\n\r\n.hidden\r\n".to_vec()));
        assert_eq!(line(&mut wire, 10).await.unwrap(), Line::Text(b"QUIT".to_vec()));
    }

    #[tokio::test]
    async fn a_mail_that_is_too_large_is_read_to_its_end() {
        let mut wire: &[u8] = b"12345\r\n12345\r\n12345\r\n.\r\nQUIT\r\n";
        let mut one_line: &[u8] = b"123456789012345678\r\n.\r\nQUIT\r\n";
        let mut cut: &[u8] = b"12345\r\n";

        assert_eq!(data(&mut wire, 16).await.unwrap(), Data::TooLarge);
        assert_eq!(line(&mut wire, 10).await.unwrap(), Line::Text(b"QUIT".to_vec()));
        assert_eq!(data(&mut one_line, 16).await.unwrap(), Data::TooLarge);
        assert_eq!(line(&mut one_line, 10).await.unwrap(), Line::Text(b"QUIT".to_vec()));
        assert_eq!(data(&mut cut, 16).await.unwrap(), Data::End);
    }
}
