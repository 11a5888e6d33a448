import { VisuallyHidden } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { useMe } from "@/hooks/session";
import { createRingtone, type Ringtone } from "../live/ringtone";
import { usePerson } from "../screens/person";
import { newsBetween, soundOfNews, type News } from "./callNews";
import type { GroupView } from "./groupCall";
import { kept } from "./kept";

export interface AnnouncerProps {
  view: GroupView;
}

/** Tells who comes, goes, shows a screen or wants to speak, to those who do not see it; and a soft sound to everybody. */
export function Announcer({ view }: AnnouncerProps) {
  const me = useMe();
  const before = useRef(view);
  const ringtone = useRef<Ringtone | null>(null);
  const [news, setNews] = useState<News | null>(null);
  useEffect(() => {
    const found = newsBetween(before.current, view, me.id);
    before.current = view;
    if (found === null) return;
    setNews(found);
    const sound = soundOfNews(found, view.people.length + 1);
    if (sound === null || !kept.sounds()) return;
    ringtone.current ??= createRingtone();
    // The same sound twice is two sounds.
    ringtone.current.play(null);
    ringtone.current.play(sound);
  }, [view, me.id]);
  useEffect(() => () => ringtone.current?.dispose(), []);
  return (
    <VisuallyHidden role="status" aria-live="polite" data-call-news>
      {news !== null && <Told news={news} />}
    </VisuallyHidden>
  );
}

function Told({ news }: { news: News }) {
  const { t } = useTranslation("room");
  const { name } = usePerson(news.userId);
  if (news.kind === "sign") return t("told.sign", { name, emoji: news.emoji });
  return t(`told.${news.kind}`, { name });
}
