import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { RouterProvider } from "react-router/dom";

import { MessengerContext } from "@/hooks/messengerContext";
import type { Messenger } from "@/realtime/messenger";
import { cssVariablesResolver } from "@/theme/cssVariables";
import { theme } from "@/theme/theme";
import { router } from "./router";
import { ThemeColor } from "./ThemeColor";

const colorScheme = localStorageColorSchemeManager({ key: "zvonilka.theme" });

/** What is said before it is there waits for it. */
const Notices = lazy(async () => ({ default: (await import("./Notices")).Notices }));

export interface AppProps {
  messenger: Messenger;
  queryClient: QueryClient;
}

export function App({ messenger, queryClient }: AppProps) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
    >
      <ThemeColor />
      <Suspense>
        <Notices />
      </Suspense>
      <QueryClientProvider client={queryClient}>
        <MessengerContext value={messenger}>
          <RouterProvider router={router} />
        </MessengerContext>
      </QueryClientProvider>
    </MantineProvider>
  );
}
