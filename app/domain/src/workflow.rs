//! How every state machine is written: one table of moves.
//!
//! Context: screens, use cases, authorisation, the database and the tests must agree on who may do
//! what and when. Choice: one `const` table a machine ([`Move`]); everything reads it, nothing repeats
//! it. Consequence: a new rule is a new line, and the printed matrix shows it in review (2026-11-21).

use crate::policy::Roles;
use std::fmt::Write as _;

/// One line of a machine: from a state, by an action, to a state, for these roles, with these needs.
#[derive(Debug, Clone, Copy)]
pub struct Move<S: 'static, A: 'static> {
    /// The state before.
    pub from: S,
    /// What is done.
    pub action: A,
    /// The state after.
    pub to: S,
    /// Who may do it (any one of these roles).
    pub who: Roles,
    /// What must be there for it.
    pub needs: &'static [Need],
}

/// Short form for tables.
pub const fn mv<S, A>(from: S, action: A, to: S, who: Roles, needs: &'static [Need]) -> Move<S, A> {
    Move { from, action, to, who, needs }
}

/// What a move asks for besides the right role and state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Name, person in charge, region and address are filled in.
    CompleteProfile,
    /// Every paper that the kind of sponsor needs is there and readable.
    ReadablePapers,
    /// Every returned paper was replaced and every returned field was changed or confirmed.
    Corrections,
    /// The actor holds the file (took it, and the lease runs).
    Lease,
    /// Nobody else holds the file: free, or the holder's lease ran out.
    LeaseFree,
    /// The actor opened every paper in this round before deciding.
    PapersOpened,
    /// A reason the sponsor can act on, for each paper or field that is wrong.
    ReasonPerItem,
    /// A reason in the officer's own words.
    Reason,
    /// How and when the premises were seen.
    VisitNote,
    /// The actor is not the person who did the named thing on this case (maker and checker differ).
    OtherPersonThanSender,
}

/// Why a move is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The table has no such move from this state.
    WrongState,
    /// The table has the move, for other roles.
    WrongRole,
    /// The move lacks this need.
    Lacks(Need),
}

impl Refusal {
    /// Stable kebab-case code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongState => "wrong-state",
            Self::WrongRole => "wrong-role",
            Self::Lacks(need) => need.code(),
        }
    }
}

impl Need {
    /// Stable kebab-case code of the refusal when the need is not met.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CompleteProfile => "needs-complete-profile",
            Self::ReadablePapers => "needs-readable-papers",
            Self::Corrections => "needs-corrections",
            Self::Lease => "needs-lease",
            Self::LeaseFree => "needs-lease-free",
            Self::PapersOpened => "needs-papers-opened",
            Self::ReasonPerItem => "needs-reason-per-item",
            Self::Reason => "needs-reason",
            Self::VisitNote => "needs-visit-note",
            Self::OtherPersonThanSender => "needs-other-person",
        }
    }
}

/// A state or an action: comparable, printable as the database writes it.
pub trait Word: Copy + Eq + 'static {
    /// As the database, events and tests write it.
    fn word(self) -> &'static str;
}

/// The moves open to somebody with `roles` in `state`, in table order.
pub fn moves<S: Word, A: Word>(
    table: &'static [Move<S, A>],
    state: S,
    roles: Roles,
) -> impl Iterator<Item = &'static Move<S, A>> {
    table.iter().filter(move |m| m.from == state && m.who.intersects(roles))
}

/// Finds the move that `roles` make with `action` from `state`, and checks its needs with `met`.
///
/// # Errors
/// [`Refusal`] when there is no such move, it belongs to other roles, or a need is not met.
pub fn apply<S: Word, A: Word>(
    table: &'static [Move<S, A>],
    state: S,
    action: A,
    roles: Roles,
    met: impl Fn(Need) -> bool,
) -> Result<&'static Move<S, A>, Refusal> {
    let mut refusal = Refusal::WrongState;
    for candidate in table.iter().filter(|m| m.from == state && m.action == action) {
        if !candidate.who.intersects(roles) {
            refusal = Refusal::WrongRole;
            continue;
        }
        return match candidate.needs.iter().find(|need| !met(**need)) {
            Some(need) => Err(Refusal::Lacks(*need)),
            None => Ok(candidate),
        };
    }
    Err(refusal)
}

/// The table as text: one line a move. Snapshots of it make a changed rule a changed line in review.
pub fn matrix<S: Word, A: Word>(table: &[Move<S, A>]) -> String {
    let mut out = String::new();
    for m in table {
        let needs: Vec<&str> = m.needs.iter().map(|n| n.code()).collect();
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "{:<12} {:<10} {:<12} {:<40} {}",
            m.from.word(),
            m.action.word(),
            m.to.word(),
            m.who.to_string(),
            needs.join(", ")
        );
    }
    out
}

/// The table as a Mermaid state diagram, for documents.
pub fn diagram<S: Word, A: Word>(table: &[Move<S, A>]) -> String {
    let mut out = String::from("stateDiagram-v2\n");
    for m in table {
        let _ = writeln!(out, "    {} --> {}: {}", m.from.word(), m.to.word(), m.action.word());
    }
    out
}
