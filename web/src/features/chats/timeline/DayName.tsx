import { useTranslation } from "react-i18next";

import { dayName } from "../chatTimes";

export interface DayNameProps {
  /** A moment of the day. */
  date: string;
  /** The server's time. */
  now: number;
}

/** "Today", "yesterday", or the date. */
export function DayName({ date, now }: DayNameProps) {
  const { t, i18n } = useTranslation("chats");
  const name = dayName(Date.parse(date), now, i18n.language);
  return (
    <span>
      {name.kind === "date"
        ? name.text
        : name.kind === "today"
          ? t("timeline.today")
          : t("timeline.yesterday")}
    </span>
  );
}
