import { describe, expect, it } from "vitest";

import { systemOf } from "./platform";

const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148";
const IPAD =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.4 Safari/605.1.15";
const PIXEL =
  "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36";

describe("the system", () => {
  it("is told from what the browser says, an iPad that says it is a Mac included", () => {
    expect(systemOf(IPHONE, 5)).toBe("ios");
    expect(systemOf(IPAD, 5)).toBe("ios");
    expect(systemOf(IPAD, 0)).toBe("computer");
    expect(systemOf(PIXEL, 5)).toBe("android");
  });
});
