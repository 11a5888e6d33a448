/** Inside a group call; fetched with it. */
export const room = {
  layout: {
    toGrid: "Show everybody in a grid",
    toSpeaker: "Show whoever speaks large",
  },
  tile: {
    actions: "Actions: {{name}}",
    pin: "Pin",
    unpin: "Unpin",
    pinned: "pinned",
    away: "no connection",
    screen: "Screen: {{name}}",
    screenShort: "{{name}} · screen",
  },
  pages: {
    label: "Pages of people",
    previous: "Previous page",
    next: "Next page",
    now: "{{page}} of {{pages}}",
    speaksElsewhere: "{{name}} speaks",
  },
  more: {
    open: "More: devices, chat",
    keys: "Keys: M microphone, V camera, S screen, Ctrl+Shift+H leave.",
  },
} as const;
