import type { ReactNode } from "react";

import classes from "./TalkScreen.module.css";

export interface NoticeProps {
  icon: ReactNode;
  children: ReactNode;
}

/** One thing to know during a call, with its remedy; read out when it appears. */
export function Notice({ icon, children }: NoticeProps) {
  return (
    <div className={classes["notice"]} role="status">
      {icon}
      {children}
    </div>
  );
}
