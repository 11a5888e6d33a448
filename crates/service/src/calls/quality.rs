//! How calls were, as each side tells it when it is over. Each reads only its own; whoever runs the server reads all.

use std::{collections::HashMap, time::Duration};

use zvonilka_model::{
    Actor, CallId,
    call::{Call, CallQuality, CallReport, QualityMark},
    limits,
};

use super::Calls;
use crate::{ServiceError, rights};

/// For how long it is known how a call was. The call itself stays in the history.
const KEPT_FOR: Duration = Duration::from_secs(90 * 24 * 3_600);
/// Calls forgotten by one statement.
const FORGOTTEN_AT_ONCE: u32 = 500;

impl Calls {
    /// Keeps how a call was for the actor; what they told of it before is replaced.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a call that is none of the actor's; [`ServiceError::Conflict`] for one that was
    /// not answered.
    pub async fn keep_quality(
        &self,
        actor: Actor,
        id: CallId,
        quality: CallQuality,
    ) -> Result<(), ServiceError> {
        if self.call(actor, id).await?.answered_at.is_none() {
            return Err(ServiceError::Conflict);
        }
        Ok(self.core.store.save_call_quality(actor.user, id, quality.sensible()).await?)
    }

    /// Forgets how calls were that are too old for anybody to look into.
    pub(crate) async fn forget_old_qualities(&self) -> Result<(), ServiceError> {
        let before = self.core.clock.now() - KEPT_FOR;
        while self.core.store.forget_call_qualities(before, FORGOTTEN_AT_ONCE).await? {}
        Ok(())
    }

    /// How these calls were for the actor; those of which nothing is known are absent.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn qualities(
        &self,
        actor: Actor,
        calls: &[Call],
    ) -> Result<HashMap<CallId, CallQuality>, ServiceError> {
        let ids: Vec<CallId> = calls.iter().map(|call| call.id).collect();
        Ok(self.core.store.call_qualities(actor.user, &ids).await?)
    }

    /// How the calls of everybody were, the newest first; with `before`, those older than that one; with a mark, those
    /// that had it for at least one side. For whoever runs the server: times and figures, never what was said.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] for everybody else.
    pub async fn reports(
        &self,
        actor: Actor,
        mark: Option<QualityMark>,
        before: Option<CallId>,
        limit: u32,
    ) -> Result<Vec<CallReport>, ServiceError> {
        if !rights::runs_server(actor) {
            return Err(ServiceError::Forbidden);
        }
        let limit = limit.clamp(1, limits::PAGE_MAX);
        Ok(self.core.store.call_reports(mark, before, limit).await?)
    }
}
