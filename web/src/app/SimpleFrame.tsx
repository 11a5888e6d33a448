import { Outlet, useLocation } from "react-router";

import { SimpleHome } from "@/features/simple/SimpleHome";
import { paths } from "@/lib/paths";
import { ConnectionStatus } from "./ConnectionStatus";
import { UpdateNotice } from "./UpdateNotice";
import { useAppWorker } from "./useAppWorker";
import { useDocumentTitle } from "./useDocumentTitle";

/** What stands in the place of all screens in simple mode. */
export function SimpleFrame() {
  const { pathname } = useLocation();
  useDocumentTitle();
  useAppWorker();
  return (
    <SimpleHome
      notices={
        <>
          <ConnectionStatus />
          <UpdateNotice />
        </>
      }
    >
      {/* "Answer" on a notification leads to this address, which shows nothing of its own. */}
      {pathname.startsWith(paths.call("")) && <Outlet />}
    </SimpleHome>
  );
}
