import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { logger } from "@/lib/logger";
import { CopyIconButton } from "@/ui/CopyIconButton";
import classes from "./CodeBlock.module.css";
import type { CodeSpan } from "./highlight";

export interface CodeBlockProps {
  code: string;
  /** As written after the fence; empty if nothing was. */
  language: string;
}

/** A piece of code: shown at once, coloured as soon as the colours are loaded. */
export function CodeBlock({ code, language }: CodeBlockProps) {
  const { t } = useTranslation("writing");
  const spans = useHighlighted(code, language);
  return (
    <figure className={classes["root"]}>
      <figcaption className={classes["head"]}>
        <span>{language === "" ? t("code") : language}</span>
        <CopyIconButton value={code} label={t("copyCode")} copiedLabel={t("codeCopied")} />
      </figcaption>
      <pre className={classes["code"]} dir="ltr" tabIndex={0}>
        <code>
          {spans === null
            ? code
            : spans.map((span, index) => (
                <span key={index} data-role={span.role}>
                  {span.text}
                </span>
              ))}
        </code>
      </pre>
    </figure>
  );
}

function useHighlighted(code: string, language: string): CodeSpan[] | null {
  const [done, setDone] = useState<{ code: string; spans: CodeSpan[] | null } | null>(null);
  useEffect(() => {
    if (language === "") return;
    let wanted = true;
    import("./highlight").then(
      ({ highlight }) => {
        if (wanted) setDone({ code, spans: highlight(code, language) });
      },
      // Without a network the code stays plain, which loses nothing.
      () => logger.warn("the colours of code were not loaded"),
    );
    return () => {
      wanted = false;
    };
  }, [code, language]);
  return done?.code === code ? done.spans : null;
}
