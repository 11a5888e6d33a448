import { lazy, Suspense, useEffect } from "react";
import { useSearchParams } from "react-router";
import { useStore } from "zustand";

import { useGoBack } from "@/hooks/goBack";
import { viewedList, VIEWER_PARAM } from "./viewer";

const Lightbox = lazy(() => import("./Lightbox"));

/** The picture that the address names, over everything; nothing when it names none. */
export function MediaViewer() {
  const [params, setParams] = useSearchParams();
  const fileId = params.get(VIEWER_PARAM);
  const list = useStore(viewedList, (state) => state.list);
  const close = useGoBack("?");
  const index = list.findIndex(({ file }) => file.key === fileId);
  const isStale = fileId !== null && index === -1;

  useEffect(() => {
    // After a reload nobody knows any more what was looked through.
    if (!isStale) return;
    setParams(
      (before) => {
        before.delete(VIEWER_PARAM);
        return before;
      },
      { replace: true },
    );
  }, [isStale, setParams]);

  if (index === -1) return null;
  return (
    <Suspense>
      <Lightbox list={list} index={index} onClose={close} />
    </Suspense>
  );
}
