/** What was found, in the person's language. */
import type { TFunction } from "i18next";

import { percentOf } from "@/lib/thousandths";
import type { RelayFigures } from "./relayFigures";
import { verdictOf, type CheckLine, type CheckState, type Findings } from "./verdicts";

export interface LineWords {
  state: CheckState;
  text: string;
  /** "there and back 12 ms · loss 0 % · …"; `null` where nothing was measured. */
  figures: string | null;
  remedy: string | null;
}

export function lineWords(
  line: CheckLine,
  findings: Findings,
  t: TFunction<"check">,
  locale: string,
): LineWords {
  const { state, words, remedy } = verdictOf(line, findings);
  return {
    state,
    text: t(`words.${words}`, valuesOf(findings)),
    figures: figuresOf(line, findings, t, locale),
    remedy: remedy === null ? null : t(`remedy.${remedy}`),
  };
}

function valuesOf({ camera, socket, stun }: Findings) {
  return {
    width: camera !== undefined && "width" in camera ? camera.width : 0,
    height: camera !== undefined && "height" in camera ? camera.height : 0,
    ms: socket !== undefined && "rttMs" in socket ? socket.rttMs : 0,
    address: stun !== undefined && "address" in stun ? (stun.address ?? "") : "",
  };
}

function figuresOf(
  line: CheckLine,
  findings: Findings,
  t: TFunction<"check">,
  locale: string,
): string | null {
  if (line !== "udp" && line !== "tcp" && line !== "tls") return null;
  const found = findings[line];
  if (found === undefined || !("figures" in found)) return null;
  const { delayMs, jitterMs, loss, kbps }: RelayFigures = found.figures;
  const parts: string[] = [
    t("figures.delay", { ms: delayMs ?? 0 }),
    t("figures.loss", { percent: percentOf(loss) }),
    t("figures.jitter", { ms: jitterMs }),
  ];
  if (kbps !== null) {
    const speed = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
    parts.push(t("figures.speed", { speed: speed.format(kbps / 1_000) }));
  }
  return parts.join(" · ");
}
