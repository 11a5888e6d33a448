//! Simple mode: chosen by its person, proposed by others, and nothing of a proposal holds before a yes.

use zvonilka_model::{
    Admin, AutoAnswer, Person, ProposalState, SimpleChoice, SimpleProposalId, SimpleSetup, UserId,
    call::CallKind,
};
use zvonilka_store::{Block, ProposalAnswer, ProposalRefusal};

use crate::{on_both, scene::Scene};

/// Simple mode with these people, who are answered without a touch.
pub(crate) fn trusting(people: &[UserId]) -> SimpleSetup {
    let choice =
        |person: &UserId| SimpleChoice { person: *person, call: CallKind::Video, answer: AutoAnswer::Camera };
    SimpleSetup { enabled: true, people: people.iter().map(choice).collect() }
}

const WEEK_MS: u64 = 7 * 24 * 3_600 * 1_000;

impl Scene {
    async fn chief(&self, login: &str) -> Person {
        let person = self.person(login).await;
        assert!(self.store.set_admin(person.id, Admin::Yes).await.expect("written"));
        person
    }

    async fn propose(&self, by: UserId, to: UserId, people: &[UserId]) -> SimpleProposalId {
        let made = self.store.propose_simple_mode(by, to, &trusting(people)).await;
        made.expect("the database works").expect("allowed").id
    }

    async fn answer_with(
        &self,
        user: UserId,
        id: SimpleProposalId,
        answer: ProposalAnswer,
    ) -> Option<UserId> {
        self.store.answer_simple_proposal(user, id, answer).await.expect("the database works")
    }

    /// Who is chosen, in their order; `None` while the page is the usual one.
    async fn chosen(&self, user: UserId) -> Option<Vec<UserId>> {
        let mode = self.store.simple_mode(user).await.expect("read");
        mode.enabled.then(|| mode.people.iter().map(|one| one.person.id).collect())
    }

    async fn waiting(&self, user: UserId) -> Vec<SimpleProposalId> {
        let proposals = self.store.simple_proposals_to(user).await.expect("read");
        proposals.iter().map(|proposal| proposal.id).collect()
    }

    async fn state(&self, by: UserId, to: UserId) -> Option<ProposalState> {
        self.store.simple_proposal(by, to).await.expect("read").map(|proposal| proposal.state)
    }
}

