//! Pages of a chat and its log.

use zvonilka_model::{ChatId, Timestamp};
use zvonilka_store::{ChatAccess, HistoryPage, LogEntry, Page};

use crate::{
    on_both,
    scene::{Scene, seqs},
};

/// A direct chat of ten messages, one every second.
async fn ten(scene: &Scene) -> (ChatAccess, Vec<Timestamp>) {
    let anna = scene.person("anna").await.id;
    let boris = scene.person("boris").await.id;
    let chat: ChatId = scene.direct(anna, boris).await;
    let mut times = Vec::new();
    for number in 1..=10 {
        times.push(scene.say(chat, anna, &number.to_string()).await.created_at);
        scene.pass(1_000);
    }
    (scene.access(boris, chat).await, times)
}

fn shape(page: &HistoryPage) -> (Vec<i64>, bool, bool) {
    (seqs(&page.messages), page.has_more, page.has_newer)
}

on_both! {
    async fn pages_end_exactly_where_the_chat_ends(scene) {
        let (access, _) = ten(&scene).await;
        let page = async |page, limit| shape(&scene.store.history(&access, page, limit).await.expect("read"));
        assert_eq!(page(Page::Newest, 3).await, (vec![8, 9, 10], true, false));
        assert_eq!(page(Page::Newest, 10).await, ((1..=10).collect(), false, false));
        assert_eq!(page(Page::Before(8), 3).await, (vec![5, 6, 7], true, true));
        assert_eq!(page(Page::Before(4), 3).await, (vec![1, 2, 3], false, true));
        assert_eq!(page(Page::Before(1), 3).await, (vec![], false, true));
        assert_eq!(page(Page::Before(11), 2).await, (vec![9, 10], true, false));
        assert_eq!(page(Page::Before(i64::MIN), 2).await, (vec![], false, true));
        assert_eq!(page(Page::After(0), 3).await, (vec![1, 2, 3], true, true));
        assert_eq!(page(Page::After(7), 3).await, (vec![8, 9, 10], false, false));
        assert_eq!(page(Page::After(10), 3).await, (vec![], false, false));
        assert_eq!(page(Page::After(i64::MAX), 3).await, (vec![], false, false));
    }

    async fn a_page_around_a_place_is_full_even_near_an_end(scene) {
        let (access, _) = ten(&scene).await;
        let page = async |seq, limit| {
            shape(&scene.store.history(&access, Page::Around(seq), limit).await.expect("read"))
        };
        assert_eq!(page(5, 4).await, (vec![3, 4, 5, 6], true, true));
        assert_eq!(page(1, 4).await, (vec![1, 2, 3, 4], false, true));
        assert_eq!(page(10, 4).await, (vec![7, 8, 9, 10], true, false));
        assert_eq!(page(5, 1).await, (vec![5], true, true));
        assert_eq!(page(5, 100).await, ((1..=10).collect(), false, false));
        assert_eq!(page(99, 4).await, (vec![7, 8, 9, 10], true, false));
    }

    async fn a_date_leads_to_its_first_message(scene) {
        let (access, times) = ten(&scene).await;
        let page = async |moment, limit| {
            shape(&scene.store.history(&access, Page::Date(moment), limit).await.expect("read"))
        };
        let between = Timestamp::from_millis(times[5].millis() - 1);
        assert_eq!(page(between, 2).await, (vec![5, 6], true, true));
        assert_eq!(page(times[5], 2).await, (vec![5, 6], true, true));
        assert_eq!(page(Timestamp::from_millis(0), 2).await, (vec![1, 2], false, true));
        assert_eq!(page(scene.now(), 2).await, (vec![9, 10], true, false));
    }

    async fn an_empty_chat_has_empty_pages(scene) {
        let anna = scene.person("anna").await.id;
        let boris = scene.person("boris").await.id;
        let chat = scene.direct(anna, boris).await;
        let access = scene.access(anna, chat).await;
        for page in [Page::Newest, Page::Before(5), Page::After(0), Page::Around(1), Page::Date(scene.now())] {
            let found = scene.store.history(&access, page, 10).await.expect("read");
            assert_eq!(shape(&found), (vec![], false, false), "{page:?}");
        }
        assert_eq!(scene.store.log_after(&access, 0, 10).await.expect("read"), Some(vec![]));
    }

    async fn the_log_is_given_whole_or_not_at_all(scene) {
        let (access, _) = ten(&scene).await;
        let places = async |after, limit| {
            let log = scene.store.log_after(&access, after, limit).await.expect("read")?;
            Some(log.iter().map(LogEntry::seq).collect::<Vec<_>>())
        };
        assert_eq!(places(7, 3).await, Some(vec![8, 9, 10]));
        assert_eq!(places(6, 3).await, None);
        assert_eq!(places(10, 3).await, Some(vec![]));
        assert_eq!(places(0, 10).await, Some((1..=10).collect()));
        assert_eq!(places(-3, 10).await, Some((1..=10).collect()));
        assert_eq!(places(11, 10).await, None, "a place that this log never had");
    }
}
