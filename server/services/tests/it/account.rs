//! Accounts: who gets in, who does not, and what a stranger can learn or prepare.

mod device;
mod issuer;
mod locks;
mod network;
mod sso;

use crate::house::House;
use domain::account::{Code, Email, Name, Password, Phone};
use domain::id::AccountId;
use domain::institution::SponsorKind;
use domain::lang::Lang;
use domain::office::OfficeKind;
use domain::policy::Role;
use domain::problem::{Problem, Rule};
use serde_json::Value;
use services::account::invite::{Invitation, invite};
use services::account::park::{Parked, mark_of, park, parked};
use services::account::{
    Cost, Device, LinkState, Passwords, Proven, Registration, SessionToken, SignIn, confirm, register, reset,
    session, settings, sign_in,
};
use services::context::{Actor, Door};
use services::db::Db;
use services::demo::{PASSWORD, Progress, invite_officer, open_office};
use services::error::Result;
use services::office::Office;
use time::Duration;
use uuid::Uuid;

const EMAIL: &str = "sari@contoh.id";
const OTHER: &str = "kerbau tujuh hijau sawah";

/// A house with a counter for accounts.
struct Portal {
    house: House,
    passwords: Passwords,
}

fn nobody() -> Actor {
    Actor::public(Lang::Id)
}

fn form(email: &str, password: &str) -> Registration {
    Registration {
        kind: SponsorKind::Panti,
        institution: Name::parse("Panti Asuhan Kasih Bunda").unwrap(),
        in_charge: Name::parse("Sari Dewi").unwrap(),
        email: Email::parse(email).unwrap(),
        phone: Phone::parse("0812 3456 7890").unwrap(),
        password: Password::parse(password).unwrap(),
    }
}

impl Portal {
    async fn new() -> Self {
        Self { house: House::new().await, passwords: Passwords::new(Cost::LEAST) }
    }

    fn db(&self) -> &Db {
        &self.house.test.db
    }

    fn later(&self, by: Duration) -> Db {
        self.db().shifted(by)
    }

    async fn register_at(&self, db: &Db, email: &str, password: &str) -> Result<String> {
        let form = form(email, password);
        let hash = self.passwords.hash(&form.password).await?;
        db.write(&nobody(), async |scope| register::register(scope, &form, &hash).await).await
    }

    async fn register(&self, email: &str, password: &str) -> String {
        self.register_at(self.db(), email, password).await.unwrap()
    }

    /// A sponsor who has confirmed.
    async fn sponsor(&self) -> SessionToken {
        let reference = self.register(EMAIL, PASSWORD).await;
        let code = self.code().await;
        signed_in(self.enter(self.db(), &reference, &code).await.unwrap())
    }

    /// What the newest mail of this kind says to its reader.
    async fn mail(&self, message: &str) -> Value {
        let mut scope = self.db().begin(&Actor::system(None)).await.unwrap();
        let (id, payload): (Uuid, Vec<u8>) =
            sqlx::query_as("select id, payload from outbox where message = $1 order by id desc limit 1")
                .bind(message)
                .fetch_one(scope.conn())
                .await
                .unwrap();
        scope.unseal(&format!("outbox.payload:{id}"), &payload).unwrap()
    }

    async fn link(&self, message: &str) -> String {
        self.mail(message).await["link"].as_str().unwrap().to_owned()
    }

    async fn code(&self) -> String {
        self.mail("confirm_email").await["code"].as_str().unwrap().to_owned()
    }

    async fn mails(&self, message: &str) -> i64 {
        let mut behind = self.house.behind().await;
        sqlx::query_scalar("select count(*) from outbox where message = $1")
            .bind(message)
            .fetch_one(&mut behind)
            .await
            .unwrap()
    }

    async fn enter(
        &self,
        db: &Db,
        reference: &str,
        code: &str,
    ) -> Result<std::result::Result<Proven, Problem>> {
        let code = Code::parse(code).unwrap();
        db.write(&nobody(), async |scope| confirm::by_code(scope, reference, &code).await).await
    }

    async fn look(&self, db: &Db, link: &str) -> LinkState {
        db.write(&nobody(), async |scope| confirm::look(scope, link).await).await.unwrap()
    }

