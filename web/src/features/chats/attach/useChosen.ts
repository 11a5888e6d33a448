import { useEffect, useRef, useState } from "react";

import { randomId } from "@/lib/ids";
import type { OutgoingFile } from "@/realtime/outbox";
import type { ChosenAs } from "./attachContext";
import { MAX_CHOSEN } from "./parcels";
import { prepareFile } from "./prepare";

export interface ChosenFile {
  id: string;
  file: File;
  /** `null` while it is being made ready. */
  ready: OutgoingFile | null;
  /** Shows it in the sheet; `null` for what has no picture. */
  previewUrl: string | null;
}

export interface Chosen {
  list: readonly ChosenFile[];
  /** Some were left out, as more cannot go at a time. */
  tooMany: boolean;
  /** Names of files without a single byte, which were left out. */
  empty: readonly string[];
  asFiles: boolean;
  setAsFiles: (asFiles: boolean) => void;
  remove: (id: string) => void;
}

interface State {
  list: readonly ChosenFile[];
  tooMany: boolean;
  empty: readonly string[];
  /** How many of the choices were taken in. */
  taken: number;
}

/** Files on their way into a message: made ready one after the other while the person looks at them. */
export function useChosen(chosen: readonly { files: readonly File[]; as: ChosenAs }[]): Chosen {
  const [state, setState] = useState<State>({ list: [], tooMany: false, empty: [], taken: 0 });
  const [asFiles, setAsFiles] = useState(chosen[0]?.as === "files");
  const urls = useRef(new Set<string>());

  if (state.taken < chosen.length) {
    const fresh = chosen.slice(state.taken).flatMap(({ files }) => files);
    const full = fresh.filter((file) => file.size > 0);
    const room = MAX_CHOSEN - state.list.length;
    setState({
      taken: chosen.length,
      tooMany: full.length > room,
      empty: fresh.filter((file) => file.size === 0).map((file) => file.name),
      list: [
        ...state.list,
        ...full
          .slice(0, room)
          .map((file) => ({ id: randomId(), file, ready: null, previewUrl: null })),
      ],
    });
  }

  const next = state.list.find((one) => one.ready === null);
  useEffect(() => {
    if (next === undefined) return;
    let wanted = true;
    const { id, file } = next;
    void prepareFile(file, asFiles ? "original" : "compressed").then((ready) => {
      if (!wanted) return;
      const picture = ready.poster ?? (ready.mime.startsWith("image/") ? ready.blob : null);
      const previewUrl = picture === null ? null : URL.createObjectURL(picture);
      if (previewUrl !== null) urls.current.add(previewUrl);
      setState((before) => ({
        ...before,
        list: before.list.map((one) => (one.id === id ? { ...one, ready, previewUrl } : one)),
      }));
    });
    return () => {
      wanted = false;
    };
  }, [next, asFiles]);

  useEffect(() => {
    const { current } = urls;
    return () => {
      for (const url of current) URL.revokeObjectURL(url);
      current.clear();
    };
  }, []);

  return {
    ...state,
    asFiles,
    setAsFiles(value) {
      setAsFiles(value);
      setState((before) => ({
        ...before,
        list: before.list.map((one) => ({ ...one, ready: null })),
      }));
    },
    remove: (id) =>
      setState((before) => ({ ...before, list: before.list.filter((one) => one.id !== id) })),
  };
}
