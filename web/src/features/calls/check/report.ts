/** The result of a check as a text to send to whoever helps: no credentials, and no address but one's own. */
import type { TFunction } from "i18next";

import { checkLines, overallOf, type Findings } from "./verdicts";
import { lineWords } from "./words";

export interface ReportContext {
  t: TFunction<"check">;
  locale: string;
  nowMs: number;
  server: string;
  browser: string;
}

export function checkReport(
  findings: Findings,
  { t, locale, nowMs, server, browser }: ReportContext,
): string {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" });
  const lines = checkLines.flatMap((line) => {
    const { state, text, figures, remedy } = lineWords(line, findings, t, locale);
    return [
      `[${t(`state.${state}`)}] ${t(`line.${line}`)}: ${text}`,
      ...(figures === null ? [] : [`    ${figures}`]),
      ...(remedy === null ? [] : [`    ${t("report.remedy", { remedy })}`]),
    ];
  });
  return [
    t("report.title", { date: date.format(nowMs) }),
    t(`overall.${overallOf(findings)}`),
    "",
    ...lines,
    "",
    t("report.server", { server }),
    t("report.browser", { browser }),
    "",
  ].join("\n");
}
