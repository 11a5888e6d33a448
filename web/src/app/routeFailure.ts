/** Why a screen could not be shown. */
export type RouteFailure =
  /** A part of the page is not on the server any more: there is a newer page. */
  | "outdated"
  /** A part of the page could not be fetched. */
  | "unreachable"
  /** A mistake of ours. */
  | "broken";

export async function routeFailureOf(
  error: unknown,
  page: { entry: string | null; fetchIndex: () => Promise<string> },
): Promise<RouteFailure> {
  if (!isMissingPart(error)) return "broken";
  try {
    const index = await page.fetchIndex();
    return page.entry !== null && index.includes(page.entry) ? "unreachable" : "outdated";
  } catch {
    return "unreachable";
  }
}

/** Whether an `import()` failed to fetch. Browsers have no code for it, only these words. */
export function isMissingPart(error: unknown): boolean {
  return (
    error instanceof Error &&
    /dynamically imported module|Importing a module script failed|Unable to preload CSS/i.test(
      error.message,
    )
  );
}

/** This page: its own entry script, and the index as the server has it now. */
export const thisPage = {
  get entry(): string | null {
    return document.querySelector("script[type=module][src]")?.getAttribute("src") ?? null;
  },
  async fetchIndex(): Promise<string> {
    const response = await fetch("/", { cache: "no-store", signal: AbortSignal.timeout(5_000) });
    if (!response.ok) throw new Error(`the index answered ${response.status}`);
    return response.text();
  },
};