on_both! {
    async fn what_one_chooses_holds_whole_and_in_order(scene) {
        let (anna, boris) = (scene.person("anna").await.id, scene.person("boris").await.id);
        let vera = scene.person("vera").await.id;
        assert_eq!(scene.chosen(anna).await, None);
        let mut setup = trusting(&[vera, boris]);
        setup.people[1].call = CallKind::Audio;
        setup.people[1].answer = AutoAnswer::Never;
        let mode = scene.store.set_simple_mode(anna, &setup).await.expect("written");
        assert_eq!(mode, scene.store.simple_mode(anna).await.expect("read"));
        assert_eq!((mode.set_by, mode.set_at), (None, Some(scene.now())));
        let chosen: Vec<_> = mode.people.iter().map(|one| (one.person.id, one.call, one.answer)).collect();
        let expected =
            [(vera, CallKind::Video, AutoAnswer::Camera), (boris, CallKind::Audio, AutoAnswer::Never)];
        assert_eq!(chosen, expected);
        scene.store.set_simple_mode(anna, &trusting(&[boris])).await.expect("written");
        assert_eq!(scene.chosen(anna).await, Some(vec![boris]));
        assert_eq!(scene.chosen(boris).await, None, "it is nobody else's");
        scene.store.clear_simple_mode(anna).await.expect("written");
        assert!(scene.store.simple_mode(anna).await.expect("read").people.is_empty());
    }

    async fn whoever_is_gone_shut_or_blocked_is_left_out(scene) {
        let anna = scene.person("anna").await.id;
        let [boris, vera, gleb] = [
            scene.person("boris").await.id, scene.person("vera").await.id, scene.person("gleb").await.id,
        ];
        let unknown = UserId::generate(scene.now());
        let setup = trusting(&[boris, unknown, anna, vera, gleb]);
        scene.store.set_simple_mode(anna, &setup).await.expect("written");
        assert_eq!(scene.chosen(anna).await, Some(vec![boris, vera, gleb]), "nobody unknown, and not oneself");
        scene.store.set_disabled(vera, true).await.expect("written");
        scene.store.delete_account(gleb).await.expect("works").expect("goes");
        assert_eq!(scene.chosen(anna).await, Some(vec![boris]));
        assert!(matches!(scene.store.block(anna, boris).await.expect("written"), Block::Fresh { .. }));
        assert_eq!(scene.chosen(anna).await, Some(Vec::new()));
        scene.store.unblock(anna, boris).await.expect("written");
        assert_eq!(scene.chosen(anna).await, Some(Vec::new()), "trust does not come back with a block that went");
        scene.store.block(anna, boris).await.expect("written");
        scene.store.set_simple_mode(anna, &trusting(&[boris])).await.expect("written");
        assert_eq!(scene.chosen(anna).await, Some(Vec::new()));
    }

    async fn nothing_of_a_proposal_holds_before_a_yes(scene) {
        let (chief, anna) = (scene.chief("chief").await.id, scene.person("anna").await.id);
        let boris = scene.person("boris").await.id;
        let id = scene.propose(chief, anna, &[chief, boris]).await;
        assert_eq!(scene.chosen(anna).await, None);
        let proposals = scene.store.simple_proposals_to(anna).await.expect("read");
        assert_eq!((proposals.len(), proposals[0].id, proposals[0].other.id), (1, id, chief));
        assert_eq!(proposals[0].people[1].person.id, boris);
        assert_eq!(scene.state(chief, anna).await, Some(ProposalState::Open));

        // Nobody else answers it.
        for other in [chief, boris] {
            assert_eq!(scene.answer_with(other, id, ProposalAnswer::Take).await, None);
        }
        assert_eq!(scene.chosen(anna).await, None);
        scene.pass(1_000);
        assert_eq!(scene.answer_with(anna, id, ProposalAnswer::Take).await, Some(chief));
        assert_eq!(scene.chosen(anna).await, Some(vec![chief, boris]));
        let mode = scene.store.simple_mode(anna).await.expect("read");
        assert_eq!((mode.set_by.map(|person| person.id), mode.set_at), (Some(chief), Some(scene.now())));
        assert_eq!(scene.state(chief, anna).await, Some(ProposalState::Taken));
        assert!(scene.waiting(anna).await.is_empty());
        for answer in [ProposalAnswer::Take, ProposalAnswer::Refuse] {
            assert_eq!(scene.answer_with(anna, id, answer).await, None, "once");
        }

        // What was agreed to is taken back by the person alone, and changed by them it is their own.
        assert!(scene.store.withdraw_simple_proposal(chief, anna).await.expect("written"));
        assert!(scene.chosen(anna).await.is_some());
        let own = scene.store.set_simple_mode(anna, &trusting(&[boris])).await.expect("written");
        assert_eq!(own.set_by, None);
    }

    async fn a_no_changes_nothing_and_is_told(scene) {
        let (chief, anna) = (scene.chief("chief").await.id, scene.person("anna").await.id);
        let boris = scene.person("boris").await.id;
        scene.store.set_simple_mode(anna, &trusting(&[boris])).await.expect("written");
        let before = scene.store.simple_mode(anna).await.expect("read");
        let id = scene.propose(chief, anna, &[chief]).await;
        assert_eq!(scene.answer_with(anna, id, ProposalAnswer::Refuse).await, Some(chief));
        assert_eq!(scene.store.simple_mode(anna).await.expect("read"), before);
        assert_eq!(scene.state(chief, anna).await, Some(ProposalState::Refused));
        assert_eq!(scene.answer_with(anna, id, ProposalAnswer::Take).await, None);
    }

    async fn a_proposal_made_anew_withdrawn_or_too_old_does_not_stand(scene) {
        let (chief, other) = (scene.chief("chief").await.id, scene.chief("other").await.id);
        let anna = scene.person("anna").await.id;
        let first = scene.propose(chief, anna, &[chief]).await;
        let second = scene.propose(chief, anna, &[other]).await;
        assert_eq!(scene.waiting(anna).await, [second], "one of each proposer");
        assert_eq!(scene.answer_with(anna, first, ProposalAnswer::Take).await, None, "not what she saw");
        let theirs = scene.propose(other, anna, &[other]).await;
        assert_eq!(scene.waiting(anna).await.len(), 2);
        assert!(scene.store.withdraw_simple_proposal(chief, anna).await.expect("written"));
        assert!(!scene.store.withdraw_simple_proposal(chief, anna).await.expect("written"));
        assert_eq!(scene.answer_with(anna, second, ProposalAnswer::Take).await, None);
        assert_eq!(scene.waiting(anna).await, [theirs]);
        scene.pass(WEEK_MS);
        assert!(scene.waiting(anna).await.is_empty());
        assert_eq!(scene.state(other, anna).await, Some(ProposalState::Expired));
        assert_eq!(scene.answer_with(anna, theirs, ProposalAnswer::Take).await, None);
        assert_eq!(scene.chosen(anna).await, None);
    }

    async fn whoever_lost_the_right_proposes_nothing_any_more(scene) {
        let (chief, anna) = (scene.chief("chief").await.id, scene.person("anna").await.id);
        let propose = async || {
            scene.store.propose_simple_mode(chief, anna, &trusting(&[chief])).await.expect("works").map(|one| one.id)
        };
        let id = propose().await.expect("allowed");
        scene.store.set_admin(chief, Admin::No).await.expect("written");
        assert!(scene.waiting(anna).await.is_empty());
        assert_eq!(scene.answer_with(anna, id, ProposalAnswer::Take).await, None);
        assert_eq!(propose().await, Err(ProposalRefusal::NotAdmin));
        scene.store.set_admin(chief, Admin::Yes).await.expect("written");
        assert_eq!(scene.waiting(anna).await, [id]);
        scene.store.set_disabled(chief, true).await.expect("written");
        assert!(scene.waiting(anna).await.is_empty());
        scene.store.set_disabled(chief, false).await.expect("written");

        // A block ends what was proposed, and forbids more.
        scene.store.block(anna, chief).await.expect("written");
        assert!(scene.waiting(anna).await.is_empty());
        assert_eq!(scene.state(chief, anna).await, None);
        assert_eq!(propose().await, Err(ProposalRefusal::Blocked));
        scene.store.unblock(anna, chief).await.expect("written");
        let id = propose().await.expect("allowed");
        scene.store.set_admin(scene.person("heir").await.id, Admin::Yes).await.expect("written");
        scene.store.delete_account(chief).await.expect("works").expect("goes");
        assert_eq!(scene.answer_with(anna, id, ProposalAnswer::Take).await, None);
        let gone = scene.store.delete_account(anna).await.expect("works");
        assert!(gone.is_ok());
        let heir = scene.chief("chief").await.id;
        let refused = scene.store.propose_simple_mode(heir, anna, &trusting(&[heir])).await.expect("works");
        assert_eq!(refused.map(|one| one.id), Err(ProposalRefusal::Nobody));
    }

    async fn people_who_went_or_are_blocked_are_not_in_what_is_agreed_to(scene) {
        let (chief, anna) = (scene.chief("chief").await.id, scene.person("anna").await.id);
        let [boris, vera] = [scene.person("boris").await.id, scene.person("vera").await.id];
        scene.store.block(anna, vera).await.expect("written");
        let id = scene.propose(chief, anna, &[boris, vera, anna, chief]).await;
        let shown = |people: &[zvonilka_model::SimplePerson]| -> Vec<UserId> {
            people.iter().map(|one| one.person.id).collect()
        };
        let mine = scene.store.simple_proposal(chief, anna).await.expect("read").expect("there");
        assert_eq!(shown(&mine.people), [boris, vera, chief], "whoever proposes learns of no block");
        scene.store.delete_account(boris).await.expect("works").expect("goes");
        let hers = scene.store.simple_proposals_to(anna).await.expect("read");
        assert_eq!(shown(&hers[0].people), [chief]);
        assert_eq!(scene.answer_with(anna, id, ProposalAnswer::Take).await, Some(chief));
        assert_eq!(scene.chosen(anna).await, Some(vec![chief]));
    }
}
