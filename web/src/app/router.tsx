import type { ComponentType } from "react";
import { createBrowserRouter, Navigate, Outlet, type RouteObject } from "react-router";

import { ChatPlaceholder, ChatsScreen } from "@/features/chats/routes";
import { paths } from "@/lib/paths";
import { BootScreen } from "@/ui/BootScreen";
import { GuestsOnly, GuestsOrMembers, MembersOnly } from "./guards";
import { MembersFrame } from "./MembersFrame";
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
            lazy: screen(async () => (await screens.auth()).LoginScreen),
          },
          {
            path: "register",
            ErrorBoundary: RouteError,
            lazy: screen(async () => (await screens.auth()).RegisterScreen),
          },
          {
            path: "forgot",
            ErrorBoundary: RouteError,
            lazy: screen(async () => (await screens.auth()).ForgotScreen),
          },
        ],
      },
      {
        Component: GuestsOrMembers,
        children: [
          {
            path: "invite/:code",
            ErrorBoundary: RouteError,
            lazy: screen(async () => (await screens.auth()).InviteScreen),
          },
        ],
      },
      {
        Component: MembersOnly,
        children: [
          {
            ErrorBoundary: RouteError,
            Component: MembersFrame,
            children: sectionRoutes(),
          },
        ],
      },
      // Links of letters: they work whoever is signed in here.
      {
        path: "reset/:token",
        ErrorBoundary: RouteError,
        lazy: screen(async () => (await screens.auth()).ResetScreen),
      },
      {
        path: "confirm/:token",
        ErrorBoundary: RouteError,
        lazy: screen(async () => (await screens.auth()).ConfirmScreen),
      },
      // Whoever comes as a guest is nobody here, whoever is signed in.
      {
        path: "guest",
        ErrorBoundary: RouteError,
        lazy: screen(async () => (await screens.guest()).GuestScreen),
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
      Component: ChatsScreen,
      children: [
        {
          index: true,
          ErrorBoundary: RouteError,
          Component: ChatPlaceholder,
        },
        {
          path: ":chatId",
          ErrorBoundary: RouteError,
          lazy: screen(async () => (await screens.chat()).ChatScreen),
        },
      ],
    },
    {
      path: "join/:code",
      ErrorBoundary: RouteError,
      lazy: screen(async () => (await screens.chat()).JoinScreen),
    },
    {
      path: "welcome/:stage?",
      ErrorBoundary: RouteError,
      lazy: screen(async () => (await screens.welcome()).WelcomeRoute),
    },
    {
      // Also known to the worker and the manifest.
      path: "share",
      ErrorBoundary: RouteError,
      lazy: screen(async () => (await screens.chat()).ShareScreen),
    },
    {
      path: "calls",
      ErrorBoundary: RouteError,
      lazy: screen(async () => (await screens.calls()).CallsScreen),
    },
    {
      path: "calls/check",
      ErrorBoundary: RouteError,
      lazy: screen(async () => (await screens.check()).CheckScreen),
    },
    {
      path: "call/:callId",
      ErrorBoundary: RouteError,
      lazy: screen(async () => (await screens.calls()).CallScreen),
    },
    {
      path: "people",
      ErrorBoundary: RouteError,
      lazy: screen(async () => (await screens.people()).PeopleScreen),
      children: [
        {
          index: true,
          ErrorBoundary: RouteError,
          lazy: screen(async () => (await screens.people()).NobodyChosen),
        },
        {
          path: ":userId",
          ErrorBoundary: RouteError,
          lazy: screen(async () => (await screens.people()).PersonScreen),
        },
        {
          path: ":userId/simple",
          ErrorBoundary: RouteError,
          lazy: screen(async () => (await screens.propose()).ProposeScreen),
        },
      ],
    },
    {
      path: "settings/*",
      ErrorBoundary: RouteError,
      lazy: screen(async () => (await screens.settings()).SettingsRoute),
    },
  ];
}

/**
 * A part that cannot be fetched becomes a screen that fails, so that the route's own boundary shows
 * it: the router itself would show nothing at all.
 */
function screen(load: () => Promise<ComponentType>): () => Promise<{ Component: ComponentType }> {
  return () =>
    load().then(
      (Component) => ({ Component }),
      (error: unknown) => ({
        Component: () => {
          throw error;
        },
      }),
    );
}

export const router = createBrowserRouter(routes);
