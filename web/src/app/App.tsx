import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "react-router/dom";

import { MessengerContext } from "@/hooks/messengerContext";
import type { Messenger } from "@/realtime/messenger";
import { cssVariablesResolver } from "@/theme/cssVariables";
import { theme } from "@/theme/theme";
import { router } from "./router";
import { ThemeColor } from "./ThemeColor";

const colorScheme = localStorageColorSchemeManager({ key: "zvonilka.theme" });

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
      <Notifications position="top-center" />
      <QueryClientProvider client={queryClient}>
        <MessengerContext value={messenger}>
          <RouterProvider router={router} />
        </MessengerContext>
      </QueryClientProvider>
    </MantineProvider>
  );
}
