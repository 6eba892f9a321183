//! Officers who sign in through their ministry, and everything an issuer or a stranger can try.

use super::issuer::{SECRET, TestIssuer, Twist, configured};
use super::{EMAIL, Portal, nobody};
use services::account::LinkState;
use services::account::oidc::{self, Accepted, Answer, Departure, Entry, Errand, Fault, Identity, Oidc};
use services::context::Door;
use services::seal::Keys;
use time::{Duration, OffsetDateTime};

const OFFICER: &str = "made@contoh.go.id";
const PUBLIC: &str = "https://naungan.example.id";

/// A portal that knows two issuers; one of them runs.
struct Sso {
    portal: Portal,
    issuer: TestIssuer,
    oidc: Oidc,
}

fn now() -> OffsetDateTime {
    services::clock::now()
}

fn to_sign_in() -> Errand {
    Errand::SignIn { wanted: Some("/kantor".to_owned()) }
}

impl Sso {
    async fn of(tenants: &[&str]) -> Self {
        let (portal, issuer) = (Portal::new().await, TestIssuer::start().await);
        let issuers = vec![
            configured("kemensos", &issuer.base(), tenants),
            configured("lain", "http://127.0.0.1:1", &[]),
        ];
        Self { portal, oidc: Oidc::new(PUBLIC, issuers).unwrap(), issuer }
    }

    async fn new() -> Self {
        Self::of(&[]).await
    }

    fn keys(&self) -> &Keys {
        self.portal.db().keys()
    }

    async fn start(&self, errand: Errand) -> Departure {
        self.oidc.start(self.keys(), "kemensos", errand, now()).await.unwrap()
    }

    async fn finish(&self, departure: &Departure, answer: Answer) -> Result<(Identity, Errand), Fault> {
        self.oidc.finish(self.keys(), "kemensos", Some(&departure.sealed), answer, now()).await
    }

    /// The whole way there and back.
    async fn identity(&self, subject: &str, email: &str) -> Result<Identity, Fault> {
        let departure = self.start(to_sign_in()).await;
        let answer = self.issuer.vouches(&departure.url, subject, email);
        Ok(self.finish(&departure, answer).await?.0)
    }

    async fn sign_in(&self, identity: &Identity) -> Entry {
        let db = self.portal.db();
        db.write(&nobody(), async |scope| oidc::sign_in(scope, identity).await).await.unwrap()
    }

    async fn accept(&self, identity: &Identity, invitation: &str) -> Accepted {
        let db = self.portal.db();
        db.write(&nobody(), async |scope| oidc::accept(scope, identity, invitation).await).await.unwrap()
    }

    async fn invited(&self, email: &str) -> String {
        self.portal.invite(email).await;
        self.portal.link("invitation").await
    }
}

#[tokio::test]
async fn an_officer_links_by_the_invitation_and_signs_in_by_it_from_then_on() {
    let sso = Sso::new().await;
    let invitation = sso.invited(OFFICER).await;
    let errand = Errand::Accept { invitation: invitation.clone() };
    let departure = sso.start(errand.clone()).await;
    let answer = sso.issuer.vouches(&departure.url, "7", "lain@contoh.id");

    let (identity, back) = sso.finish(&departure, answer).await.unwrap();
    assert_eq!(back, errand);
    let Accepted::Done(first) = sso.accept(&identity, &invitation).await else { panic!("not linked") };

    let again = sso.identity("7", "lain@contoh.id").await.unwrap();
    let Entry::Done(second) = sso.sign_in(&again).await else { panic!("not signed in") };
    for session in [&first, &second] {
        let actor = sso.portal.who(session).await.unwrap();
        assert_eq!((actor.door, actor.name.as_str()), (Door::Office, "Made Arta"));
    }
    assert!(matches!(sso.accept(&again, &invitation).await, Accepted::Link(LinkState::Used)));
}

#[tokio::test]
async fn the_way_out_asks_for_a_code_with_pkce_and_comes_back_to_this_portal() {
    let sso = Sso::new().await;

    let departure = sso.start(to_sign_in()).await;

    assert!(departure.url.starts_with(&format!("{}/authorize?", sso.issuer.base())));
    for part in [
        "response_type=code",
        "code_challenge_method=S256",
        "scope=openid",
        "redirect_uri=https%3A%2F%2Fnaungan.example.id%2Fmasuk%2Fsso%2Fkemensos%2Fkembali",
    ] {
        assert!(departure.url.contains(part), "{part} in {}", departure.url);
    }
    assert!(departure.sealed.len() < 2_000, "a cookie holds it");
    assert!(!departure.url.contains(SECRET));
}

#[tokio::test]
async fn an_identity_that_nobody_linked_opens_nothing_whatever_address_it_names() {
    let sso = Sso::new().await;
    sso.portal.sponsor().await;
    sso.invited(OFFICER).await;

    for email in [EMAIL, OFFICER] {
        let identity = sso.identity("99", email).await.unwrap();
        assert!(matches!(sso.sign_in(&identity).await, Entry::NotLinked), "{email}");
    }
}

