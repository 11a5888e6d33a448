//! Which picture fits: the size of each that a viewer gets, within what their network carries.

/// Sizes in which a camera's picture comes: a quarter, a half and the whole of its height.
pub(crate) const LAYERS: usize = 3;

/// A picture that somebody shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// The largest size that is of use.
    pub(crate) largest: usize,
    /// Bits per second of the sizes that flow now.
    pub(crate) flowing: [Option<u64>; LAYERS],
    /// The size that they get now.
    pub(crate) now: Option<usize>,
}

/// What is left free before a larger size is tried, so that nothing goes up and down all the time.
const SPARE_PERCENT: u64 = 15;

/// The size of each, the most important first. Everybody gets the smallest that flows before anybody gets a larger one;
/// the first gets it in any case, since nothing at all helps nobody.
pub(crate) fn choose(budget: u64, wanted: &[Wanted]) -> Vec<Option<usize>> {
    let mut spent = 0;
    let mut chosen: Vec<Option<usize>> = Vec::with_capacity(wanted.len());
    for one in wanted {
        let smallest = (0..LAYERS).find_map(|layer| Some((layer, one.flowing[layer]?)));
        chosen.push(match smallest {
            Some((layer, cost)) if spent == 0 || spent + cost <= budget => {
                spent += cost;
                Some(layer)
            }
            Some(_) | None => None,
        });
    }
    loop {
        let mut grew = false;
        for (one, layer) in wanted.iter().zip(&mut chosen) {
            let Some(at) = *layer else { continue };
            let next =
                (at + 1..=one.largest.min(LAYERS - 1)).find_map(|layer| Some((layer, one.flowing[layer]?)));
            let Some((next, cost)) = next else { continue };
            let more = cost.saturating_sub(one.flowing[at].unwrap_or(0));
            let is_new = one.now.is_none_or(|now| next > now);
            let limit = if is_new { budget / 100 * (100 - SPARE_PERCENT) } else { budget };
            if spent + more <= limit {
                spent += more;
                *layer = Some(next);
                grew = true;
            }
        }
        if !grew {
            return chosen;
        }
    }
}

/// What the network must carry before the next picture is larger; 0 when all are as large as is of use.
pub(crate) fn next_step(wanted: &[Wanted], chosen: &[Option<usize>]) -> u64 {
    let cost = |one: &Wanted, layer: Option<usize>| layer.and_then(|layer| one.flowing[layer]).unwrap_or(0);
    let spent: u64 = wanted.iter().zip(chosen).map(|(one, layer)| cost(one, *layer)).sum();
    let steps = wanted.iter().zip(chosen).filter_map(|(one, layer)| {
        let next = match layer {
            Some(layer) => one.flowing.get(layer + 1..=one.largest)?.iter().flatten().next()?,
            None => one.flowing.iter().flatten().next()?,
        };
        Some(next.saturating_sub(cost(one, *layer)))
    });
    // A little more than is spared, so that it is truly begun.
    steps.min().map_or(0, |step| (spent + step) * 100 / (100 - SPARE_PERCENT - 5))
}

/// The largest size that is of use in a picture of this height, for a camera of some 720 lines.
pub(crate) const fn largest_for(height: u32) -> usize {
    match height {
        0..=200 => 0,
        201..=420 => 1,
        421.. => 2,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [Option<u64>; LAYERS] = [Some(100), Some(400), Some(1_500)];

    fn wanted(largest: usize) -> Wanted {
        Wanted { largest, flowing: ALL, now: None }
    }

    #[test]
    fn everybody_has_something_before_anybody_has_more() {
        assert_eq!(choose(10_000, &[wanted(2), wanted(0)]), [Some(2), Some(0)]);
        assert_eq!(choose(250, &[wanted(2), wanted(2)]), [Some(0), Some(0)]);
        assert_eq!(choose(1_000, &[wanted(2), wanted(2)]), [Some(1), Some(1)]);
        assert_eq!(choose(0, &[wanted(2), wanted(2)]), [Some(0), None]);
    }

    #[test]
    fn what_the_next_step_takes_is_enough_for_it() {
        let tiles = [wanted(2), wanted(1)];
        let chosen = choose(300, &tiles);
        assert_eq!(chosen, [Some(0), Some(0)]);
        let step = next_step(&tiles, &chosen);
        assert_eq!(choose(step, &tiles), [Some(1), Some(0)]);
        assert_eq!(next_step(&tiles, &choose(100_000, &tiles)), 0);
        assert_eq!(next_step(&[wanted(0)], &[None]), 125);
    }

    #[test]
    fn only_what_flows_is_chosen() {
        let top_alone = Wanted { largest: 0, flowing: [None, None, Some(1_500)], now: None };
        assert_eq!(choose(9_000, &[top_alone]), [Some(2)]);
        let without_top = Wanted { largest: 2, flowing: [Some(100), Some(400), None], now: None };
        assert_eq!(choose(9_000, &[without_top]), [Some(1)]);
        assert_eq!(choose(9_000, &[Wanted { flowing: [None; LAYERS], ..wanted(2) }]), [None]);
    }

    #[test]
    fn a_size_is_kept_where_it_would_not_be_begun() {
        assert_eq!(choose(420, &[wanted(1)]), [Some(0)]);
        assert_eq!(choose(420, &[Wanted { now: Some(1), ..wanted(1) }]), [Some(1)]);
    }

    proptest! {
        #[test]
        fn the_budget_holds_and_what_is_chosen_flows(
            budget in 0_u64..5_000,
            tiles in prop::collection::vec(
                (0_usize..3, prop::array::uniform3(prop::option::of(1_u64..2_000)), prop::option::of(0_usize..3)), 0..12),
        ) {
            let wanted: Vec<Wanted> =
                tiles.iter().map(|&(largest, flowing, now)| Wanted { largest, flowing, now }).collect();
            let chosen = choose(budget, &wanted);
            prop_assert_eq!(chosen.len(), wanted.len());
            let mut spent = 0;
            for (one, layer) in wanted.iter().zip(&chosen) {
                if let Some(layer) = layer {
                    prop_assert!(one.flowing[*layer].is_some());
                    let smallest = one.flowing.iter().position(Option::is_some);
                    prop_assert!(*layer <= one.largest || Some(*layer) == smallest);
                    spent += one.flowing[*layer].unwrap_or(0);
                }
            }
            let is_one_alone = chosen.iter().flatten().count() == 1;
            prop_assert!(spent <= budget || is_one_alone);
        }
    }
}
