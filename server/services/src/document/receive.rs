//! Receiving an upload: sealed, stored, recorded, acknowledged with its hash, in this order.
//!
//! Two transactions: the first only asks, so that nobody waits for a file to be stored and is then told
//! that they may not; the second writes, and asks again. Between them the object is written, because the
//! object store is never called inside a transaction. When the second fails, the object has no row and is
//! swept after a day; it is not removed here, because a commit whose answer was lost may have happened.

use super::{fault, keys, store};
use crate::context::Actor;
use crate::db::{Db, Scope};
use crate::error::{Error, Result};
use crate::gateway::object_store::ObjectStore;
use crate::jobs::{self, Task};
use crate::person;
use crate::seal::sha256;
use domain::document::{FileName, MOST_VERSIONS_A_DAY, PaperAction, PaperFault, PaperKind, Sent};
use domain::id::{DocumentId, FormKey, InstitutionId, PersonId};
use domain::policy::Permission;
use domain::problem::Problem;
use domain::verification::State;
use domain::workflow::Refusal;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// Where the result of an upload is seen.
const RESULT: &str = "/sponsor";

/// A file that the sponsor sends for its own institution, or for a person in its care.
#[derive(Debug)]
pub struct Upload {
    /// Which paper it should be.
    pub kind: PaperKind,
    /// Whose paper it is; none for the institution's own.
    pub person: Option<PersonId>,
    /// The file's name, as the browser sent it.
    pub file_name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// The key of the form.
    pub form_key: FormKey,
}

/// Proof that a file was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The version.
    pub id: DocumentId,
    /// SHA-256 of the file as it came, in hex.
    pub sha256: String,
    /// Its size in bytes.
    pub size: usize,
    /// When it came.
    pub received_at: OffsetDateTime,
}

/// What the file will be recorded as.
struct Sealed {
    id: DocumentId,
    kind: PaperKind,
    person: Option<PersonId>,
    file_name: FileName,
    size: usize,
    sha256: Vec<u8>,
}

/// To whom a paper may come now.
struct Home {
    institution: InstitutionId,
    person: Option<PersonId>,
    state: Option<State>,
    returned_at: Option<OffsetDateTime>,
}

impl Home {
    /// By whom versions are counted.
    fn owner(&self) -> Uuid {
        self.person.map_or(self.institution.0, |person| person.0)
    }

    /// The round in which a version was sent; people have had one only.
    fn round(&self, received_at: OffsetDateTime) -> Sent {
        self.state.map_or(Sent::ThisRound, |state| sent(state, self.returned_at, received_at))
    }
}

/// Receives a paper of the actor's own institution, or of a person in its care; a version that stands is replaced.
///
/// # Errors
/// [`Problem::NotFound`] for nobody, for a person on another sponsor's list, and for a paper of the other kind of owner;
/// [`Problem::Paper`] when the file can be seen to be wrong, or is the very one that was returned;
/// [`Problem::Refused`] when the file is not with the sponsor, or this paper is not to be replaced now;
/// [`Problem::RateLimited`] after too many versions; [`Problem::Duplicate`]; [`Problem::Unavailable`] when it
/// could not be stored, and then nothing was.
#[tracing::instrument(name = "document.receive", skip_all, fields(document.id))]
pub async fn receive(db: &Db, actor: &Actor, store: &dyn ObjectStore, upload: Upload) -> Result<Receipt> {
    actor.require(Permission::UploadPaper)?;
    if upload.kind.is_of_person() != upload.person.is_some() {
        return Err(Problem::NotFound.into());
    }
    fault::at_the_door(upload.kind, &upload.bytes).map_err(Problem::Paper)?;
    let Upload { kind, person, file_name, bytes, form_key } = upload;
    let hash = sha256(&bytes);
    let (tenant, id) = {
        let mut scope = db.begin(actor).await?;
        scope.claim(form_key, RESULT).await?;
        admit(&mut scope, kind, person, &hash).await?;
        let asked = (scope.tenant()?, DocumentId(scope.new_id()));
        // Nothing was written that should stay; the lock falls now and not when the pool comes round to it.
        scope.rollback().await?;
        asked
    };
    tracing::Span::current().record("document.id", tracing::field::display(id));
    let file_name = FileName::tidy(&file_name);
    let sealed = Sealed { id, kind, person, file_name, size: bytes.len(), sha256: hash };
    let key = keys::quarantine(tenant, id);
    let blob = db.keys().seal_blob(&key, &bytes)?;
    drop(bytes);
    store.put(&key, blob).await?;
    let mut scope = db.begin(actor).await?;
    scope.claim(form_key, RESULT).await?;
    record(&mut scope, &sealed).await?;
    let received_at = scope.now();
    scope.commit().await?;
    let sha256 = data_encoding::HEXLOWER.encode(&sealed.sha256);
    Ok(Receipt { id, sha256, size: sealed.size, received_at })
}

