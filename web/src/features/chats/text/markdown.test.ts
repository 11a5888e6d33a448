import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { runs } from "@/lib/propertyRuns";
import { parseMarkdown, plainText, type Block, type Inline } from "./markdown";

const anna = (login: string) => login === "anna" || login === "an.na";
const inline = (text: string): Inline[] => {
  const [block, ...rest] = parseMarkdown(text, anna);
  expect(rest).toEqual([]);
  return block && block.kind !== "codeBlock" ? block.children : [];
};
const words = (text: string): Inline => ({ kind: "text", text });

describe("marks", () => {
  it.each([
    ["**жирный**", [{ kind: "bold", children: [words("жирный")] }]],
    ["__жирный__", [{ kind: "bold", children: [words("жирный")] }]],
    ["*косой*", [{ kind: "italic", children: [words("косой")] }]],
    ["_косой_", [{ kind: "italic", children: [words("косой")] }]],
    ["~~нет~~", [{ kind: "strike", children: [words("нет")] }]],
    ["||тайна||", [{ kind: "spoiler", children: [words("тайна")] }]],
    ["`a*b*`", [{ kind: "code", text: "a*b*" }]],
    ["сло**во**", [words("сло"), { kind: "bold", children: [words("во")] }]],
  ] satisfies [string, Inline[]][])("%s", (text, expected) => {
    expect(inline(text)).toEqual(expected);
  });

  it("may stand inside each other", () => {
    expect(inline("**a _b_**")).toEqual([
      { kind: "bold", children: [words("a "), { kind: "italic", children: [words("b")] }] },
    ]);
  });

  it.each(["2*3*4", "snake_case_name", "a || b || c", "* пункт", "**", "** **", "5 ** 2"])(
    "are not seen where none are meant: %s",
    (text) => {
      expect(inline(text)).toEqual([words(text)]);
    },
  );

  it("that nobody closes stay as they are", () => {
    expect(inline("**a _b")).toEqual([words("**a _b")]);
    expect(inline("`a")).toEqual([words("`a")]);
  });

  it("leave addresses alone", () => {
    expect(inline("https://a.example/_b_/c*d*")).toEqual([
      { kind: "link", href: "https://a.example/_b_/c*d", text: "https://a.example/_b_/c*d" },
      words("*"),
    ]);
  });
});

describe("links", () => {
  it("may have words of their own, but only lead to the web", () => {
    expect(inline("[сайт](https://a.example/x)")).toEqual([
      { kind: "link", href: "https://a.example/x", text: "сайт" },
    ]);
    expect(inline("[x](javascript:alert(1))")).toEqual([words("[x](javascript:alert(1))")]);
  });
});

describe("mentions", () => {
  it("are people of the chat, and the full stop is the sentence's", () => {
    expect(inline("@anna, @An.na. @boris")).toEqual([
      { kind: "mention", login: "anna", text: "@anna" },
      words(", "),
      { kind: "mention", login: "an.na", text: "@An.na" },
      words(". @boris"),
    ]);
    expect(inline("mail@anna")).toEqual([words("mail@anna")]);
  });
});

describe("blocks", () => {
  it("tell code and quotations from words", () => {
    const text = "Вот:\n```rust\nfn a() {}\n**b**\n```\n> сказал\n> он\nда";
    expect(parseMarkdown(text, anna)).toEqual([
      { kind: "paragraph", children: [words("Вот:")] },
      { kind: "codeBlock", language: "rust", text: "fn a() {}\n**b**" },
      { kind: "quote", children: [words("сказал\nон")] },
      { kind: "paragraph", children: [words("да")] },
    ] satisfies Block[]);
  });

  it("leave a fence that nobody closes as it is", () => {
    expect(parseMarkdown("```js\nx", anna)).toEqual([
      { kind: "paragraph", children: [words("```js\nx")] },
    ]);
  });
});

describe("the words alone", () => {
  it("have no signs, and no secrets", () => {
    expect(plainText("**Да**, ||нет||\n> и `код`")).toBe("Да, ▒▒▒ и код");
  });
});

const written = fc
  .array(
    fc.constantFrom(
      "*",
      "**",
      "_",
      "~~",
      "||",
      "`",
      "```",
      "\n",
      "> ",
      "@anna",
      "[",
      "](",
      ")",
      "https://a.b/",
      " ",
      "слово",
      "x",
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

function textOf(inlines: Inline[]): string {
  return inlines.map((node) => ("text" in node ? node.text : textOf(node.children))).join("");
}

function depthOf(inlines: Inline[]): number {
  return Math.max(0, ...inlines.map((node) => ("text" in node ? 0 : 1 + depthOf(node.children))));
}

describe("whatever is written", () => {
  it("shows only what was written, in its order, and nests within bounds", () => {
    fc.assert(
      fc.property(written, (text) => {
        for (const block of parseMarkdown(text, anna)) {
          const shown = block.kind === "codeBlock" ? block.text : textOf(block.children);
          let at = 0;
          for (const char of shown) {
            at = text.indexOf(char, at) + 1;
            expect(at).toBeGreaterThan(0);
          }
          if (block.kind !== "codeBlock") expect(depthOf(block.children)).toBeLessThanOrEqual(8);
        }
      }),
      { numRuns: runs(500) },
    );
  });

  it("keeps every letter", () => {
    fc.assert(
      fc.property(written, (text) => {
        const letters = (of: string) => of.replace(/[^\p{L}\p{N}]/gu, "");
        const shown = parseMarkdown(text, anna)
          .map((block) => (block.kind === "codeBlock" ? block.text : textOf(block.children)))
          .join("");
        // A link with words of its own shows these instead of its address; a fence may name a language.
        if (!/\]\(https|```\w/.test(text)) expect(letters(shown)).toBe(letters(text));
      }),
      { numRuns: runs(500) },
    );
  });

  it.each(["**a ", "`", "[", "||x", "_a", "@anna.", "https://", "```\n", "> "])(
    "is read in one go, however often %j comes",
    (part) => {
      const text = part.repeat(Math.floor(16_384 / part.length));
      expect(parseMarkdown(text, anna).length).toBeGreaterThan(0);
    },
  );
});
