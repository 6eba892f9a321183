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
use services::account::Passwords;
use services::demo::{Officer, PASSWORD, Progress, Sponsor, SponsorBuilder, invite_officer, open_office};
use services::gateway::decoder::InProcessDecoder;
use services::gateway::mail::MemoryMailer;
use services::gateway::object_store::MemoryStore;
use services::jobs::{Hands, Runner};
use services::office::Office;
use services::testkit::TestDb;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use tower::ServiceExt;

/// A portal of its own.
pub struct TestApp {
    pub hands: Hands,
    pub mailer: Arc<MemoryMailer>,
    pub store: Arc<MemoryStore>,
    router: Router,
    hash: String,
}

impl TestApp {
    pub async fn start() -> Self {
        let test = TestDb::fresh().await;
        let mailer = Arc::new(MemoryMailer::new());
        let store = Arc::new(MemoryStore::default());
        let hands = Hands {
            db: test.db.clone(),
            store: store.clone(),
            mailer: mailer.clone(),
            decoder: Arc::new(InProcessDecoder),
            public_url: "https://naungan.example.id".to_owned(),
        };
        let passwords = Passwords::default();
        let hash = passwords.hash(&domain::account::Password::parse(PASSWORD).unwrap()).await.unwrap();
        let house = House {
            hands: hands.clone(),
            passwords,
            assets: Arc::new(Assets::default()),
            embedded: true,
            oidc: Arc::new(
                services::account::oidc::Oidc::new("https://naungan.example.id", Vec::new()).unwrap(),
            ),
        };
        let router = router(Parts {
            house,
            site: "target/none".into(),
            mailbox: None,
            metrics: None,
            limits: Limits::default(),
            security_contact: "mailto:keamanan@naungan.example.id".parse().unwrap(),
            https: true,
            origin: "https://naungan.example.id".to_owned(),
        });
        Self { hands, mailer, store, router, hash }
    }

    /// A browser without cookies.
    pub fn browser(&self) -> Browser {
        Browser::through(Wire::Router(self.router.clone()))
    }

    /// Runs every job that is due.
    pub async fn run_jobs(&self) {
        Runner::new(self.hands.clone()).run_all_now().await.unwrap();
    }

    /// A sponsor in Buleleng that walked so far.
    pub async fn sponsor(&self, name: &str, progress: Progress) -> Sponsor {
        SponsorBuilder::new(name).with_a_small_photo().build(&self.hands, &self.hash, progress).await.unwrap()
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

fn encode(text: &str) -> String {
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
