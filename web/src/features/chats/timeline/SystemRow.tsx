import { memo } from "react";

import { useSystemWords } from "../systemWords";
import { sameRow, type RowProps } from "./row";
import { useRowMenu } from "./useRowMenu";
import classes from "./SystemRow.module.css";

/** What happened in the chat: who came, what it is called now. Said by nobody, in the middle. */
export const SystemRow = memo(function SystemRow(props: RowProps) {
  const { entry, tabStop, highlighted, onFocus } = props;
  const systemWords = useSystemWords();
  const menu = useRowMenu(props);
  if (entry.kind !== "message") return null;
  return (
    <div className={classes["root"]} data-highlighted={highlighted || undefined}>
      <article
        className={classes["note"]}
        data-entry-key={entry.key}
        tabIndex={tabStop ? 0 : -1}
        onFocus={() => onFocus(entry.key)}
        {...menu}
      >
        {systemWords(entry.message)}
      </article>
    </div>
  );
}, sameRow);