    /// Opens the link in a browser that waits under `waiting`, or in another one.
    async fn open(&self, link: &str, waiting: Option<&str>) -> std::result::Result<Proven, LinkState> {
        self.db().write(&nobody(), async |scope| confirm::by_link(scope, link, waiting).await).await.unwrap()
    }

    async fn resend(&self, db: &Db, reference: &str) -> Result<String> {
        db.write(&nobody(), async |scope| confirm::resend(scope, reference, Some(reference)).await).await
    }

    async fn sign_in_at(&self, db: &Db, email: &str, password: &str) -> Result<SignIn> {
        self.sign_in_on(None, db, email, password).await
    }

    /// In a browser that carries this cookie of a known device.
    async fn sign_in_on(&self, cookie: Option<&str>, db: &Db, email: &str, password: &str) -> Result<SignIn> {
        let (email, password) = (Email::parse(email).unwrap(), Password::typed(password));
        let device = cookie.and_then(Device::read);
        sign_in::sign_in(db, &self.passwords, &nobody(), &email, &password, device.as_ref()).await
    }

    async fn sign_in(&self, email: &str, password: &str) -> Result<SignIn> {
        self.sign_in_at(self.db(), email, password).await
    }

    async fn who(&self, token: &SessionToken) -> Option<Actor> {
        session::resolve(self.db(), token).await.unwrap()
    }

    async fn ask_reset(&self, email: &str) {
        let email = Email::parse(email).unwrap();
        self.db().write(&nobody(), async |scope| reset::ask(scope, &email).await).await.unwrap();
    }

    async fn set_password(&self, db: &Db, link: &str, password: &str) -> LinkState {
        let hash = self.passwords.hash(&Password::parse(password).unwrap()).await.unwrap();
        db.write(&nobody(), async |scope| reset::set(scope, link, &hash).await).await.unwrap()
    }

    /// Invites an officer of Buleleng's social office.
    async fn invite(&self, email: &str) {
        let office = buleleng(self.db()).await;
        let invitation = Invitation {
            email: Email::parse(email).unwrap(),
            name: Name::parse("Made Arta").unwrap(),
            tenant: office.tenant,
            role: Role::RegencyVerifier,
        };
        self.db().write(&Actor::system(None), async |scope| invite(scope, &invitation).await).await.unwrap();
    }
}

fn signed_in(answer: std::result::Result<Proven, Problem>) -> SessionToken {
    match answer {
        Ok(Proven::Registered(token)) => token,
        other => panic!("not signed in: {other:?}"),
    }
}

fn token(answer: Result<SignIn>) -> SessionToken {
    match answer {
        Ok(SignIn::Done(token)) => token,
        other => panic!("not signed in: {other:?}"),
    }
}

fn problem<T: std::fmt::Debug>(answer: Result<T>) -> Problem {
    answer.unwrap_err().into_problem()
}

fn wrong() -> Problem {
    Problem::field("password", Rule::WrongCredentials)
}

#[tokio::test]
async fn a_sponsor_who_types_the_code_is_signed_in() {
    let portal = Portal::new().await;
    let reference = portal.register(EMAIL, PASSWORD).await;

    let code = portal.code().await;
    let token = signed_in(portal.enter(portal.db(), &reference, &code).await.unwrap());

    let actor = portal.who(&token).await.unwrap();
    assert_eq!((actor.door, actor.name.as_str()), (Door::Sponsor, "Sari Dewi"));
    assert_eq!(actor.tenant_name, "Panti Asuhan Kasih Bunda");
    assert_eq!(portal.enter(portal.db(), &reference, &code).await.unwrap().unwrap_err(), spent());
}

fn spent() -> Problem {
    Problem::field("code", Rule::SpentCode)
}

fn wrong_code() -> Problem {
    Problem::field("code", Rule::WrongCode)
}

#[tokio::test]
async fn the_link_confirms_once_and_looking_at_it_changes_nothing() {
    let portal = Portal::new().await;
    let here = portal.register(EMAIL, PASSWORD).await;
    let link = portal.link("confirm_email").await;

    assert_eq!(portal.look(portal.db(), &link).await, LinkState::Ready("s•••@contoh.id".to_owned()));
    assert_eq!(portal.look(portal.db(), &link).await, LinkState::Ready("s•••@contoh.id".to_owned()));
    assert!(matches!(portal.open(&link, Some(&here)).await, Ok(Proven::Registered(_))));

    assert_eq!(portal.look(portal.db(), &link).await, LinkState::Used);
    assert_eq!(portal.open(&link, None).await.unwrap_err(), LinkState::Used);
    token(portal.sign_in(EMAIL, PASSWORD).await);
}

