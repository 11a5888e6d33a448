/** A visit that this tab keeps across a reload: the pass, and by which link it was given. */
export interface KeptVisit {
  link: string;
  pass: string;
  name: string;
  /** The camera was on at the door. */
  camera: boolean;
}

const KEY = "zvonilka.guest";

export const keptVisit = {
  /** `null` when there is none by this link. */
  read(link: string): KeptVisit | null {
    try {
      const text = sessionStorage.getItem(KEY);
      const kept = text === null ? null : (JSON.parse(text) as Partial<KeptVisit> | null);
      if (kept?.link !== link || typeof kept.pass !== "string" || typeof kept.name !== "string")
        return null;
      return { link, pass: kept.pass, name: kept.name, camera: kept.camera === true };
    } catch {
      // Storage is off, or holds nonsense: one gives the name once more.
      return null;
    }
  },
  write(visit: KeptVisit | null): void {
    try {
      if (visit === null) sessionStorage.removeItem(KEY);
      else sessionStorage.setItem(KEY, JSON.stringify(visit));
    } catch {
      // As above.
    }
  },
};
