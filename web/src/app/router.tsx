import { createBrowserRouter, Navigate, Outlet, type RouteObject } from "react-router";

import { paths } from "@/lib/paths";
import { BootScreen } from "@/ui/BootScreen";
import { GuestsOnly, MembersOnly } from "./guards";
import { NotFound } from "./NotFound";
import { RouteError } from "./RouteError";
import { screens } from "./screens";

/** Every address of the page. `lib/paths.ts` has the same for those who link. */
const routes: RouteObject[] = [
  {
    Component: Outlet,
    ErrorBoundary: RouteError,
    HydrateFallback: BootScreen,
    children: [
      { index: true, element: <Navigate to={paths.chats} replace /> },
      {
        Component: GuestsOnly,
        children: [
          {
            path: "login",
            ErrorBoundary: RouteError,
            lazy: async () => ({ Component: (await screens.auth()).LoginScreen }),
          },
          {
            path: "register",
            ErrorBoundary: RouteError,
            lazy: async () => ({ Component: (await screens.auth()).RegisterScreen }),
          },
          {
            path: "invite/:code",
            ErrorBoundary: RouteError,
            lazy: async () => ({ Component: (await screens.auth()).InviteScreen }),
          },
        ],
      },
      {
        Component: MembersOnly,
        children: [
          {
            ErrorBoundary: RouteError,
            lazy: async () => ({ Component: (await screens.frame()).MembersFrame }),
            children: sectionRoutes(),
          },
        ],
      },
      { path: "*", Component: NotFound },
    ],
  },
];

function sectionRoutes(): RouteObject[] {
  return [
    {
      path: "chats",
      ErrorBoundary: RouteError,
      lazy: async () => ({ Component: (await screens.chats()).ChatsScreen }),
      children: [
        {
          index: true,
          ErrorBoundary: RouteError,
          lazy: async () => ({ Component: (await screens.chats()).ChatPlaceholder }),
        },
        {
          path: ":chatId",
          ErrorBoundary: RouteError,
          lazy: async () => ({ Component: (await screens.chats()).ChatScreen }),
        },
      ],
    },
    {
      path: "calls",
      ErrorBoundary: RouteError,
      lazy: async () => ({ Component: (await screens.calls()).CallsScreen }),
    },
    {
      path: "call/:callId",
      ErrorBoundary: RouteError,
      lazy: async () => ({ Component: (await screens.calls()).CallScreen }),
    },
    {
      path: "people",
      ErrorBoundary: RouteError,
      lazy: async () => ({ Component: (await screens.people()).PeopleScreen }),
      children: [
        {
          index: true,
          ErrorBoundary: RouteError,
          lazy: async () => ({ Component: (await screens.people()).NobodyChosen }),
        },
        {
          path: ":userId",
          ErrorBoundary: RouteError,
          lazy: async () => ({ Component: (await screens.people()).PersonScreen }),
        },
      ],
    },
    {
      path: "settings/*",
      ErrorBoundary: RouteError,
      lazy: async () => ({ Component: (await screens.settings()).SettingsScreen }),
    },
  ];
}

export const router = createBrowserRouter(routes);