#[tokio::test]
async fn a_link_opened_elsewhere_proves_the_mailbox_and_asks_for_a_password() {
    let portal = Portal::new().await;
    // A stranger registers with somebody's address, who opens the mail.
    let strangers = portal.register(EMAIL, OTHER).await;
    let link = portal.link("confirm_email").await;

    let Ok(Proven::ChoosePassword(choose)) = portal.open(&link, None).await else {
        panic!("the stranger's password was taken over")
    };

    assert_eq!(problem(portal.sign_in(EMAIL, OTHER).await), wrong());
    assert!(portal.enter(portal.db(), &strangers, &portal.code().await).await.unwrap().is_err());
    assert!(matches!(portal.set_password(portal.db(), &choose, PASSWORD).await, LinkState::Ready(_)));
    token(portal.sign_in(EMAIL, PASSWORD).await);
}

#[tokio::test]
async fn another_mail_keeps_the_password_only_where_it_was_typed() {
    let portal = Portal::new().await;
    let here = portal.register(EMAIL, PASSWORD).await;
    let soon = portal.later(Duration::minutes(2));
    let again = portal.resend(&soon, &here).await.unwrap();
    signed_in(portal.enter(&soon, &again, &portal.code().await).await.unwrap());

    // Whoever asks from the page of an old link now waits too, but has typed no password.
    let strangers = portal.register("lain@contoh.id", OTHER).await;
    let owners =
        soon.write(&nobody(), async |scope| confirm::resend(scope, &strangers, None).await).await.unwrap();
    let answer = portal.enter(&soon, &owners, &portal.code().await).await.unwrap();
    assert!(matches!(answer, Ok(Proven::ChoosePassword(_))));
}

#[tokio::test]
async fn an_older_link_says_that_a_newer_mail_took_its_place_and_an_old_one_that_it_is_too_old() {
    let portal = Portal::new().await;
    let reference = portal.register(EMAIL, PASSWORD).await;
    let first = portal.link("confirm_email").await;
    let soon = portal.later(Duration::minutes(2));
    portal.resend(&soon, &reference).await.unwrap();
    let second = portal.link("confirm_email").await;

    assert!(matches!(portal.look(&soon, &first).await, LinkState::Replaced(Some(_))));
    assert!(matches!(portal.look(&soon, &second).await, LinkState::Ready(_)));
    assert_eq!(portal.look(&portal.later(Duration::hours(49)), &second).await, LinkState::Expired);
}

#[tokio::test]
async fn a_link_that_nobody_sent_is_unknown() {
    let portal = Portal::new().await;
    portal.register(EMAIL, PASSWORD).await;
    let link = portal.link("confirm_email").await;
    let (reference, _) = link.split_once('.').unwrap();
    let forged = format!("{reference}.{}", "A".repeat(43));
    // Characters that no database keeps as a text.
    let nul = format!("{}.{}", "\0".repeat(32), "A".repeat(43));

    for bad in ["", ".", "a.b", reference, &forged, &nul, &link[..link.len() - 1], &format!("{link}x")] {
        assert_eq!(portal.look(portal.db(), bad).await, LinkState::Unknown, "{bad}");
        assert_eq!(portal.open(bad, None).await.unwrap_err(), LinkState::Unknown, "{bad}");
        assert_eq!(portal.set_password(portal.db(), bad, OTHER).await, LinkState::Unknown, "{bad}");
    }
}

#[tokio::test]
async fn a_reference_under_which_nobody_waits_is_not_found_whatever_it_is_made_of() {
    let portal = Portal::new().await;
    portal.register(EMAIL, PASSWORD).await;

    for bad in ["", "0", &"0".repeat(32), &"\0".repeat(32), "\"><script>", "ñ"] {
        let waiting = portal.db().write(&nobody(), async |scope| confirm::waiting(scope, bad).await).await;
        assert_eq!(problem(waiting), Problem::NotFound, "{bad}");
        assert_eq!(problem(portal.resend(portal.db(), bad).await), Problem::NotFound, "{bad}");
        assert_eq!(problem(portal.enter(portal.db(), bad, "123456").await), Problem::NotFound, "{bad}");
    }
}

