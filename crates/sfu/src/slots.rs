//! Who gets which place of a line.

/// What the places hold next: what is wanted and has a place keeps it, the rest of what is wanted gets places that
/// are free, the first first. Whoever holds a place sees no seam, so nothing moves without need.
pub(crate) fn assign<T: Copy + PartialEq>(places: &[Option<T>], wanted: &[T]) -> Vec<Option<T>> {
    let wanted = &wanted[..wanted.len().min(places.len())];
    let mut next: Vec<Option<T>> =
        places.iter().map(|held| held.filter(|held| wanted.contains(held))).collect();
    for new in wanted {
        if next.contains(&Some(*new)) {
            continue;
        }
        if let Some(free) = next.iter_mut().find(|place| place.is_none()) {
            *free = Some(*new);
        }
    }
    next
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn who_stays_wanted_stays_in_place() {
        assert_eq!(assign(&[None, None], &[1, 2, 3]), [Some(1), Some(2)]);
        assert_eq!(assign(&[Some(1), Some(2)], &[3, 2]), [Some(3), Some(2)]);
        assert_eq!(assign(&[Some(1), Some(2)], &[]), [None::<i32>, None]);
    }

    proptest! {
        #[test]
        fn everybody_wanted_has_one_place_and_nobody_moves(
            steps in prop::collection::vec(prop::collection::btree_set(0_u8..12, 0..10), 1..20),
            count in 1_usize..9,
        ) {
            let mut places = vec![None; count];
            for wanted in steps {
                let wanted: Vec<u8> = wanted.into_iter().collect();
                let next = assign(&places, &wanted);
                let shown: Vec<u8> = next.iter().flatten().copied().collect();
                let expected: BTreeSet<u8> = wanted.iter().copied().take(count).collect();
                prop_assert_eq!(shown.len(), expected.len());
                prop_assert_eq!(shown.iter().copied().collect::<BTreeSet<_>>(), expected.clone());
                for (before, after) in places.iter().zip(&next) {
                    if let Some(held) = before && expected.contains(held) {
                        prop_assert_eq!(after, before);
                    }
                }
                places = next;
            }
        }
    }
}