#[tokio::test]
async fn a_token_that_is_not_a_proof_is_refused() {
    let sso = Sso::new().await;
    sso.identity("7", OFFICER).await.unwrap();

    for twist in [
        Twist::OtherNonce,
        Twist::NoNonce,
        Twist::OtherAudience,
        Twist::SecondAudience,
        Twist::OtherParty,
        Twist::OtherIssuer,
        Twist::Expired,
        Twist::FromTheFuture,
        Twist::NoSignature,
        Twist::SharedSecret,
        Twist::PublicKeyAsSecret,
        Twist::UnknownKey,
        Twist::NoToken,
        Twist::TokenElsewhere,
    ] {
        sso.issuer.does(twist);
        assert_eq!(sso.identity("7", OFFICER).await.unwrap_err(), Fault::Unproven, "{twist:?}");
    }

    sso.issuer.does(Twist::Nothing);
    sso.identity("7", OFFICER).await.unwrap();
}

#[tokio::test]
async fn a_code_a_state_and_a_cookie_belong_together_and_work_once() {
    let sso = Sso::new().await;
    let (mine, yours) = (sso.start(to_sign_in()).await, sso.start(to_sign_in()).await);
    let answer = sso.issuer.vouches(&mine.url, "7", OFFICER);

    assert_eq!(sso.finish(&yours, answer.clone()).await.unwrap_err(), Fault::NotUnderWay, "another browser");
    let stateless = Answer { state: None, ..answer.clone() };
    assert_eq!(sso.finish(&mine, stateless).await.unwrap_err(), Fault::NotUnderWay, "no state");
    sso.finish(&mine, answer.clone()).await.unwrap();
    assert_eq!(sso.finish(&mine, answer).await.unwrap_err(), Fault::Unproven, "the code a second time");
}

#[tokio::test]
async fn a_code_that_was_stolen_is_worth_nothing_in_the_thiefs_own_sign_in() {
    let sso = Sso::new().await;
    let (victims, thiefs) = (sso.start(to_sign_in()).await, sso.start(to_sign_in()).await);
    let stolen = sso.issuer.vouches(&victims.url, "7", OFFICER);
    let own = sso.issuer.vouches(&thiefs.url, "13", "maling@contoh.id");

    let injected = Answer { code: stolen.code, ..own };

    assert_eq!(sso.finish(&thiefs, injected).await.unwrap_err(), Fault::Unproven);
}

#[tokio::test]
async fn an_answer_without_its_cookie_too_late_or_from_another_issuer_is_refused() {
    let sso = Sso::new().await;
    let departure = sso.start(to_sign_in()).await;
    let answer = sso.issuer.vouches(&departure.url, "7", OFFICER);
    let (keys, sealed, late) = (sso.keys(), Some(departure.sealed.as_str()), now() + Duration::minutes(11));
    let finish = async |name: &str, sealed: Option<&str>, answer: &Answer, at: OffsetDateTime| {
        sso.oidc.finish(keys, name, sealed, answer.clone(), at).await.unwrap_err()
    };

    assert_eq!(finish("kemensos", None, &answer, now()).await, Fault::NotUnderWay);
    assert_eq!(finish("kemensos", Some("palsu"), &answer, now()).await, Fault::NotUnderWay);
    assert_eq!(finish("kemensos", sealed, &answer, late).await, Fault::NotUnderWay);
    assert_eq!(finish("lain", sealed, &answer, now()).await, Fault::NotUnderWay);
    assert_eq!(finish("siapa", sealed, &answer, now()).await, Fault::Unknown);
    let mixed_up = Answer { iss: Some("https://lain.example".to_owned()), ..answer.clone() };
    assert_eq!(finish("kemensos", sealed, &mixed_up, now()).await, Fault::Unproven);
    let declined = Answer { code: None, error: Some("access_denied".to_owned()), ..answer };
    assert_eq!(finish("kemensos", sealed, &declined, now()).await, Fault::Declined);
}

#[tokio::test]
async fn an_issuer_that_does_not_behave_as_one_is_not_asked_anything() {
    for twist in [Twist::HugeKeys, Twist::ForeignMetadata, Twist::NoKeys] {
        let sso = Sso::new().await;
        sso.issuer.does(twist);

        let answer = sso.oidc.start(sso.keys(), "kemensos", to_sign_in(), now()).await;

        assert_eq!(answer.unwrap_err(), Fault::Unreachable, "{twist:?}");
    }
}

#[tokio::test]
async fn an_issuer_that_is_down_is_told_apart_from_one_that_does_not_exist() {
    let sso = Sso::new().await;

    let down = sso.oidc.start(sso.keys(), "lain", to_sign_in(), now()).await;
    let none = sso.oidc.start(sso.keys(), "siapa", to_sign_in(), now()).await;

    assert_eq!((down.unwrap_err(), none.unwrap_err()), (Fault::Unreachable, Fault::Unknown));
}