#[tokio::test]
async fn an_address_that_has_an_account_is_answered_alike_and_only_its_owner_is_told() {
    let portal = Portal::new().await;
    portal.sponsor().await;

    let known = portal.register("SARI@contoh.id", OTHER).await;
    let unknown = portal.register("susi@contoh.id", OTHER).await;

    assert_eq!(known.len(), unknown.len());
    for reference in [&known, &unknown] {
        let waiting = portal
            .db()
            .write(&nobody(), async |scope| confirm::waiting(scope, reference).await)
            .await
            .unwrap();
        assert_eq!((waiting.address.as_str(), waiting.open), ("s•••@contoh.id", true));
        assert_eq!(
            portal.enter(portal.db(), reference, "000000").await.unwrap().unwrap_err(),
            wrong_code(),
            "nobody has the code 000000, but for once in a million runs"
        );
        portal.resend(&portal.later(Duration::minutes(2)), reference).await.unwrap();
    }
    assert_eq!(portal.mails("already_registered").await, 2);
    assert_eq!(portal.house.count("select count(*) from accounts").await, 2);
    assert_eq!(problem(portal.sign_in(EMAIL, OTHER).await), wrong());
    token(portal.sign_in(EMAIL, PASSWORD).await);
}

#[tokio::test]
async fn two_registrations_of_one_address_never_wait_under_one_reference() {
    let portal = Portal::new().await;

    let first = portal.register(EMAIL, PASSWORD).await;
    let second = portal.register(EMAIL, OTHER).await;

    assert_ne!(first, second);
    assert_eq!(portal.house.count("select count(*) from accounts").await, 1);
    assert_eq!(portal.house.count("select count(*) from institutions").await, 1);
}

#[tokio::test]
async fn a_registration_that_a_stranger_prepared_is_replaced_by_its_owners() {
    let portal = Portal::new().await;
    let strangers = portal.register(EMAIL, OTHER).await;
    let owners = portal.register(EMAIL, PASSWORD).await;
    let code = portal.code().await;

    assert_eq!(portal.enter(portal.db(), &strangers, &code).await.unwrap().unwrap_err(), wrong_code());
    signed_in(portal.enter(portal.db(), &owners, &code).await.unwrap());

    assert_eq!(problem(portal.sign_in(EMAIL, OTHER).await), wrong());
    token(portal.sign_in(EMAIL, PASSWORD).await);
}

#[tokio::test]
async fn a_registration_that_a_stranger_slips_in_gives_the_stranger_no_password() {
    let portal = Portal::new().await;
    let owners = portal.register(EMAIL, PASSWORD).await;
    portal.register(EMAIL, OTHER).await;

    // The owner opens the newest mail, which is the stranger's.
    let link = portal.link("confirm_email").await;
    let Ok(Proven::ChoosePassword(choose)) = portal.open(&link, Some(&owners)).await else {
        panic!("the stranger's password was taken over")
    };

    assert_eq!(problem(portal.sign_in(EMAIL, OTHER).await), wrong());
    let own = "tujuh kerbau di sawah hijau";
    assert!(matches!(portal.set_password(portal.db(), &choose, own).await, LinkState::Ready(_)));
    token(portal.sign_in(EMAIL, own).await);
}

#[tokio::test]
async fn a_code_asked_for_again_after_a_stranger_registered_leads_to_a_new_password() {
    let portal = Portal::new().await;
    let owners = portal.register(EMAIL, PASSWORD).await;
    portal.register(EMAIL, OTHER).await;
    let soon = portal.later(Duration::minutes(2));
    let again = portal.resend(&soon, &owners).await.unwrap();

    let answer = portal.enter(&soon, &again, &portal.code().await).await.unwrap();

    assert!(matches!(answer, Ok(Proven::ChoosePassword(_))));
    assert_eq!(problem(portal.sign_in(EMAIL, OTHER).await), wrong());
}

#[tokio::test]
async fn whoever_registered_twice_in_one_browser_keeps_the_newest_password() {
    let portal = Portal::new().await;
    portal.register(EMAIL, OTHER).await;
    let newest = portal.register(EMAIL, PASSWORD).await;

    let link = portal.link("confirm_email").await;

    assert!(matches!(portal.open(&link, Some(&newest)).await, Ok(Proven::Registered(_))));
    token(portal.sign_in(EMAIL, PASSWORD).await);
}

