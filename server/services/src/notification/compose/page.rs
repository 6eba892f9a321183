//! A mail as blocks of plain text, printed twice: as text and as HTML. Whatever is put in is escaped here
//! and nowhere else, so a block never holds markup.

use super::{Occasion, wib};
use domain::lang::{Lang, Text};
use time::{Date, OffsetDateTime};

/// A mail, ready but for its addressee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Neutral, one line.
    pub subject: &'static str,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
}

enum Block {
    Paragraph(String),
    Link {
        label: String,
        url: String,
    },
    Code(String),
    /// Pairs of a name and what belongs to it.
    Pairs(Vec<(String, String)>),
    Steps(Vec<String>),
    Quote(String),
}

/// A mail being written.
pub(super) struct Page<'a> {
    lang: Lang,
    occasion: Occasion<'a>,
    subject: &'static str,
    blocks: Vec<Block>,
}

const REGARDS: Text = Text::new("Salam,", "Regards,");
const FREE: Text = Text::new(
    "Layanan ini gratis. Jangan membayar kepada siapa pun; laporkan permintaan uang di www.lapor.go.id.",
    "This service is free. Do not pay anybody; report demands for money at www.lapor.go.id.",
);
const AUTOMATIC: Text = Text::new(
    "Email ini dikirim otomatis dan tidak dapat dibalas.",
    "This e-mail was sent automatically and cannot be answered.",
);
/// Colours of the portal; a mail program that ignores them shows plain text, which is as good.
const STYLE: &str = ":root{color-scheme:light dark}\
body{margin:0;padding:24px 16px;font:16px/1.6 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;color:#1d2a2e;background:#fbfaf7}\
main{max-width:560px;margin:0 auto}\
h1{font-size:22px;line-height:1.3;margin:0 0 16px}\
p,dl,ol,blockquote{margin:0 0 16px}\
a{color:#0b5e63}\
.code{font:700 28px/1.3 ui-monospace,monospace;letter-spacing:4px}\
.url{font-size:14px;word-break:break-all}\
dt{font-weight:700}dd{margin:0 0 8px}\
ol{padding-left:24px}\
blockquote{padding-left:12px;border-left:4px solid #b9c6c4;white-space:pre-line}\
footer{border-top:1px solid #b9c6c4;padding-top:12px;font-size:14px}\
@media (prefers-color-scheme:dark){body{color:#e8ebe6;background:#14201f}a{color:#7fd0cf}}";

impl<'a> Page<'a> {
    pub fn new(occasion: Occasion<'a>) -> Self {
        Self { lang: occasion.lang, occasion, subject: "Naungan", blocks: Vec::new() }
    }

    /// When the mail's cause happened.
    pub fn owed_at(&self) -> OffsetDateTime {
        self.occasion.owed_at
    }

    /// The day of the mail's cause, by Jakarta's calendar.
    pub fn owed_on(&self) -> Date {
        wib(self.occasion.owed_at).date()
    }

    /// The receipt number, where there is one.
    pub fn receipt(&self) -> Option<String> {
        self.occasion.receipt.map(str::to_owned)
    }

    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The subject, which is the heading too.
    pub fn subject(&mut self, text: Text) {
        self.subject = text.get(self.lang);
    }

    /// A paragraph.
    pub fn say(&mut self, text: Text) {
        self.blocks.push(Block::Paragraph(text.get(self.lang).to_owned()));
    }

    /// A paragraph with something in it, Indonesian first.
    pub fn tell(&mut self, id: String, en: String) {
        self.blocks.push(Block::Paragraph(self.pick(id, en)));
    }

    /// A link to a page of the portal.
    pub fn link(&mut self, label: Text, path: &str) {
        let url = format!("{}{path}", self.occasion.public_url);
        self.blocks.push(Block::Link { label: label.get(self.lang).to_owned(), url });
    }

    /// A six-digit code, in two groups so that it can be read out.
    pub fn code(&mut self, digits: &str) {
        let grouped =
            digits.split_at_checked(3).map_or_else(|| digits.to_owned(), |(a, b)| format!("{a} {b}"));
        self.blocks.push(Block::Code(grouped));
    }

