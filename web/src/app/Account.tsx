import { lazy, Suspense, useState } from "react";

import { useChatsLoaded } from "@/hooks/chats";
import { AccountButton } from "./AccountButton";

const AccountMenu = lazy(async () => ({ default: (await import("./AccountMenu")).AccountMenu }));

/** My own photo with its menu, which is fetched when the first screen stands. */
export function Account() {
  const stands = useChatsLoaded();
  const [wanted, setWanted] = useState(false);
  const button = <AccountButton onClick={() => setWanted(true)} />;
  if (!stands && !wanted) return button;
  return (
    <Suspense fallback={button}>
      <AccountMenu defaultOpened={wanted} />
    </Suspense>
  );
}
