import { expect, it } from "vitest";

import { deviceKind } from "./deviceKind";

it.each([
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1",
    5,
    "phone",
  ],
  ["Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/126.0 Mobile Safari/537.36", 5, "phone"],
  ["Mozilla/5.0 (Linux; Android 13; SM-X700) Chrome/126.0 Safari/537.36", 5, "tablet"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.0 Safari/605.1.15", 5, "tablet"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17.0 Safari/605.1.15", 0, "computer"],
  ["Mozilla/5.0 (X11; Linux x86_64) Chrome/126.0 Safari/537.36", 0, "computer"],
])("%s is known for what it is", (userAgent, touchPoints, kind) => {
  expect(deviceKind(userAgent, touchPoints)).toBe(kind);
});
