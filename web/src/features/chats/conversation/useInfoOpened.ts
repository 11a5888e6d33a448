import { useSearchParams } from "react-router";

import { useGoBack } from "@/hooks/goBack";

const PARAM = "info";

export interface InfoOpened {
  opened: boolean;
  toggle: () => void;
  close: () => void;
}

/** Whether the chat's info is shown: in the address, so that the system's back closes it. */
export function useInfoOpened(): InfoOpened {
  const [params, setParams] = useSearchParams();
  const goBack = useGoBack("?");
  const opened = params.has(PARAM);
  return {
    opened,
    close: goBack,
    toggle: () => {
      if (opened) goBack();
      else {
        setParams((now) => {
          const next = new URLSearchParams(now);
          next.set(PARAM, "1");
          return next;
        });
      }
    },
  };
}