#[tokio::test]
async fn five_wrong_codes_use_a_mail_up_but_not_its_link() {
    let portal = Portal::new().await;
    let reference = portal.register(EMAIL, PASSWORD).await;
    let code = portal.code().await;
    let bad = if code == "123456" { "654321" } else { "123456" };

    for _ in 0..5 {
        assert_eq!(portal.enter(portal.db(), &reference, bad).await.unwrap().unwrap_err(), wrong_code());
    }

    assert_eq!(portal.enter(portal.db(), &reference, &code).await.unwrap().unwrap_err(), spent());
    let link = portal.link("confirm_email").await;
    assert!(matches!(portal.open(&link, Some(&reference)).await, Ok(Proven::Registered(_))));
}

#[tokio::test]
async fn a_code_works_for_half_an_hour_and_in_no_other_browser() {
    let portal = Portal::new().await;
    let reference = portal.register(EMAIL, PASSWORD).await;
    let code = portal.code().await;
    let late = portal.later(Duration::minutes(31));

    assert_eq!(portal.enter(&late, &reference, &code).await.unwrap().unwrap_err(), spent());
    assert_eq!(problem(portal.enter(portal.db(), &"0".repeat(32), &code).await), Problem::NotFound);
    signed_in(portal.enter(portal.db(), &reference, &code).await.unwrap());
}

