/** `/manifest.webmanifest` and one for each other language: the same app, whose name and shortcuts are read by the system. */
import type { Plugin } from "vite";

const TEXTS = {
  ru: {
    name: "Звонилка",
    description: "Чаты и звонки на вашем сервере",
    chats: "Чаты",
    calls: "Звонки",
    people: "Люди",
  },
  en: {
    name: "Zvonilka",
    description: "Chats and calls on your own server",
    chats: "Chats",
    calls: "Calls",
    people: "People",
  },
};

type Language = keyof typeof TEXTS;

export function manifest(): Plugin {
  const files: Record<string, Language> = {
    "manifest.webmanifest": "ru",
    "manifest.en.webmanifest": "en",
  };
  return {
    name: "zvonilka:manifest",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const language = files[(request.url ?? "").slice(1)];
        if (language === undefined) return next();
        response.setHeader("Content-Type", "application/manifest+json");
        response.end(source(language));
      });
    },
    generateBundle() {
      for (const [fileName, language] of Object.entries(files)) {
        this.emitFile({ type: "asset", fileName, source: source(language) });
      }
    },
  };
}

function source(language: Language): string {
  const texts = TEXTS[language];
  const icon = (name: string, size: number) => ({
    src: `/icons/${name}-${size}.png`,
    sizes: `${size}x${size}`,
    type: "image/png",
  });
  const shortcut = (name: string, url: string) => ({
    name,
    url,
    icons: [{ src: "/icons/icon-192.png", sizes: "192x192" }],
  });
  return JSON.stringify({
    // The same in every language: another one would be another app.
    id: "/",
    name: texts.name,
    short_name: texts.name,
    description: texts.description,
    lang: language,
    dir: "ltr",
    start_url: "/chats",
    scope: "/",
    display: "standalone",
    orientation: "any",
    background_color: "#f6f9f6",
    theme_color: "#2e7d32",
    categories: ["communication", "social"],
    icons: [
      icon("icon", 192),
      icon("icon", 512),
      { ...icon("maskable", 192), purpose: "maskable" },
      { ...icon("maskable", 512), purpose: "maskable" },
      { ...icon("badge", 96), purpose: "monochrome" },
      { src: "/favicon.svg", sizes: "any", type: "image/svg+xml" },
    ],
    shortcuts: [
      shortcut(texts.chats, "/chats"),
      shortcut(texts.calls, "/calls"),
      shortcut(texts.people, "/people"),
    ],
    // Taken in by the service worker (`worker/shared.ts`).
    share_target: {
      action: "/share",
      method: "POST",
      enctype: "multipart/form-data",
      params: {
        title: "title",
        text: "text",
        url: "url",
        files: [
          {
            name: "files",
            accept: ["image/*", "video/*", "audio/*", "text/*", "application/*"],
          },
        ],
      },
    },
  });
}
