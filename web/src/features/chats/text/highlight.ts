/** Colours for code. Large, so it is loaded when the first piece of code with a language comes on screen. */
import bash from "highlight.js/lib/languages/bash";
import c from "highlight.js/lib/languages/c";
import cpp from "highlight.js/lib/languages/cpp";
import csharp from "highlight.js/lib/languages/csharp";
import css from "highlight.js/lib/languages/css";
import diff from "highlight.js/lib/languages/diff";
import go from "highlight.js/lib/languages/go";
import ini from "highlight.js/lib/languages/ini";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import kotlin from "highlight.js/lib/languages/kotlin";
import php from "highlight.js/lib/languages/php";
import python from "highlight.js/lib/languages/python";
import rust from "highlight.js/lib/languages/rust";
import sql from "highlight.js/lib/languages/sql";
import swift from "highlight.js/lib/languages/swift";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";
import { createLowlight } from "lowlight";

const lowlight = createLowlight({
  bash,
  c,
  cpp,
  csharp,
  css,
  diff,
  go,
  ini,
  java,
  javascript,
  json,
  kotlin,
  php,
  python,
  rust,
  sql,
  swift,
  typescript,
  xml,
  yaml,
});

/** A piece of code in one colour. */
export interface CodeSpan {
  text: string;
  /** What it is: `keyword`, `string`, `comment` …; absent for ordinary code. */
  role?: string;
}

/** The code in coloured pieces; `null` for a language that is not known. */
export function highlight(code: string, language: string): CodeSpan[] | null {
  if (!lowlight.registered(language)) return null;
  const spans: CodeSpan[] = [];
  collect(lowlight.highlight(language, code).children, undefined, spans);
  return spans;
}

type Nodes = ReturnType<typeof lowlight.highlight>["children"];

function collect(nodes: Nodes, role: string | undefined, into: CodeSpan[]): void {
  for (const node of nodes) {
    if (node.type === "text")
      into.push(role === undefined ? { text: node.value } : { text: node.value, role });
    else if (node.type === "element")
      collect(node.children, roleOf(node.properties["className"]) ?? role, into);
  }
}

function roleOf(classNames: unknown): string | undefined {
  const [first] = Array.isArray(classNames) ? (classNames as unknown[]) : [];
  return typeof first === "string" ? first.replace(/^hljs-/, "") : undefined;
}
