import { memo, useMemo, type ReactNode } from "react";
import { Link } from "react-router";

import { paths } from "@/lib/paths";
import { CodeBlock } from "./CodeBlock";
import classes from "./MessageText.module.css";
import { Spoiler } from "./Spoiler";
import { parseMarkdown, type Inline } from "./markdown";

/** Whom `@login` names in a message: their id by login in lower case. */
export type People = ReadonlyMap<string, { id: string; isMe: boolean }>;

export interface MessageTextProps {
  text: string;
  /** People whom the message names. */
  people?: People;
}

const NOBODY: People = new Map();

/** A message's words, with the marks that people write in chats. */
export const MessageText = memo(function MessageText({ text, people = NOBODY }: MessageTextProps) {
  const blocks = useMemo(() => parseMarkdown(text, (login) => people.has(login)), [text, people]);
  return (
    <>
      {blocks.map((block, index) => {
        switch (block.kind) {
          case "paragraph":
            return (
              <span
                key={index}
                className={classes["text"]}
                data-more={index < blocks.length - 1 || undefined}
                dir="auto"
              >
                {shown(block.children, people)}
              </span>
            );
          case "quote":
            return (
              <blockquote key={index} className={classes["quote"]} dir="auto">
                {shown(block.children, people)}
              </blockquote>
            );
          case "codeBlock":
            return <CodeBlock key={index} code={block.text} language={block.language} />;
        }
      })}
    </>
  );
});

function shown(inlines: Inline[], people: People): ReactNode[] {
  return inlines.map((inline, index) => {
    switch (inline.kind) {
      case "text":
        return inline.text;
      case "code":
        return (
          <code key={index} className={classes["code"]}>
            {inline.text}
          </code>
        );
      case "link":
        return (
          <a
            key={index}
            href={inline.href}
            title={inline.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
          >
            {inline.text}
          </a>
        );
      case "mention": {
        const person = people.get(inline.login);
        return person === undefined ? (
          inline.text
        ) : (
          <Link
            key={index}
            to={paths.person(person.id)}
            className={classes["mention"]}
            data-me={person.isMe || undefined}
          >
            {inline.text}
          </Link>
        );
      }
      case "bold":
        return <strong key={index}>{shown(inline.children, people)}</strong>;
      case "italic":
        return <em key={index}>{shown(inline.children, people)}</em>;
      case "strike":
        return <s key={index}>{shown(inline.children, people)}</s>;
      case "spoiler":
        return <Spoiler key={index}>{shown(inline.children, people)}</Spoiler>;
    }
  });
}
