//! A sponsor, taken as far along the walk as a test or the demo world wants, by the portal's own use cases.

use crate::account::{Registration, confirm, register, session, store as accounts};
use crate::context::{Actor, Door};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::institution::{self, ProfileInput};
use crate::jobs::Hands;
use crate::{document, jobs};
use domain::account::{Code, Email, Name, Password, Phone};
use domain::document::PaperKind;
use domain::id::{AccountId, FormKey, InstitutionId};
use domain::institution::SponsorKind;
use domain::lang::Lang;
use domain::problem::{Problem, Rule};
use uuid::Uuid;

/// How far the sponsor walks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// Registered, address not proven.
    Registered,
    /// Address proven.
    Confirmed,
    /// Profile filled in.
    Profiled,
    /// Both papers ready.
    Papered,
    /// Sent to the social office.
    Submitted,
}

/// A sponsor that was built.
#[derive(Debug, Clone)]
pub struct Sponsor {
    /// The owner's account.
    pub account: AccountId,
    /// The institution.
    pub institution: InstitutionId,
    /// The owner's address.
    pub email: String,
    /// The owner, signed in (nobody before the address is proven).
    pub actor: Actor,
}

/// What a sponsor is made of.
#[derive(Debug, Clone)]
pub struct SponsorBuilder {
    kind: SponsorKind,
    name: String,
    in_charge: String,
    email: String,
    village: String,
    street: String,
    residents: u16,
    seed: u64,
    small_photo: bool,
}

impl SponsorBuilder {
    /// A home in Buleleng with this name; the address is made of the name.
    pub fn new(name: &str) -> Self {
        let local: String = name.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
        Self {
            kind: SponsorKind::Panti,
            name: name.to_owned(),
            in_charge: "Sari Dewi".to_owned(),
            email: format!("{local}@contoh.id"),
            village: "51.08.05.2002".to_owned(),
            street: "Jalan Pahlawan 12".to_owned(),
            residents: 24,
            seed: 1,
            small_photo: false,
        }
    }

    /// Another kind.
    #[must_use]
    pub fn kind(mut self, kind: SponsorKind) -> Self {
        self.kind = kind;
        self
    }

    /// Another person in charge.
    #[must_use]
    pub fn in_charge(mut self, name: &str) -> Self {
        name.clone_into(&mut self.in_charge);
        self
    }

    /// Another address.
    #[must_use]
    pub fn email(mut self, email: &str) -> Self {
        email.clone_into(&mut self.email);
        self
    }

    /// Another village and street.
    #[must_use]
    pub fn stands_in(mut self, village: &str, street: &str) -> Self {
        village.clone_into(&mut self.village);
        street.clone_into(&mut self.street);
        self
    }

    /// With a photo of few pixels, for tests: most of their time went into drawing and opening it.
    #[must_use]
    pub fn with_a_small_photo(mut self) -> Self {
        self.small_photo = true;
        self
    }

    /// Another number of people in care.
    #[must_use]
    pub fn cares_for(mut self, residents: u16) -> Self {
        self.residents = residents;
        self
    }

