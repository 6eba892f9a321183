//! The portal as a browser without scripts sees it: cookies, forms, redirects.

use app::house::House;
use app::render::Assets;
use axum::Router;
use axum::body::{Body, to_bytes};
use domain::office::OfficeKind;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use http::{HeaderMap, Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use server::http::{Limits, Parts, router};
use services::account::oidc::{Issuer, Oidc};
use services::account::{Cost, Passwords};
use services::db::Db;
use services::demo::{Officer, PASSWORD, Progress, Sponsor, SponsorBuilder, invite_officer, open_office};
use services::gateway::decoder::InProcessDecoder;
use services::gateway::mail::MemoryMailer;
use services::gateway::object_store::MemoryStore;
use services::jobs::{Hands, Runner};
use services::office::Office;
use services::seal::Keys;
use services::testkit::TestDb;
use sqlx::AssertSqlSafe;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use time::Duration;
use tower::ServiceExt;

/// Where the portal stands, as mails and issuers know it.
pub const PUBLIC: &str = "https://naungan.example.id";

/// A portal of its own.
pub struct TestApp {
    pub hands: Hands,
    pub mailer: Arc<MemoryMailer>,
    pub store: Arc<MemoryStore>,
    test: TestDb,
    oidc: Arc<Oidc>,
    router: Router,
    hash: String,
}

impl TestApp {
    pub async fn start() -> Self {
        Self::with_issuers(Vec::new()).await
    }

    /// A portal whose officers may sign in through these.
    pub async fn with_issuers(issuers: Vec<Issuer>) -> Self {
        let test = TestDb::fresh().await;
        let mailer = Arc::new(MemoryMailer::new());
        let store = Arc::new(MemoryStore::default());
        let hands = Hands {
            db: test.db.clone(),
            store: store.clone(),
            mailer: mailer.clone(),
            decoder: Arc::new(InProcessDecoder),
            public_url: PUBLIC.to_owned(),
        };
        let passwords = Passwords::new(Cost::LEAST);
        let hash = passwords.hash(&domain::account::Password::parse(PASSWORD).unwrap()).await.unwrap();
        let oidc = Arc::new(Oidc::new(PUBLIC, issuers).unwrap());
        let router = portal(hands.clone(), passwords, oidc.clone());
        Self { hands, mailer, store, test, oidc, router, hash }
    }

    /// A browser without cookies.
    pub fn browser(&self) -> Browser {
        Browser::through(Wire::Router(self.router.clone()))
    }

    /// A browser without cookies, when so much time has passed.
    pub fn browser_after(&self, time: Duration) -> Browser {
        self.browser_at(self.hands.db.shifted(time))
    }

    /// A browser without cookies, while the database is away.
    pub fn browser_without_database(&self) -> Browser {
        let test = self.test.clone();
        let away = move |door: services::context::Door| test.options_for(door.role()).database("tidak_ada");
        self.browser_at(Db::new(away, 1, Arc::new(Keys::new(&[42; 32]))))
    }

    /// A browser without cookies, of a portal that fails whenever it is to hash a password.
    pub fn browser_without_hashes(&self) -> Browser {
        let passwords = Passwords::new(Cost::NEVER);
        Browser::through(Wire::Router(portal(self.hands.clone(), passwords, self.oidc.clone())))
    }

    fn browser_at(&self, db: Db) -> Browser {
        let hands = Hands { db, ..self.hands.clone() };
        Browser::through(Wire::Router(portal(hands, Passwords::new(Cost::LEAST), self.oidc.clone())))
    }

    /// Changes rows behind the portal's back, as an operator or a later step would.
    pub async fn change(&self, sql: &str) {
        let mut behind = self.test.superuser().await;
        let done = sqlx::query(AssertSqlSafe(sql.to_owned())).execute(&mut behind).await.unwrap();
        assert!(done.rows_affected() > 0, "{sql}");
    }

    /// Everything that is stored about an institution, its papers and its history, to see that nothing changed.
    pub async fn stored(&self, sponsor: &Sponsor) -> String {
        let mut behind = self.test.superuser().await;
        sqlx::query_scalar(
            "select to_jsonb(i)::text
                 || (select coalesce(jsonb_agg(to_jsonb(e) order by e.seq), '[]')::text
                       from institution_events e where e.institution_id = i.id)
                 || (select coalesce(jsonb_agg(to_jsonb(d) order by d.id), '[]')::text
                       from documents d where d.institution_id = i.id)
               from institutions i where i.id = $1",
        )
        .bind(sponsor.institution.0)
        .fetch_one(&mut behind)
        .await
        .unwrap()
    }

    /// The path of the link in the newest mail to this address that has one of this kind.
    pub async fn mailed_link(&self, email: &str, kind: &str) -> String {
        self.run_jobs().await;
        let mails = self.mailer.sent_to(email);
        let mark = format!("{PUBLIC}{kind}");
        let (_, rest) = mails.iter().rev().find_map(|mail| mail.text.split_once(&mark)).unwrap();
        format!("{kind}{}", rest.split_whitespace().next().unwrap())
    }

    /// Runs every job that is due.
    pub async fn run_jobs(&self) {
        Runner::new(self.hands.clone()).run_all_now().await.unwrap();
    }

    /// A sponsor in Buleleng that walked so far.
    pub async fn sponsor(&self, name: &str, progress: Progress) -> Sponsor {
        self.build(SponsorBuilder::new(name), progress).await
    }

    /// What a builder makes, for tests that need more than a name.
    pub async fn build(&self, builder: SponsorBuilder, progress: Progress) -> Sponsor {
        builder.with_a_small_photo().build(&self.hands, &self.hash, progress).await.unwrap()
    }

    /// Somebody signed in.
    pub async fn signed_in(&self, email: &str) -> Browser {
        let mut browser = self.browser();
        let page = browser.post("/masuk", &[("email", email), ("password", PASSWORD)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        browser
    }

    /// An office and one officer of it.
    pub async fn officer(&self, kind: OfficeKind, area: Option<&str>, email: &str) -> (Office, Officer) {
        let name = format!("Dinas Sosial {}", area.unwrap_or("Pusat"));
        let office = open_office(&self.hands.db, kind, &name, area).await.unwrap();
        let officer =
            invite_officer(&self.hands.db, &office, "Nyoman Pratama", email, &self.hash).await.unwrap();
        (office, officer)
    }

    /// A signed-in verifier of Buleleng.
    pub async fn verifier(&self) -> Browser {
        self.verifier_called("nyoman@dinsos.contoh.id").await
    }

    pub async fn verifier_called(&self, email: &str) -> Browser {
        self.officer(OfficeKind::DinsosKabkota, Some("51.08"), email).await;
        self.signed_in(email).await
    }
}

fn portal(hands: Hands, passwords: Passwords, oidc: Arc<Oidc>) -> Router {
    let house = House { hands, passwords, assets: Arc::new(Assets::default()), embedded: true, oidc };
    router(Parts {
        house,
        site: "target/none".into(),
        mailbox: None,
        metrics: None,
        limits: Limits::default(),
        security_contact: "mailto:keamanan@naungan.example.id".parse().unwrap(),
        https: true,
        origin: PUBLIC.to_owned(),
    })
}

/// How a browser reaches the portal.
#[derive(Clone)]
pub enum Wire {
    /// In this process.
    Router(Router),
    /// Over the network, from a process of its own.
    Network(SocketAddr),
}

impl Wire {
    async fn send(&self, mut request: Request<Body>) -> Response<Body> {
        match self {
            Self::Router(router) => router.clone().oneshot(request).await.unwrap(),
            Self::Network(address) => {
                let stream = tokio::net::TcpStream::connect(address).await.unwrap();
                let (mut sender, connection) =
                    hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.unwrap();
                tokio::spawn(connection);
                request.headers_mut().insert(HOST, address.to_string().parse().unwrap());
                sender.send_request(request).await.unwrap().map(Body::new)
            }
        }
    }
}

/// Keeps cookies, sends what a browser sends.
#[derive(Clone)]
pub struct Browser {
    wire: Wire,
    pub cookies: BTreeMap<String, String>,
}

/// An answer.
#[derive(Debug)]
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    pub bytes: Vec<u8>,
}

impl Page {
    pub fn location(&self) -> &str {
        self.headers.get(LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The value of a hidden field.
    pub fn field(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let Some(start) = self.body.find(&mark).map(|at| at + mark.len()) else { return String::new() };
        self.body[start..].split('"').next().unwrap_or_default().to_owned()
    }

    /// The page's text without tags.
    pub fn says(&self, words: &str) -> bool {
        self.body.contains(words)
    }
}

impl Browser {
    /// A browser without cookies.
    pub fn through(wire: Wire) -> Self {
        Self { wire, cookies: BTreeMap::new() }
    }

    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, HeaderMap::new(), Vec::new()).await
    }

    /// Posts a form from one of our own pages.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Page {
        let body = form
            .iter()
            .map(|(name, value)| format!("{name}={}", encode(value)))
            .collect::<Vec<_>>()
            .join("&");
        let mut headers = own();
        headers.insert(CONTENT_TYPE, "application/x-www-form-urlencoded".parse().unwrap());
        self.send(Method::POST, path, headers, body.into_bytes()).await
    }

    /// Uploads a file as a plain form does.
    pub async fn upload(&mut self, path: &str, name: &str, bytes: &[u8]) -> Page {
        self.upload_with(path, name, bytes, false).await
    }

    pub async fn upload_with(&mut self, path: &str, name: &str, bytes: &[u8], script: bool) -> Page {
        let edge = "----tepi";
        let mut body = format!(
            "--{edge}\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{edge}--\r\n").as_bytes());
        let mut headers = own();
        headers.insert(CONTENT_TYPE, format!("multipart/form-data; boundary={edge}").parse().unwrap());
        if script {
            headers.insert(ACCEPT, "application/json".parse().unwrap());
        }
        self.send(Method::POST, path, headers, body).await
    }

    pub async fn send(&mut self, method: Method, path: &str, headers: HeaderMap, body: Vec<u8>) -> Page {
        let mut request = Request::builder().method(method).uri(path).body(Body::from(body)).unwrap();
        *request.headers_mut() = headers;
        if !self.cookies.is_empty() {
            let line = self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("; ");
            request.headers_mut().insert(COOKIE, line.parse().unwrap());
        }
        let response = self.wire.send(request).await;
        for line in response.headers().get_all(SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") || value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Page { status: parts.status, headers: parts.headers, body, bytes }
    }
}

/// Headers of a form on one of our own pages.
pub fn own() -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert("sec-fetch-site", "same-origin".parse().unwrap());
    headers
}

/// A value as it stands in a query or a form.
pub fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

/// The six digits of a mail, written `123 456` or `123456`.
pub fn code_in(text: &str) -> String {
    // It stands on a line of its own; the link above it may hold six digits in a row as well.
    let digits = |line: &str| line.chars().filter(char::is_ascii_digit).collect::<String>();
    text.lines()
        .map(str::trim)
        .filter(|line| line.chars().all(|c| c.is_ascii_digit() || c == ' '))
        .map(digits)
        .find(|digits| digits.len() == 6)
        .unwrap_or_default()
}