#[tokio::test]
async fn keys_are_fetched_once_an_hour_and_again_when_the_issuer_changed_them() {
    let sso = Sso::new().await;
    sso.identity("7", OFFICER).await.unwrap();
    sso.identity("7", OFFICER).await.unwrap();
    assert_eq!(sso.issuer.key_fetches(), 1);

    sso.issuer.changes_its_key();
    assert_eq!(sso.identity("7", OFFICER).await.unwrap_err(), Fault::Unproven, "not twice in a minute");
    let departure = sso.start(to_sign_in()).await;
    let answer = sso.issuer.vouches(&departure.url, "7", OFFICER);
    let soon = now() + Duration::minutes(2);
    let (keys, sealed) = (sso.keys(), Some(departure.sealed.as_str()));
    sso.oidc.finish(keys, "kemensos", sealed, answer, soon).await.unwrap();

    assert_eq!(sso.issuer.key_fetches(), 2);
}

#[tokio::test]
async fn an_identity_belongs_to_one_account() {
    let sso = Sso::new().await;
    let (made, putu) = (sso.invited(OFFICER).await, sso.invited("putu@contoh.go.id").await);
    let identity = sso.identity("7", OFFICER).await.unwrap();
    assert!(matches!(sso.accept(&identity, &made).await, Accepted::Done(_)));

    assert!(matches!(sso.accept(&identity, &putu).await, Accepted::Taken));

    let own = sso.identity("8", OFFICER).await.unwrap();
    assert!(matches!(sso.accept(&own, &putu).await, Accepted::Done(_)), "the invitation was not used up");
}

#[tokio::test]
async fn the_same_subject_of_another_issuer_is_somebody_else() {
    let sso = Sso::new().await;
    let invitation = sso.invited(OFFICER).await;
    let identity = sso.identity("7", OFFICER).await.unwrap();
    sso.accept(&identity, &invitation).await;
    let other = TestIssuer::start().await;
    let oidc = Oidc::new(PUBLIC, vec![configured("kemensos", &other.base(), &[])]).unwrap();

    let departure = oidc.start(sso.keys(), "kemensos", to_sign_in(), now()).await.unwrap();
    let answer = other.vouches(&departure.url, "7", OFFICER);
    let sealed = Some(departure.sealed.as_str());
    let (impostor, _) = oidc.finish(sso.keys(), "kemensos", sealed, answer, now()).await.unwrap();

    assert!(matches!(sso.sign_in(&impostor).await, Entry::NotLinked));
}

#[tokio::test]
async fn an_issuer_vouches_only_for_officers_of_its_own_offices() {
    let other = Sso::of(&["Dinas Sosial Provinsi Jawa Timur"]).await;
    let invitation = other.invited(OFFICER).await;
    let identity = other.identity("7", OFFICER).await.unwrap();
    assert!(matches!(other.accept(&identity, &invitation).await, Accepted::OtherOffice));

    for tenants in [["dinsos_kabkota"], ["Dinas Sosial Kabupaten Buleleng"]] {
        let own = Sso::of(&tenants).await;
        let invitation = own.invited(OFFICER).await;
        let identity = own.identity("7", OFFICER).await.unwrap();
        assert!(matches!(own.accept(&identity, &invitation).await, Accepted::Done(_)), "{tenants:?}");
    }
}

#[tokio::test]
async fn an_officer_whom_the_issuer_may_not_let_in_is_told_why_and_nobody_else_is() {
    let sso = Sso::of(&["dinsos_kabkota"]).await;
    let invitation = sso.invited(OFFICER).await;
    let identity = sso.identity("7", OFFICER).await.unwrap();
    let stranger = sso.identity("99", OFFICER).await.unwrap();
    sso.accept(&identity, &invitation).await;

    sso.portal.house.change("update tenants set kind = 'dinsos_provinsi'").await;
    let elsewhere = sso.sign_in(&identity).await;
    sso.portal.house.change("update memberships set ended_at = now()").await;
    let ended = sso.sign_in(&identity).await;
    sso.portal.house.change("update accounts set state = 'suspended'").await;
    let suspended = sso.sign_in(&identity).await;

    assert!(matches!(elsewhere, Entry::OtherOffice), "{elsewhere:?}");
    assert!(matches!(ended, Entry::NoOffice), "{ended:?}");
    assert!(matches!(suspended, Entry::Suspended), "{suspended:?}");
    assert!(matches!(sso.sign_in(&stranger).await, Entry::NotLinked));
}

#[tokio::test]
async fn an_identity_takes_no_link_but_an_invitation() {
    let sso = Sso::new().await;
    sso.portal.sponsor().await;
    sso.portal.ask_reset(EMAIL).await;
    let password = sso.portal.link("reset_password").await;
    let identity = sso.identity("7", EMAIL).await.unwrap();

    assert!(matches!(sso.accept(&identity, &password).await, Accepted::Link(LinkState::Unknown)));
    assert!(matches!(sso.accept(&identity, "a.b").await, Accepted::Link(LinkState::Unknown)));
    assert!(matches!(sso.sign_in(&identity).await, Entry::NotLinked));
}