    /// Papers drawn from another seed.
    #[must_use]
    pub fn drawn_from(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Walks as far as `progress` says. `password_hash` belongs to [`super::PASSWORD`] or to another.
    ///
    /// # Errors
    /// Whatever a use case on the way says.
    pub async fn build(self, hands: &Hands, password_hash: &str, progress: Progress) -> Result<Sponsor> {
        let db = &hands.db;
        let key = self.register(db, password_hash).await?;
        let (account, institution) = find(db, &self.email).await?;
        let mut sponsor =
            Sponsor { account, institution, email: self.email.clone(), actor: Actor::public(Lang::Id) };
        if progress >= Progress::Confirmed {
            self.confirm(db, &key, account).await?;
            sponsor.actor = actor(db, account).await?;
        }
        if progress >= Progress::Profiled {
            self.fill_in(db, &sponsor).await?;
        }
        if progress >= Progress::Papered {
            self.upload(hands, &sponsor).await?;
        }
        if progress >= Progress::Submitted {
            db.write(&sponsor.actor, async |scope| {
                let version = institution::own(scope).await?.version;
                institution::submit(scope, version, true, form_key(scope)).await
            })
            .await?;
        }
        Ok(sponsor)
    }

    /// A letter that names this institution.
    fn letter(&self) -> Vec<u8> {
        decode::sample::letter_with(&decode::sample::Words {
            institution: self.name.clone(),
            address: self.street.clone(),
            town: "Kantor Perbekel".to_owned(),
            number: format!("{:03}/SKR/XI/2026", self.seed),
            date: "18 November 2026".to_owned(),
            leader: self.in_charge.clone(),
        })
    }

    async fn register(&self, db: &Db, password_hash: &str) -> Result<String> {
        let form = Registration {
            kind: self.kind,
            institution: parsed("institution", Name::parse(&self.name))?,
            in_charge: parsed("in_charge", Name::parse(&self.in_charge))?,
            email: parsed("email", Email::parse(&self.email))?,
            phone: parsed("phone", Phone::parse("0812 3456 7890"))?,
            password: parsed("password", Password::parse(super::PASSWORD))?,
        };
        let public = Actor::public(Lang::Id);
        db.write(&public, async |scope| register::register(scope, &form, password_hash).await).await
    }

    async fn confirm(&self, db: &Db, key: &str, account: AccountId) -> Result<()> {
        let code = parsed("code", Code::parse(&code_of(db, account).await?))?;
        let public = Actor::public(Lang::Id);
        db.write(&public, async |scope| confirm::by_code(scope, key, &code).await).await?.map(|_| ())?;
        Ok(())
    }

    async fn fill_in(&self, db: &Db, sponsor: &Sponsor) -> Result<()> {
        let input = ProfileInput {
            kind: self.kind.word().to_owned(),
            name: self.name.clone(),
            in_charge: self.in_charge.clone(),
            phone: "0812 3456 7890".to_owned(),
            residents: self.residents.to_string(),
            village: self.village.clone(),
            street: self.street.clone(),
            rt: "3".to_owned(),
            rw: String::new(),
            postcode: "81116".to_owned(),
        };
        let (kind, profile) = input.parse().map_err(Error::from)?;
        db.write(&sponsor.actor, async |scope| {
            let revision = institution::own(scope).await?.revision;
            let key = form_key(scope);
            institution::save(scope, sponsor.institution, revision, kind, &profile, key).await
        })
        .await
    }

    async fn upload(&self, hands: &Hands, sponsor: &Sponsor) -> Result<()> {
        for kind in PaperKind::OF_INSTITUTION {
            let (name, bytes) = match kind {
                PaperKind::PremisesPhoto if self.small_photo => {
                    ("foto-lembaga.jpg", decode::sample::small_photo(self.seed))
                }
                PaperKind::PremisesPhoto => {
                    ("foto-lembaga.jpg", decode::sample::premises_photo_with_sign(self.seed, &self.name))
                }
                _ => ("surat.pdf", self.letter()),
            };
            let form_key = form_key(&hands.db.begin(&sponsor.actor).await?);
            let upload = document::Upload { kind, person: None, file_name: name.to_owned(), bytes, form_key };
            document::receive(&hands.db, &sponsor.actor, hands.store.as_ref(), upload).await?;
        }
        jobs::run_all_now(hands).await?;
        Ok(())
    }
}

fn parsed<T>(field: &'static str, read: Result<T, Rule>) -> Result<T> {
    read.map_err(|rule| Problem::field(field, rule).into())
}

pub(super) fn form_key(scope: &crate::db::Scope) -> FormKey {
    FormKey(scope.new_id())
}

/// The actor that this account is when it signs in.
///
/// # Errors
/// [`Problem::NotFound`] for an account that is not active or belongs nowhere.
pub async fn actor(db: &Db, account: AccountId) -> Result<Actor> {
    let token = db
        .write(&Actor::public(Lang::Id), async |scope| {
            scope.as_account(account).await?;
            let tenant = accounts::tenant_of(scope, account).await?.ok_or(Problem::NotFound)?;
            session::open(scope, account, tenant).await
        })
        .await?;
    session::resolve(db, &token).await?.ok_or_else(|| Problem::NotFound.into())
}

/// The newest code that was mailed to the account: what its owner would read.
async fn code_of(db: &Db, account: AccountId) -> Result<String> {
    let mut scope = db.begin(&Actor { door: Door::Work, ..Actor::system(None) }).await?;
    let row = sqlx::query!(
        "select id, payload from outbox where account_id = $1 and message = 'confirm_email'
          order by created_at desc, id desc limit 1",
        account.0,
    )
    .fetch_one(scope.conn())
    .await?;
    let facts: serde_json::Value = scope.unseal(&format!("outbox.payload:{}", row.id), &row.payload)?;
    Ok(facts["code"].as_str().unwrap_or_default().to_owned())
}

async fn find(db: &Db, email: &str) -> Result<(AccountId, InstitutionId)> {
    let mut scope = db.begin(&Actor::system(None)).await?;
    let row = sqlx::query!(
        "select e.account_id, i.id from account_emails e
           join memberships m on m.account_id = e.account_id
           join institutions i on i.tenant_id = m.tenant_id
          where e.email_key = $1",
        email.to_ascii_lowercase(),
    )
    .fetch_one(scope.conn())
    .await?;
    let ids: (Uuid, Uuid) = (row.account_id, row.id);
    Ok((AccountId(ids.0), InstitutionId(ids.1)))
}