#[tokio::test]
async fn another_mail_waits_a_minute_and_an_hour_holds_five() {
    let portal = Portal::new().await;
    let mut reference = portal.register(EMAIL, PASSWORD).await;

    assert!(matches!(problem(portal.resend(portal.db(), &reference).await), Problem::RateLimited(1..=60)));
    for minute in 1..5 {
        let then = portal.later(Duration::seconds(61 * minute));
        reference = portal.resend(&then, &reference).await.unwrap();
    }

    // An hour after the first: the page says so before anybody asks in vain.
    let sixth = portal.later(Duration::seconds(61 * 5));
    let left = 3_600 - 61 * 5;
    let (waiting, now) = sixth
        .write(&nobody(), async |scope| Ok((confirm::waiting(scope, &reference).await?, scope.now())))
        .await
        .unwrap();
    let says = (waiting.resend_at - now).whole_seconds();
    assert!((i64::from(left) - 30..=i64::from(left)).contains(&says), "{says} s");
    for refused in
        [portal.resend(&sixth, &reference).await, portal.register_at(&sixth, EMAIL, PASSWORD).await]
    {
        let Problem::RateLimited(seconds) = problem(refused) else { panic!("no wait") };
        assert!((left - 30..=left + 1).contains(&seconds), "{seconds} s");
    }
    portal.resend(&portal.later(Duration::hours(2)), &reference).await.unwrap();
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_one_answer() {
    let portal = Portal::new().await;
    portal.sponsor().await;

    assert_eq!(problem(portal.sign_in(EMAIL, OTHER).await), wrong());
    assert_eq!(problem(portal.sign_in("siapa@contoh.id", OTHER).await), wrong());
    assert_eq!(problem(portal.sign_in(EMAIL, "").await), wrong());
}

#[tokio::test]
async fn an_address_that_is_not_confirmed_is_led_to_its_code() {
    let portal = Portal::new().await;
    let reference = portal.register(EMAIL, PASSWORD).await;

    let Ok(SignIn::Unconfirmed(again)) = portal.sign_in(EMAIL, PASSWORD).await else { panic!("signed in") };

    assert_eq!(again, reference);
    assert_eq!(problem(portal.sign_in(EMAIL, OTHER).await), wrong());
}

#[tokio::test]
async fn the_wait_after_wrong_passwords_doubles_and_never_becomes_a_lock_out() {
    let portal = Portal::new().await;
    portal.sponsor().await;
    for _ in 0..5 {
        assert_eq!(problem(portal.sign_in(EMAIL, OTHER).await), wrong());
    }

    let mut at = Duration::ZERO;
    for wait in [15_u32, 30, 60, 120, 240, 480, 900, 900] {
        let now = portal.later(at);
        let Problem::RateLimited(left) = problem(portal.sign_in_at(&now, EMAIL, PASSWORD).await) else {
            panic!("no wait of {wait} s")
        };
        assert!((wait - 10..=wait + 1).contains(&left), "{left} s of {wait} s");
        at += Duration::seconds(i64::from(wait) + 1);
        assert_eq!(problem(portal.sign_in_at(&portal.later(at), EMAIL, OTHER).await), wrong());
    }

    let in_the_end = portal.later(at + Duration::minutes(16));
    token(portal.sign_in_at(&in_the_end, EMAIL, PASSWORD).await);
    token(portal.sign_in_at(&in_the_end, EMAIL, PASSWORD).await);
}

#[tokio::test]
async fn many_tries_at_once_are_not_many_free_tries() {
    let portal = Portal::new().await;
    portal.sponsor().await;

    let tries = (0..20).map(|_| portal.sign_in(EMAIL, OTHER));
    let answers = futures::future::join_all(tries).await;

    let looked_at =
        answers.into_iter().filter(|answer| *answer.as_ref().unwrap_err().problem() == wrong()).count();
    assert_eq!(looked_at, 5);
}

#[tokio::test]
async fn a_suspended_account_is_out_at_once_and_cannot_come_back() {
    let portal = Portal::new().await;
    let session = portal.sponsor().await;

    portal.house.change("update accounts set state = 'suspended'").await;

    assert!(portal.who(&session).await.is_none());
    assert_eq!(problem(portal.sign_in(EMAIL, PASSWORD).await), wrong());
    portal.ask_reset(EMAIL).await;
    assert_eq!(portal.mails("reset_password").await, 0);
}

#[tokio::test]
async fn each_sign_in_gets_a_session_of_its_own_and_signing_out_ends_that_one() {
    let portal = Portal::new().await;
    let (phone, desktop) = (portal.sponsor().await, token(portal.sign_in(EMAIL, PASSWORD).await));
    assert_ne!(phone.expose(), desktop.expose());

    let actor = portal.who(&phone).await.unwrap();
    portal.db().write(&actor, session::close).await.unwrap();

    assert!(portal.who(&phone).await.is_none());
    assert!(portal.who(&desktop).await.is_some());
    assert_eq!(problem(portal.db().write(&nobody(), session::close).await), Problem::Unauthenticated);
    assert!(portal.who(&SessionToken::from_cookie("terka")).await.is_none());
}

#[tokio::test]
async fn a_sponsors_session_ends_after_an_idle_hour_and_an_officers_after_half_an_hour() {
    let portal = Portal::new().await;
    portal.sponsor().await;
    officer(&portal).await;
    let ago = |minutes: i64| portal.later(Duration::minutes(-minutes));

    for (email, alive, dead) in [(EMAIL, 59, 61), ("made@contoh.go.id", 29, 31)] {
        let alive = token(portal.sign_in_at(&ago(alive), email, PASSWORD).await);
        let dead = token(portal.sign_in_at(&ago(dead), email, PASSWORD).await);

        assert!(portal.who(&alive).await.is_some(), "{email}");
        assert!(portal.who(&dead).await.is_none(), "{email}");
    }
}

#[tokio::test]
async fn a_session_ends_after_twelve_hours_however_busy_it_is() {
    let portal = Portal::new().await;
    portal.sponsor().await;
    let morning = portal.later(-Duration::hours(12) - Duration::minutes(1));
    let session = token(portal.sign_in_at(&morning, EMAIL, PASSWORD).await);

    portal.house.change("update sessions set seen_at = now()").await;

    assert!(portal.who(&session).await.is_none());
}

async fn officer(portal: &Portal) {
    let office = buleleng(portal.db()).await;
    let hash = portal.passwords.hash(&Password::parse(PASSWORD).unwrap()).await.unwrap();
    invite_officer(portal.db(), &office, "Made Arta", "made@contoh.go.id", &hash).await.unwrap();
}

/// The social office of Buleleng.
async fn buleleng(db: &Db) -> Office {
    let name = "Dinas Sosial Kabupaten Buleleng";
    open_office(db, OfficeKind::DinsosKabkota, name, Some("51.08")).await.unwrap()
}

#[tokio::test]
async fn a_new_password_ends_every_session_and_is_reported() {
    let portal = Portal::new().await;
    let session = portal.sponsor().await;
    portal.ask_reset(EMAIL).await;
    let link = portal.link("reset_password").await;

    assert!(matches!(portal.set_password(portal.db(), &link, OTHER).await, LinkState::Ready(_)));

    assert!(portal.who(&session).await.is_none());
    assert_eq!(problem(portal.sign_in(EMAIL, PASSWORD).await), wrong());
    token(portal.sign_in(EMAIL, OTHER).await);
    assert_eq!(portal.mails("password_changed").await, 1);
    assert_eq!(portal.set_password(portal.db(), &link, PASSWORD).await, LinkState::Used);
}

#[tokio::test]
async fn a_new_password_also_ends_the_wait_after_wrong_ones() {
    let portal = Portal::new().await;
    portal.sponsor().await;
    for _ in 0..5 {
        assert_eq!(problem(portal.sign_in(EMAIL, OTHER).await), wrong());
    }
    portal.ask_reset(EMAIL).await;
    let link = portal.link("reset_password").await;

    portal.set_password(portal.db(), &link, OTHER).await;

    token(portal.sign_in(EMAIL, OTHER).await);
}

#[tokio::test]
async fn a_link_to_a_new_password_is_replaced_by_a_newer_one_and_works_for_an_hour() {
    let portal = Portal::new().await;
    portal.sponsor().await;
    portal.ask_reset(EMAIL).await;
    let first = portal.link("reset_password").await;
    portal.ask_reset(EMAIL).await;
    let second = portal.link("reset_password").await;

    assert_eq!(portal.set_password(portal.db(), &first, OTHER).await, LinkState::Replaced(None));
    let late = portal.later(Duration::minutes(61));
    assert_eq!(portal.set_password(&late, &second, OTHER).await, LinkState::Expired);
    token(portal.sign_in(EMAIL, PASSWORD).await);
}

#[tokio::test]
async fn nothing_tells_whether_an_address_that_asks_for_a_password_has_an_account() {
    let portal = Portal::new().await;
    portal.register("belum@contoh.id", PASSWORD).await;

    portal.ask_reset("siapa@contoh.id").await;
    portal.ask_reset("belum@contoh.id").await;

    assert_eq!(portal.mails("reset_password").await, 0);
}

#[tokio::test]
async fn a_link_of_one_kind_does_nothing_of_another() {
    let portal = Portal::new().await;
    portal.register(EMAIL, PASSWORD).await;
    let confirmation = portal.link("confirm_email").await;
    assert_eq!(portal.set_password(portal.db(), &confirmation, OTHER).await, LinkState::Unknown);
    portal.open(&confirmation, None).await.unwrap();

    portal.ask_reset(EMAIL).await;
    let password = portal.link("reset_password").await;

    assert_eq!(portal.look(portal.db(), &password).await, LinkState::Unknown);
    assert_eq!(portal.open(&password, None).await.unwrap_err(), LinkState::Unknown);
}

#[tokio::test]
async fn a_new_password_is_not_made_of_its_owners_name() {
    let portal = Portal::new().await;
    portal.sponsor().await;
    portal.ask_reset(EMAIL).await;
    let link = portal.link("reset_password").await;

    let look = portal.db().write(&nobody(), async |scope| reset::look(scope, &link).await).await.unwrap();

    let own = Password::parse("Sari Dewi sari dewi").unwrap();
    assert_eq!(problem(look.check(&own)), Problem::field("password", Rule::PersonalPassword));
    look.check(&Password::parse(OTHER).unwrap()).unwrap();
    assert!(!look.invitation);
}

#[tokio::test]
async fn whoever_was_invited_chooses_a_password_and_works_for_their_office() {
    let portal = Portal::new().await;
    portal.invite("made@contoh.go.id").await;
    let link = portal.link("invitation").await;
    assert_eq!(problem(portal.sign_in("made@contoh.go.id", PASSWORD).await), wrong());

    let look = portal.db().write(&nobody(), async |scope| reset::look(scope, &link).await).await.unwrap();
    assert!(look.invitation);
    assert!(matches!(portal.set_password(portal.db(), &link, PASSWORD).await, LinkState::Ready(_)));

    let session = token(portal.sign_in("made@contoh.go.id", PASSWORD).await);
    let actor = portal.who(&session).await.unwrap();
    assert_eq!((actor.door, actor.tenant_name.as_str()), (Door::Office, "Dinas Sosial Kabupaten Buleleng"));
    assert!(actor.decides());
}

#[tokio::test]
async fn a_stranger_who_registered_an_officers_address_leaves_nothing_in_the_officers_account() {
    let portal = Portal::new().await;
    let reference = portal.register("made@contoh.go.id", OTHER).await;
    let code = portal.code().await;
    portal.invite("made@contoh.go.id").await;
    let link = portal.link("invitation").await;

    assert_eq!(portal.enter(portal.db(), &reference, &code).await.unwrap().unwrap_err(), wrong_code());
    assert_eq!(problem(portal.sign_in("made@contoh.go.id", OTHER).await), wrong());
    portal.set_password(portal.db(), &link, PASSWORD).await;

    let session = token(portal.sign_in("made@contoh.go.id", PASSWORD).await);
    let actor = portal.who(&session).await.unwrap();
    assert_eq!((actor.door, actor.name.as_str()), (Door::Office, "Made Arta"));
}

#[tokio::test]
async fn a_form_without_a_session_comes_back_for_half_an_hour() {
    let portal = Portal::new().await;
    let form = Parked {
        path: "/sponsor/lembaga".to_owned(),
        body: b"name=Panti+Rahasia".to_vec(),
        owner: "x".to_owned(),
    };
    let secret = park(portal.db(), &form).await.unwrap();

    // A page that did not arrive is asked for again.
    for _ in 0..2 {
        assert_eq!(parked(portal.db(), &secret).await.unwrap().as_ref(), Some(&form));
    }
    assert_eq!(parked(portal.db(), "terka").await.unwrap(), None);
    let late = portal.later(Duration::minutes(31));
    assert_eq!(parked(&late, &secret).await.unwrap(), None);
}

#[tokio::test]
async fn a_form_that_somebody_left_behind_on_a_shared_phone_is_theirs_alone() {
    let portal = Portal::new().await;
    let (owner, other) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
    let mark = mark_of(portal.db(), owner);
    let form = |mark: &str| Parked {
        path: "/sponsor/lembaga".to_owned(),
        body: b"name=A".to_vec(),
        owner: mark.to_owned(),
    };

    assert!(form(&mark).is_for(portal.db(), owner));
    assert!(!form(&mark).is_for(portal.db(), other));
    assert!(!form("palsu").is_for(portal.db(), owner));
    assert!(!mark.contains(&owner.to_string()), "the mark says nothing");
}

#[tokio::test]
async fn what_was_typed_into_a_parked_form_cannot_be_read_in_the_database() {
    let portal = Portal::new().await;

    let form = Parked { path: "/sponsor".to_owned(), body: b"Panti Rahasia".to_vec(), owner: "x".to_owned() };
    park(portal.db(), &form).await.unwrap();

    let readable = "select count(*) from parked_posts where position('Rahasia'::bytea in body) > 0";
    assert_eq!(portal.house.count("select count(*) from parked_posts").await, 1);
    assert_eq!(portal.house.count(readable).await, 0);
}

#[tokio::test]
async fn somebody_signed_in_chooses_a_language_and_nobody_else_can() {
    let portal = Portal::new().await;
    let session = portal.sponsor().await;
    let actor = portal.who(&session).await.unwrap();
    let choose = async |actor: &Actor| {
        portal.db().write(actor, async |scope| settings::choose_language(scope, Lang::En).await).await
    };

    choose(&actor).await.unwrap();

    assert_eq!(portal.who(&session).await.unwrap().lang, Lang::En);
    assert_eq!(problem(choose(&nobody()).await), Problem::Unauthenticated);
}

#[tokio::test]
async fn whoever_proves_nothing_sees_no_account_and_no_link() {
    let portal = Portal::new().await;
    portal.sponsor().await;
    portal.house.sponsor("Panti Sejahtera", Progress::Registered).await;
    let mut scope = portal.db().begin(&nobody()).await.unwrap();

    for table in [
        "select count(*) from accounts",
        "select count(*) from account_emails",
        "select count(*) from email_tokens",
        "select count(*) from sessions",
        "select count(*) from throttles",
        "select count(*) from memberships",
        "select count(*) from tenants",
    ] {
        let seen: i64 = sqlx::query_scalar(table).fetch_one(scope.conn()).await.unwrap();
        assert_eq!(seen, 0, "{table}");
    }
}
