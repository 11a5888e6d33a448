/**
 * A message's text taken apart: the subset of Markdown that people write in chats. Never makes HTML, so nothing in a
 * text can become more than words, a link or a mark; takes time proportional to the text, whatever it holds.
 */
import { linkAt } from "./links";

export type Inline =
  | { kind: "text"; text: string }
  | { kind: "link"; href: string; text: string }
  | { kind: "mention"; login: string; text: string }
  | { kind: "code"; text: string }
  | { kind: MarkKind; children: Inline[] };

export type MarkKind = "bold" | "italic" | "strike" | "spoiler";

export type Block =
  | { kind: "paragraph"; children: Inline[] }
  | { kind: "quote"; children: Inline[] }
  | { kind: "codeBlock"; language: string; text: string };

/** Marks inside marks beyond this stay the signs they are. */
const DEPTH_MAX = 8;

const MARKS: Readonly<Record<string, MarkKind>> = {
  "**": "bold",
  __: "bold",
  "*": "italic",
  _: "italic",
  "~~": "strike",
  "||": "spoiler",
};

const FENCE = /^```([a-z0-9+#_-]{0,20})\s*$/i;

/** `isLogin` says which `@names` are people of this chat; the others stay text. */
export function parseMarkdown(text: string, isLogin: (login: string) => boolean): Block[] {
  const blocks: Block[] = [];
  const lines = text.split("\n");
  // Below the last fence nothing closes one: an opening there is text.
  const lastFence = lines.findLastIndex((line) => line.trimEnd() === "```");
  let gathered: string[] = [];
  let quoted = false;

  const flush = () => {
    if (gathered.length > 0) {
      const children = parseInline(gathered.join("\n"), isLogin);
      blocks.push({ kind: quoted ? "quote" : "paragraph", children });
      gathered = [];
    }
  };

  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const fence = at < lastFence ? FENCE.exec(line) : null;
    if (fence) {
      const end = lines.findIndex((later, index) => index > at && later.trimEnd() === "```");
      flush();
      blocks.push({
        kind: "codeBlock",
        language: (fence[1] ?? "").toLowerCase(),
        text: lines.slice(at + 1, end).join("\n"),
      });
      at = end;
      continue;
    }
    const isQuote = /^>\s?\S/.test(line);
    if (isQuote !== quoted) flush();
    quoted = isQuote;
    gathered.push(isQuote ? line.replace(/^>\s?/, "") : line);
  }
  flush();
  return blocks;
}

/** The words alone, on one line: for lists, notifications and quotations. Spoilers stay covered. */
export function plainText(text: string): string {
  return parseMarkdown(text, () => false)
    .map((block) => (block.kind === "codeBlock" ? block.text : wordsOf(block.children)))
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}

function wordsOf(inlines: Inline[]): string {
  return inlines
    .map((inline) => {
      if ("text" in inline) return inline.text;
      const words = wordsOf(inline.children);
      return inline.kind === "spoiler" ? words.replace(/\S/gu, "▒") : words;
    })
    .join("");
}

type Token =
  { kind: "node"; node: Inline } | { kind: "mark"; sign: string; opens: boolean; closes: boolean };

function parseInline(text: string, isLogin: (login: string) => boolean): Inline[] {
  return paired(tokensOf(text, isLogin));
}

