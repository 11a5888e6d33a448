//! Calls: live ones survive a restart, others are history.

use std::time::Duration;

use zvonilka_model::{
    CallId, ChatId, ConnectionId, ParticipantId, SessionId, UserId,
    call::{
        Call, CallKind, CallMode, CallQuality, CallReport, CallStatus, EndReason, Floor, MediaPath,
        MediaReport, MediaTransport, Participant, ParticipantState, QualityCause, QualityMark,
    },
};

use crate::{on_both, scene::Scene};

fn ringing(scene: &Scene, chat: ChatId, caller: UserId, callee: UserId) -> Call {
    let now = scene.now();
    let participant = |user, state| Participant {
        id: ParticipantId::generate(now),
        user,
        session: None,
        connection: None,
        state,
        lease_until: None,
        away: false,
        media: MediaReport::default(),
        invited_by: None,
        outsider: false,
        floor: Floor::default(),
    };
    Call {
        id: CallId::generate(now),
        chat,
        kind: CallKind::Video,
        mode: CallMode::Sfu,
        status: CallStatus::Ringing,
        initiator: caller,
        participants: vec![
            participant(caller, ParticipantState::Connecting),
            participant(callee, ParticipantState::Ringing),
        ],
        guests: Vec::new(),
        created_at: now,
        ring_until: now + Duration::from_secs(45),
        answered_at: None,
        connected_at: None,
        ended_at: None,
        audio_room: false,
        end_reason: None,
        locked: false,
    }
}

fn ended(scene: &Scene, call: Call) -> Call {
    Call {
        status: CallStatus::Ended,
        ended_at: Some(scene.now()),
        end_reason: Some(EndReason::HungUp),
        ..call
    }
}

/// One that is over.
pub(crate) fn ended_call(scene: &Scene, chat: ChatId, caller: UserId, callee: UserId) -> Call {
    ended(scene, ringing(scene, chat, caller, callee))
}

async fn pair(scene: &Scene) -> (ChatId, UserId, UserId) {
    let anna = scene.person("anna").await.id;
    let boris = scene.person("boris").await.id;
    (scene.direct(anna, boris).await, anna, boris)
}

