//! Putting a PDF together by hand: objects, their table, the trailer.

/// A PDF being put together. Object 1 must be the catalogue.
#[derive(Debug, Clone, Default)]
pub struct Assembly {
    objects: Vec<Vec<u8>>,
    trailer: String,
}

impl Assembly {
    /// Adds an object; the first has the number 1.
    #[must_use]
    pub fn object(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.objects.push(body.into());
        self
    }

    /// Adds an entry to the trailer.
    #[must_use]
    pub fn trailer(mut self, entry: &str) -> Self {
        self.trailer.push(' ');
        self.trailer.push_str(entry);
        self
    }

    /// The file.
    pub fn finish(&self) -> Vec<u8> {
        // The second line tells programs that the file is not text.
        let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
        let mut table = String::from("0000000000 65535 f \n");
        for (number, body) in (1..).zip(&self.objects) {
            table.extend([format!("{:010} 00000 n \n", file.len())]);
            file.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
            file.extend_from_slice(body);
            file.extend_from_slice(b"\nendobj\n");
        }
        let (start, size) = (file.len(), self.objects.len() + 1);
        let end = format!(
            "xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R{} >>\nstartxref\n{start}\n%%EOF\n",
            self.trailer
        );
        file.extend_from_slice(end.as_bytes());
        file
    }
}

/// A stream object, its dictionary's entries in `entries`.
pub fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<< /Length {} {entries} >>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}