const MENTION = /@([a-z0-9_.-]{3,32})/iy;
const NAMED_LINK = /\[([^[\]\n]{1,300})\]\((https?:\/\/[^\s()<>]{1,2000})\)/iy;
const INTERESTING = /[`*_~|@[hHwW]/g;

function tokensOf(text: string, isLogin: (login: string) => boolean): Token[] {
  const tokens: Token[] = [];
  let plainFrom = 0;
  // The place from which no further backtick follows, so that many openings do not each search the whole text.
  let lastTick: number | null = null;

  const push = (token: Token, from: number, to: number) => {
    if (from > plainFrom) {
      tokens.push({ kind: "node", node: { kind: "text", text: text.slice(plainFrom, from) } });
    }
    tokens.push(token);
    plainFrom = to;
    INTERESTING.lastIndex = to;
  };

  INTERESTING.lastIndex = 0;
  for (;;) {
    const found = INTERESTING.exec(text);
    if (found === null) break;
    const at = found.index;
    const char = found[0];
    if (char === "`") {
      lastTick ??= text.lastIndexOf("`");
      const fence = text.startsWith("```", at) ? "```" : "`";
      const end = at < lastTick ? text.indexOf(fence, at + fence.length) : -1;
      const code = end < 0 ? "" : text.slice(at + fence.length, end);
      if (code.trim() !== "") {
        push({ kind: "node", node: { kind: "code", text: code } }, at, end + fence.length);
      }
    } else if (char === "@") {
      const login = mentionAt(text, at, isLogin);
      if (login !== null) {
        const node: Inline = { kind: "mention", login: login.toLowerCase(), text: `@${login}` };
        push({ kind: "node", node }, at, at + 1 + login.length);
      }
    } else if (char === "[") {
      NAMED_LINK.lastIndex = at;
      const link = NAMED_LINK.exec(text);
      const href = link ? linkAt(link[2] ?? "", 0)?.href : undefined;
      if (link && href !== undefined) {
        const node: Inline = { kind: "link", href, text: link[1] ?? "" };
        push({ kind: "node", node }, at, at + link[0].length);
      }
    } else if (/[hw]/i.test(char)) {
      const link = linkAt(text, at);
      if (link !== null) {
        const node: Inline = { kind: "link", href: link.href, text: link.text };
        push({ kind: "node", node }, at, at + link.text.length);
      }
    } else {
      const sign = signAt(text, at);
      if (sign !== null) push(markToken(text, at, sign), at, at + sign.length);
    }
  }
  if (plainFrom < text.length) {
    tokens.push({ kind: "node", node: { kind: "text", text: text.slice(plainFrom) } });
  }
  return tokens;
}

function signAt(text: string, at: number): string | null {
  const two = text.slice(at, at + 2);
  if (two in MARKS) return two;
  const one = text.charAt(at);
  return one in MARKS ? one : null;
}

/** A sign opens before a word and closes after one; single signs and underscores not inside words. */
function markToken(text: string, at: number, sign: string): Token {
  const before = text.charAt(at - 1);
  const after = text.charAt(at + sign.length);
  const insideWords = sign === "**" || sign === "~~" || sign === "||";
  return {
    kind: "mark",
    sign,
    opens: isSomething(after) && (insideWords || !isWord(before)),
    closes: isSomething(before) && (insideWords || !isWord(after)),
  };
}

function isSomething(char: string): boolean {
  return char !== "" && !/\s/u.test(char);
}

function isWord(char: string): boolean {
  return char !== "" && /[\p{L}\p{N}]/u.test(char);
}

function mentionAt(text: string, at: number, isLogin: (login: string) => boolean): string | null {
  if (isWord(text.charAt(at - 1))) return null;
  MENTION.lastIndex = at;
  let login = MENTION.exec(text)?.[1] ?? "";
  // A full stop after a name belongs to the sentence, unless it belongs to the name.
  while (login.length >= 3) {
    if (isLogin(login.toLowerCase())) return login;
    if (!/[._-]$/.test(login)) return null;
    login = login.slice(0, -1);
  }
  return null;
}

interface Open {
  sign: string;
  children: Inline[];
}

/** Pairs the signs: a closing one takes the nearest opening one of its kind; what is left over is text. */
function paired(tokens: Token[]): Inline[] {
  const result: Inline[] = [];
  const open: Open[] = [];
  const top = () => open.at(-1)?.children ?? result;

  for (const token of tokens) {
    if (token.kind === "node") {
      addTo(top(), token.node);
      continue;
    }
    const partner = token.closes ? open.findLastIndex(({ sign }) => sign === token.sign) : -1;
    const pair = open[partner];
    if (pair !== undefined && pair.children.length + (open.length - 1 - partner) > 0) {
      while (open.length - 1 > partner) dissolve(open, result);
      open.pop();
      const kind = MARKS[token.sign];
      if (kind !== undefined) top().push({ kind, children: pair.children });
    } else if (token.opens && open.length < DEPTH_MAX) {
      open.push({ sign: token.sign, children: [] });
    } else {
      addTo(top(), { kind: "text", text: token.sign });
    }
  }
  while (open.length > 0) dissolve(open, result);
  return result;
}

/** The innermost open sign was none: it and what followed go to where it stood. */
function dissolve(open: Open[], result: Inline[]): void {
  const last = open.pop();
  if (last === undefined) return;
  const parent = open.at(-1)?.children ?? result;
  addTo(parent, { kind: "text", text: last.sign });
  for (const child of last.children) addTo(parent, child);
}

function addTo(children: Inline[], node: Inline): void {
  const last = children.at(-1);
  if (node.kind === "text" && last?.kind === "text") last.text += node.text;
  else children.push(node);
}