    /// Names with what belongs to them.
    pub fn pairs(&mut self, pairs: impl IntoIterator<Item = (Text, String)>) {
        let lang = self.lang;
        let pairs = pairs.into_iter().map(|(name, value)| (name.get(lang).to_owned(), value)).collect();
        self.blocks.push(Block::Pairs(pairs));
    }

    /// What to do, one after the other.
    pub fn steps(&mut self, steps: &[Text]) {
        self.blocks.push(Block::Steps(steps.iter().map(|step| step.get(self.lang).to_owned()).collect()));
    }

    /// Somebody's own words.
    pub fn quote(&mut self, words: &str) {
        self.blocks.push(Block::Quote(words.chars().filter(|c| *c == '\n' || !c.is_control()).collect()));
    }

    /// Prints both parts.
    pub fn finish(self) -> Mail {
        Mail { subject: self.subject, text: self.text(), html: self.html() }
    }

    fn pick(&self, id: String, en: String) -> String {
        match self.lang {
            Lang::Id => id,
            Lang::En => en,
        }
    }

    fn text(&self) -> String {
        let mut out = format!("{}\n\n", self.subject);
        for block in &self.blocks {
            match block {
                Block::Paragraph(text) => out.push_str(text),
                Block::Link { label, url } => out.push_str(&format!("{label}:\n{url}")),
                Block::Code(code) => out.push_str(&format!("    {code}")),
                Block::Pairs(pairs) => {
                    let lines: Vec<String> =
                        pairs.iter().map(|(name, value)| format!("- {name}: {value}")).collect();
                    out.push_str(&lines.join("\n"));
                }
                Block::Steps(steps) => {
                    let lines: Vec<String> =
                        steps.iter().zip(1..).map(|(step, n)| format!("{n}. {step}")).collect();
                    out.push_str(&lines.join("\n"));
                }
                Block::Quote(words) => {
                    let lines: Vec<String> = words.lines().map(|line| format!("> {line}")).collect();
                    out.push_str(&lines.join("\n"));
                }
            }
            out.push_str("\n\n");
        }
        let (regards, free, automatic) = self.ending();
        // "-- " and a line end is where mail programs fold the rest away.
        out.push_str(&format!(
            "{regards}\nNaungan\n{}\n\n-- \n{free}\n{automatic}\n",
            self.occasion.public_url
        ));
        out
    }

    fn html(&self) -> String {
        let (regards, free, automatic) = self.ending();
        let subject = escape(self.subject);
        let mut out = format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>{subject}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{subject}</h1>\n",
            self.lang.tag()
        );
        for block in &self.blocks {
            out.push_str(&html_of(block));
            out.push('\n');
        }
        let home = escape(self.occasion.public_url);
        out.push_str(&format!(
            "<p>{regards}<br>Naungan<br><a href=\"{home}\">{home}</a></p>\n\
             <footer><p>{free}<br>{automatic}</p></footer>\n</main>\n</body>\n</html>\n"
        ));
        out
    }

    fn ending(&self) -> (&'static str, &'static str, &'static str) {
        (REGARDS.get(self.lang), FREE.get(self.lang), AUTOMATIC.get(self.lang))
    }
}

fn html_of(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => format!("<p>{}</p>", escape(text)),
        Block::Link { label, url } => {
            let (label, url) = (escape(label), escape(url));
            format!(
                "<p><a href=\"{url}\"><strong>{label}</strong></a><br><span class=\"url\">{url}</span></p>"
            )
        }
        Block::Code(code) => format!("<p class=\"code\">{}</p>", escape(code)),
        Block::Pairs(pairs) => {
            let rows: String = pairs
                .iter()
                .map(|(name, value)| format!("<dt>{}</dt><dd>{}</dd>", escape(name), escape(value)))
                .collect();
            format!("<dl>{rows}</dl>")
        }
        Block::Steps(steps) => {
            let items: String = steps.iter().map(|step| format!("<li>{}</li>", escape(step))).collect();
            format!("<ol>{items}</ol>")
        }
        Block::Quote(words) => format!("<blockquote>{}</blockquote>", escape(words)),
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