on_both! {
    async fn a_live_call_is_there_after_a_restart_but_its_sockets_are_not(scene) {
        let (chat, anna, boris) = pair(&scene).await;
        let mut call = ringing(&scene, chat, anna, boris);
        call.mode = CallMode::P2p;
        scene.store.save_call(&call).await.expect("stored");
        assert_eq!(scene.store.live_calls().await.expect("read"), [call.clone()]);

        scene.pass(3_000);
        call.status = CallStatus::Answered;
        // Somebody was added.
        call.mode = CallMode::Sfu;
        call.participants[1].invited_by = Some(anna);
        call.participants[1].outsider = true;
        call.answered_at = Some(scene.now());
        call.connected_at = Some(scene.now());
        call.locked = true;
        for participant in &mut call.participants {
            participant.state = ParticipantState::Connected;
            participant.session = Some(SessionId::generate(scene.now()));
            participant.connection = Some(ConnectionId::generate(scene.now()));
            participant.lease_until = Some(scene.now() + Duration::from_secs(45));
            participant.media = MediaReport { sending: true, receiving: true };
            participant.floor = Floor { hand: Some(scene.now()), leads: true, removed: true, silenced_by: Some(anna) };
        }
        scene.store.save_call(&call).await.expect("stored");
        let again = scene.open_again().await;
        for participant in &mut call.participants {
            participant.connection = None;
        }
        assert_eq!(again.live_calls().await.expect("read"), [call.clone()]);
        assert_eq!(again.call(call.id).await.expect("read"), Some(call));
        assert_eq!(again.call(CallId::generate(scene.now())).await.expect("read"), None);
        again.close().await;
    }

    async fn a_participant_who_is_gone_from_the_call_is_gone_from_the_store(scene) {
        let (chat, anna, boris) = pair(&scene).await;
        let mut call = ringing(&scene, chat, anna, boris);
        scene.store.save_call(&call).await.expect("stored");
        call.participants.reverse();
        call.participants.truncate(1);
        scene.store.save_call(&call).await.expect("stored");
        assert_eq!(scene.store.call(call.id).await.expect("read"), Some(call));
    }

    async fn the_history_holds_my_finished_calls_newest_first(scene) {
        let (chat, anna, boris) = pair(&scene).await;
        let vera = scene.person("vera").await.id;
        let mut calls = Vec::new();
        for _ in 0..5 {
            scene.pass(1_000);
            calls.push(ended(&scene, ringing(&scene, chat, anna, boris)));
            scene.store.save_call(calls.last().expect("just made")).await.expect("stored");
        }
        scene.pass(1_000);
        scene.store.save_call(&ringing(&scene, chat, boris, anna)).await.expect("stored");
        calls.reverse();
        assert_eq!(scene.store.calls_of(boris, None, 10).await.expect("read"), calls);
        assert_eq!(scene.store.calls_of(vera, None, 10).await.expect("read"), []);
        let first = scene.store.calls_of(anna, None, 2).await.expect("read");
        assert_eq!(first, calls[..2]);
        let second = scene.store.calls_of(anna, Some(first[1].id), 2).await.expect("read");
        assert_eq!(second, calls[2..4]);
        let last = scene.store.calls_of(anna, Some(calls[4].id), 2).await.expect("read");
        assert_eq!(last, []);
    }

    async fn a_hidden_call_is_hidden_from_one_person_only(scene) {
        let (chat, anna, boris) = pair(&scene).await;
        let vera = scene.person("vera").await.id;
        let call = ended(&scene, ringing(&scene, chat, anna, boris));
        scene.store.save_call(&call).await.expect("stored");
        assert!(!scene.store.hide_call(vera, call.id).await.expect("not hers"));
        assert!(!scene.store.hide_call(anna, CallId::generate(scene.now())).await.expect("no call"));
        assert!(scene.store.hide_call(anna, call.id).await.expect("written"));
        assert!(scene.store.hide_call(anna, call.id).await.expect("hidden already"));
        assert_eq!(scene.store.calls_of(anna, None, 10).await.expect("read"), []);
        assert_eq!(scene.store.calls_of(boris, None, 10).await.expect("read"), [call]);
    }

    async fn whoever_runs_the_server_reads_how_all_calls_were(scene) {
        let (chat, anna, boris) = pair(&scene).await;
        let good = CallQuality {
            mark: QualityMark::Good,
            cause: None,
            loss_in: 0,
            loss_out: 3,
            rtt_ms: 41,
            jitter_ms: 2,
            path: Some(MediaPath::Direct),
            transport: Some(MediaTransport::Udp),
        };
        let poor = CallQuality { mark: QualityMark::Poor, cause: Some(QualityCause::Delay), rtt_ms: 900, ..good };
        let mut calls = Vec::new();
        for _ in 0..4 {
            scene.pass(1_000);
            let call = ended(&scene, ringing(&scene, chat, anna, boris));
            scene.store.save_call(&call).await.expect("stored");
            calls.push(call);
        }
        let live = ringing(&scene, chat, boris, anna);
        scene.store.save_call(&live).await.expect("stored");
        // Of the second call nobody told anything.
        for (user, call, quality) in [
            (anna, &calls[0], poor),
            (boris, &calls[0], good),
            (anna, &calls[2], good),
            (boris, &calls[3], poor),
            (anna, &live, poor),
        ] {
            scene.store.save_call_quality(user, call.id, quality).await.expect("written");
        }
        let reports = [
            CallReport { call: calls[3].clone(), told: [(boris, poor)].into() },
            CallReport { call: calls[2].clone(), told: [(anna, good)].into() },
            CallReport { call: calls[0].clone(), told: [(anna, poor), (boris, good)].into() },
        ];
        assert_eq!(scene.store.call_reports(None, None, 10).await.expect("read"), reports);
        assert_eq!(scene.store.call_reports(None, None, 2).await.expect("read"), reports[..2]);
        let rest = scene.store.call_reports(None, Some(calls[2].id), 2).await.expect("read");
        assert_eq!(rest, reports[2..]);
        let bad = Some(QualityMark::Poor);
        let both = [reports[0].clone(), reports[2].clone()];
        assert_eq!(scene.store.call_reports(bad, None, 10).await.expect("read"), both);
        assert_eq!(scene.store.call_reports(bad, None, 1).await.expect("read"), both[..1]);
        assert_eq!(scene.store.call_reports(bad, Some(calls[3].id), 1).await.expect("read"), both[1..]);
        let fair = scene.store.call_reports(Some(QualityMark::Fair), None, 10).await.expect("read");
        assert_eq!(fair, []);
    }

    async fn each_side_keeps_how_a_call_was_and_reads_only_its_own(scene) {
        let (chat, anna, boris) = pair(&scene).await;
        let calls = [ringing(&scene, chat, anna, boris), ringing(&scene, chat, boris, anna)];
        for call in &calls {
            scene.store.save_call(call).await.expect("stored");
        }
        let good = CallQuality {
            mark: QualityMark::Good,
            cause: None,
            loss_in: 0,
            loss_out: 3,
            rtt_ms: 41,
            jitter_ms: 2,
            path: None,
            transport: None,
        };
        let poor = CallQuality {
            mark: QualityMark::Poor,
            cause: Some(QualityCause::LossIn),
            loss_in: 123,
            path: Some(MediaPath::Relay),
            transport: Some(MediaTransport::Tls),
            ..good
        };
        let ids = [calls[0].id, calls[1].id];
        scene.store.save_call_quality(anna, ids[0], good).await.expect("written");
        scene.store.save_call_quality(anna, ids[0], poor).await.expect("replaced");
        scene.store.save_call_quality(boris, ids[0], good).await.expect("written");
        scene.store.save_call_quality(anna, ids[1], good).await.expect("written");
        let annas = scene.store.call_qualities(anna, &ids).await.expect("read");
        assert_eq!(annas, [(ids[0], poor), (ids[1], good)].into());
        let boriss = scene.store.call_qualities(boris, &ids).await.expect("read");
        assert_eq!(boriss, [(ids[0], good)].into());
        assert!(scene.store.call_qualities(boris, &[]).await.expect("nothing asked").is_empty());
        for call in calls {
            let over = ended(&scene, call);
            scene.store.save_call(&over).await.expect("a call with figures can be stored again");
        }

        let deleted = scene.store.delete_chat(&scene.access(anna, chat).await, |_, _| true).await;
        deleted.expect("works").expect("allowed");
        assert!(!scene.store.erase_deleted(10).await.expect("works"), "nothing stands in the way");
        assert!(scene.store.call_qualities(anna, &ids).await.expect("read").is_empty(), "gone with the chat");
    }
    async fn how_calls_were_is_forgotten_after_a_while_and_the_calls_are_not(scene) {
        let (chat, anna, boris) = pair(&scene).await;
        let good = CallQuality {
            mark: QualityMark::Good,
            cause: None,
            loss_in: 0,
            loss_out: 0,
            rtt_ms: 9,
            jitter_ms: 1,
            path: None,
            transport: None,
        };
        let mut ids = Vec::new();
        for _ in 0..4 {
            let call = ended_call(&scene, chat, anna, boris);
            scene.store.save_call(&call).await.expect("stored");
            for user in [anna, boris] {
                scene.store.save_call_quality(user, call.id, good).await.expect("written");
            }
            ids.push(call.id);
            scene.pass(1_000);
        }
        let left = async || {
            let known = scene.store.call_qualities(anna, &ids).await.expect("read");
            ids.iter().filter(|id| known.contains_key(id)).copied().collect::<Vec<_>>()
        };
        let fourth = scene.now() - Duration::from_secs(1);
        assert!(scene.store.forget_call_qualities(fourth, 2).await.expect("works"), "a third one is old");
        assert_eq!(left().await, ids[2..]);
        assert!(!scene.store.forget_call_qualities(fourth, 2).await.expect("works"));
        assert_eq!(left().await, ids[3..], "made at that very moment, it stays");
        assert!(!scene.store.forget_call_qualities(fourth, 2).await.expect("nothing left to do"));
        let history = scene.store.calls_of(boris, None, 10).await.expect("read");
        assert_eq!(history.len(), 4);
        assert_eq!(scene.store.call_qualities(boris, &ids).await.expect("read").len(), 1);
    }
}
