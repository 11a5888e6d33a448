import classes from "./Illustration.module.css";

export type IllustrationName = "chats" | "calls" | "people" | "search" | "offline" | "trouble";

export interface IllustrationProps {
  name: IllustrationName;
}

/** Small drawings in the brand's colours, for empty and broken states. Decorative. */
export function Illustration({ name }: IllustrationProps) {
  return (
    <svg className={classes["root"]} viewBox="0 0 160 120" aria-hidden="true" focusable="false">
      <ellipse className={classes["ground"]} cx="80" cy="108" rx="56" ry="6" />
      {DRAWINGS[name]}
    </svg>
  );
}

const DRAWINGS: Record<IllustrationName, React.ReactNode> = {
  chats: (
    <>
      <path
        className={classes["soft"]}
        d="M36 22h56a14 14 0 0 1 14 14v22a14 14 0 0 1-14 14H58L42 86V72h-6a14 14 0 0 1-14-14V36a14 14 0 0 1 14-14z"
      />
      <path
        className={classes["strong"]}
        d="M86 46h38a12 12 0 0 1 12 12v20a12 12 0 0 1-12 12h-4v12l-14-12H86a12 12 0 0 1-12-12V58a12 12 0 0 1 12-12z"
      />
      <circle className={classes["light"]} cx="93" cy="68" r="4" />
      <circle className={classes["light"]} cx="106" cy="68" r="4" />
      <circle className={classes["light"]} cx="119" cy="68" r="4" />
    </>
  ),
  calls: (
    <>
      <circle className={classes["soft"]} cx="80" cy="58" r="42" />
      <path
        className={classes["strong"]}
        d="M62 38c3-3 7-3 9 0l6 9c2 3 1 6-1 8l-4 4c3 6 8 11 14 14l4-4c2-2 5-3 8-1l9 6c3 2 3 6 0 9l-4 5c-3 3-8 4-13 2-16-6-29-19-35-35-2-5-1-10 2-13z"
      />
      <path className={classes["line"]} d="M94 34a20 20 0 0 1 14 14M96 22a32 32 0 0 1 24 24" />
    </>
  ),
  people: (
    <>
      <circle className={classes["soft"]} cx="56" cy="46" r="16" />
      <path className={classes["soft"]} d="M26 98c0-18 12-30 30-30s30 12 30 30z" />
      <circle className={classes["strong"]} cx="104" cy="52" r="14" />
      <path className={classes["strong"]} d="M78 98c0-16 10-26 26-26s26 10 26 26z" />
    </>
  ),
  search: (
    <>
      <circle className={classes["soft"]} cx="72" cy="52" r="34" />
      <circle className={classes["ring"]} cx="72" cy="52" r="34" />
      <path className={classes["handle"]} d="M97 77l22 22" />
      <path className={classes["line"]} d="M58 46h28M58 58h18" />
    </>
  ),
  offline: (
    <>
      <path
        className={classes["soft"]}
        d="M52 88a22 22 0 0 1-2-44 30 30 0 0 1 58-4 24 24 0 0 1 2 48z"
      />
      <path className={classes["handle"]} d="M50 28l62 68" />
    </>
  ),
  trouble: (
    <>
      <path
        className={classes["soft"]}
        d="M42 20h76a14 14 0 0 1 14 14v36a14 14 0 0 1-14 14H84L66 100V84H42a14 14 0 0 1-14-14V34a14 14 0 0 1 14-14z"
      />
      <path className={classes["handle"]} d="M80 36v20" />
      <circle className={classes["strong"]} cx="80" cy="70" r="5" />
    </>
  ),
};
