import { useQueryClient } from "@tanstack/react-query";

import { request } from "@/api/client";
import { useMessenger } from "./messengerContext";

const UPLOAD_TIMEOUT_MS = 60_000;

/** `PUT` and `DELETE /users/me/avatar`; afterwards the photo shows everywhere here. */
export function useMyPhoto() {
  const messenger = useMessenger();
  const queries = useQueryClient();

  async function change(work: Promise<unknown>): Promise<void> {
    await work;
    // The photo is kept, whether or not the reading back works now.
    await messenger.session.refreshMe().catch(() => undefined);
    void queries.invalidateQueries({ queryKey: ["people"] });
  }

  return {
    put(photo: Blob): Promise<void> {
      const form = new FormData();
      form.set("file", photo, "photo.jpg");
      const timeoutMs = UPLOAD_TIMEOUT_MS;
      return change(request("/api/users/me/avatar", { method: "PUT", form, timeoutMs }));
    },
    remove: (): Promise<void> => change(request("/api/users/me/avatar", { method: "DELETE" })),
  };
}
