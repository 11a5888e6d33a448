import { describe, expect, it } from "vitest";

import { documentTitle } from "./documentTitle";

describe("documentTitle", () => {
  const appName = "Звонилка";

  it("names the screen and the app", () => {
    expect(documentTitle({ screen: "Анна", appName, unread: 0 })).toBe("Анна · Звонилка");
    expect(documentTitle({ screen: null, appName, unread: 0 })).toBe("Звонилка");
  });

  it("begins with the unread count, since tabs are narrow", () => {
    expect(documentTitle({ screen: "Чаты", appName, unread: 3 })).toBe("(3) Чаты · Звонилка");
    expect(documentTitle({ screen: null, appName, unread: 99 })).toBe("(99) Звонилка");
    expect(documentTitle({ screen: null, appName, unread: 100 })).toBe("(99+) Звонилка");
  });
});