/// Whether this paper may be sent now; the file, and the version that the new one would replace.
async fn admit(
    scope: &mut Scope,
    kind: PaperKind,
    person: Option<PersonId>,
    sha256: &[u8],
) -> Result<(Home, Option<store::Head>)> {
    scope.require(Permission::UploadPaper)?;
    let home = match person {
        Some(person) => of_person(scope, person).await?,
        None => of_institution(scope).await?,
    };
    let newest = store::newest(scope, home.owner(), kind).await?;
    let oldest = store::received_before(scope, home.owner(), kind, MOST_VERSIONS_A_DAY).await?;
    let wait = oldest.map_or(0, |at| (at + Duration::days(1) - scope.now()).whole_seconds());
    if wait > 0 {
        return Err(Problem::RateLimited(u32::try_from(wait).unwrap_or(u32::MAX)).into());
    }
    if store::was_returned(scope, home.owner(), kind, sha256).await? {
        return Err(Problem::Paper(PaperFault::Unchanged).into());
    }
    let open = newest.as_ref().is_none_or(|paper| paper.state.is_replaceable(home.round(paper.received_at)));
    if !open {
        return Err(Refusal::WrongState.into());
    }
    Ok((home, newest))
}

/// The institution's own file, while it is with the sponsor.
async fn of_institution(scope: &mut Scope) -> Result<Home> {
    let file = store::home(scope).await?.ok_or(Problem::NotFound)?;
    if !file.state.is_with_sponsor() {
        return Err(Refusal::WrongState.into());
    }
    let store::Home { id, state, returned_at } = file;
    Ok(Home { institution: id, person: None, state: Some(state), returned_at })
}

/// The file of a person, while it is with the sponsor. Where the institution's own file is does not matter.
async fn of_person(scope: &mut Scope, person: PersonId) -> Result<Home> {
    scope.require(Permission::EditPeople)?;
    let institution = person::hold(scope, person).await?;
    Ok(Home { institution, person: Some(person), state: None, returned_at: None })
}

/// The version's row, what it replaces, and the job that opens it.
async fn record(scope: &mut Scope, sealed: &Sealed) -> Result<()> {
    let (home, newest) = admit(scope, sealed.kind, sealed.person, &sealed.sha256).await?;
    if let Some(before) = &newest {
        store::append::<()>(scope, before, PaperAction::Replace, None).await?;
    }
    let file_name = scope.keys().seal(&store::name_place(sealed.id), sealed.file_name.as_str().as_bytes())?;
    let new = store::New {
        id: sealed.id,
        institution: home.institution,
        person: home.person,
        kind: sealed.kind,
        number: newest.map_or(1, |before| before.number + 1),
        file_name: &file_name,
        size: i32::try_from(sealed.size).map_err(Error::internal)?,
        sha256: &sealed.sha256,
    };
    store::insert(scope, &new).await?;
    if let (PaperKind::FamilyCard, Some(person)) = (sealed.kind, sealed.person) {
        person::has_card(scope, person).await?;
    }
    let task = Task::DecodeDocument { tenant: scope.tenant()?, document: sealed.id };
    jobs::enqueue(scope, task).await
}

/// In which round a version was sent. A draft has had one round only, whatever happened before.
pub(super) fn sent(state: State, returned_at: Option<OffsetDateTime>, received_at: OffsetDateTime) -> Sent {
    match returned_at {
        Some(returned_at) if state == State::Returned && received_at <= returned_at => Sent::EarlierRound,
        _ => Sent::ThisRound,
    }
}
