/**
 * Notices that what the loudspeaker plays comes back through the microphone: how loud the microphone is
 * then follows, a little later, how loud the other side is. Pure; reads nothing by itself.
 */

/** How loud both sides are at one moment: effective values from 0 to 1. */
export interface Loudness {
  theirs: number;
  mine: number;
}

export interface FeedbackEar {
  /** Takes the next reading, one each `READ_EVERY_MS`; `true` once it is sure. */
  hear(now: Loudness): boolean;
}

export const READ_EVERY_MS = 50;

/** What is compared: five seconds. */
const WINDOW = 5_000 / READ_EVERY_MS;
/** How much later an echo comes at most: loudspeaker, room and microphone together. */
const LONGEST_LAG = 500 / READ_EVERY_MS;
/** A verdict each second, and so many that agree. */
const JUDGE_EVERY = 1_000 / READ_EVERY_MS;
const AGREEING = 3;
/** Decibels: below it there is nothing to hear, neither for people nor for us. */
const QUIET = -50;
/** Of a window, how much the other side has to speak: less could agree by chance. */
const SPOKEN = 0.25;
/** Decibels by which speech goes up and down at least; a steady hum agrees with any other. */
const SWING = 5;
/** Speech of two people agrees by less than half of this. */
const AGREEMENT = 0.8;

export function createFeedbackEar(): FeedbackEar {
  const theirs: number[] = [];
  const mine: number[] = [];
  let heard = 0;
  let agreed = 0;
  return {
    hear(now) {
      theirs.push(decibels(now.theirs));
      mine.push(decibels(now.mine));
      heard += 1;
      if (mine.length > WINDOW) mine.shift();
      // Older ones are needed for what comes back late.
      if (theirs.length > WINDOW + LONGEST_LAG) theirs.shift();
      if (theirs.length < WINDOW + LONGEST_LAG || heard % JUDGE_EVERY !== 0) return false;
      agreed = comesBack(theirs, mine) ? agreed + 1 : 0;
      return agreed >= AGREEING;
    },
  };
}

function comesBack(theirs: readonly number[], mine: readonly number[]): boolean {
  if (mine.filter((level) => level > QUIET).length < WINDOW * SPOKEN) return false;
  for (let lag = 0; lag <= LONGEST_LAG; lag += 1) {
    const played = theirs.slice(LONGEST_LAG - lag, LONGEST_LAG - lag + WINDOW);
    if (played.filter((level) => level > QUIET).length < WINDOW * SPOKEN) continue;
    if (swing(played) < SWING || swing(mine) < SWING) continue;
    if (agreement(played, mine) >= AGREEMENT) return true;
  }
  return false;
}

/** What lies far below anything to be heard counts as equally quiet. */
function decibels(level: number): number {
  return 20 * Math.log10(Math.max(level, 1e-3));
}

function mean(levels: readonly number[]): number {
  return levels.reduce((sum, level) => sum + level, 0) / levels.length;
}

/** The standard deviation. */
function swing(levels: readonly number[]): number {
  const middle = mean(levels);
  return Math.sqrt(mean(levels.map((level) => (level - middle) ** 2)));
}

/** The correlation: 1 where both go up and down together. */
function agreement(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const together = mean(a.map((level, index) => (level - meanA) * ((b[index] ?? meanB) - meanB)));
  return together / (swing(a) * swing(b));
}
