/** The widths at which the panes change, the same as in the style sheets. */

/** One pane at a time. */
export const PHONE = "(max-width: 37.49em)";
/** Room for a third pane. */
export const THREE_PANES = "(min-width: 75em)";
/** A finger, and no keyboard to speak of. */
export const TOUCH = "(hover: none) and (pointer: coarse)";
