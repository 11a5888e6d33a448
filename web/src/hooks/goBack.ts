import { useCallback } from "react";
import { useLocation, useNavigate } from "react-router";

/**
 * What a "back" arrow does: the same as the system's back, so that the history never holds a
 * screen twice; to `fallback` when the page was opened right here.
 */
export function useGoBack(fallback: string): () => void {
  const navigate = useNavigate();
  const { key } = useLocation();
  return useCallback(() => {
    // The router gives this key to the entry at which the page was loaded.
    void (key === "default" ? navigate(fallback, { replace: true }) : navigate(-1));
  }, [navigate, key, fallback]);
}
