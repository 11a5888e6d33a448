/** The one door to the browser's console. Never pass names, texts or tokens. */

type Detail = Record<string, string | number | boolean | null | undefined>;

function write(level: "info" | "warn" | "error", text: string, detail?: Detail): void {
  const line = `[zvonilka] ${text}`;
  globalThis.console[level](...(detail === undefined ? [line] : [line, detail]));
}

export const logger = {
  info: (text: string, detail?: Detail): void => write("info", text, detail),
  warn: (text: string, detail?: Detail): void => write("warn", text, detail),
  /** For broken assumptions of our own; a refused request is not one. */
  error: (text: string, detail?: Detail): void => write("error", text, detail),
};
