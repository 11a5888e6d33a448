/** The page for somebody whose browser's text is twice as large, and what does not fit there. */
import type { Page } from "playwright-core";

/** As with the browser's own setting of 32 pixels: whatever is measured in `rem` grows. */
export async function enlargeText(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Page.enable");
  await session.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
}

/**
 * Words that are cut off or lie over each other. A line that ends in an ellipsis says that there is more of it, and is
 * no fault of its own; one that shows less than a few letters is.
 */
export async function misfits(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(FIND);
}

const FIND = `(() => {
  const found = [];
  const short = (text) => text.trim().replace(/\\s+/g, " ").slice(0, 40);
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    found.push("the page is " + (root.scrollWidth - root.clientWidth) + " pixels wider than the screen");
  }
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data;
    const element = node.parentElement;
    if (text.trim() === "" || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (element.closest("[aria-hidden=true], [inert], .mantine-VisuallyHidden-root, script, style, svg")) continue;
    const dotted = element.closest("*");
    if (getComputedStyle(dotted).textOverflow === "ellipsis" && dotted.scrollWidth > dotted.clientWidth + 1) {
      // A short word of which hardly anything is left says nothing.
      const isShort = text.trim().length <= 14;
      if (isShort && dotted.clientWidth < 0.6 * dotted.scrollWidth) found.push("hardly anything is left of: " + short(text));
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    const rect = range.getBoundingClientRect();
    // What only screen readers are to find.
    if (rect.width <= 1 || rect.height <= 1) continue;
    let visible = rect;
    for (let box = element; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.position === "fixed" && box !== element) break;
      const area = box.getBoundingClientRect();
      const scrolls = (overflow) => overflow === "auto" || overflow === "scroll";
      const hides = (overflow) => overflow === "hidden" || overflow === "clip";
      const dots = style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
      if (area.width <= 2 && area.height <= 2) { visible = null; break; }
      if (dots && box.clientWidth >= 2 * parseFloat(style.fontSize)) { visible = null; break; }
      if (scrolls(style.overflowX) || scrolls(style.overflowY)) {
        if (hides(style.overflowX) && rect.right > area.right + 2) found.push("cut off: " + short(text));
        visible = null;
        break;
      }
      if (hides(style.overflowX) && (rect.right > area.right + 2 || rect.left < area.left - 2)) {
        found.push("cut off at the side: " + short(text));
        visible = null;
        break;
      }
      if (hides(style.overflowY) && (rect.bottom > area.bottom + 4 || rect.top < area.top - 4)) {
        found.push("cut off in height: " + short(text));
        visible = null;
        break;
      }
    }
    if (visible) boxes.push({ element, text, rect });
  }
  for (const control of document.querySelectorAll("button, a[href], [role=tab], label")) {
    if (!control.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const area = control.getBoundingClientRect();
    if (area.width <= 2 || area.height <= 2) continue;
    if (control.scrollWidth > control.clientWidth + 2 && control.clientWidth > 0) {
      const inside = [...control.querySelectorAll("*")].some((one) => getComputedStyle(one).textOverflow === "ellipsis") || (control.textContent ?? "").trim().length < 2;
      if (!inside && getComputedStyle(control).display !== "inline") {
        found.push("does not fit into its control: " + short(control.textContent ?? ""));
      }
    }
  }
  for (let one = 0; one < boxes.length; one += 1) {
    for (let other = one + 1; other < boxes.length; other += 1) {
      const a = boxes[one], b = boxes[other];
      if (a.element.contains(b.element) || b.element.contains(a.element)) continue;
      const wide = Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left);
      const high = Math.min(a.rect.bottom, b.rect.bottom) - Math.max(a.rect.top, b.rect.top);
      if (wide < 4 || high < 8) continue;
      // What lies under something else altogether is not read together with it.
      const top = (box) => {
        const hit = document.elementFromPoint((Math.max(a.rect.left, b.rect.left) + wide / 2), (Math.max(a.rect.top, b.rect.top) + high / 2));
        return hit === box.element || (hit && (hit.contains(box.element) || box.element.contains(hit)));
      };
      if (top(a) && top(b)) found.push("over each other: " + short(a.text) + " | " + short(b.text));
    }
  }
  return [...new Set(found)];
})()`;
