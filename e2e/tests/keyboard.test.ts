/** Without a mouse and without touch: the main paths by keys alone, with the focus in sight all the way. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { launchBrowser, newDevice } from "../support/browser.ts";
import { callDevice } from "../support/couple.ts";
import { callScreen, incomingCall } from "../support/incall.ts";
import { hears } from "../support/media.ts";
import {
  ANNA,
  BORIS,
  bubbles,
  composer,
  openFamilyChat,
  passwordOf,
  registerByLink,
  seesOnce,
} from "../support/people.ts";
import { Server } from "../support/server.ts";

let browser: Browser;
let server: Server;

before(async () => {
  browser = await launchBrowser();
  server = await Server.start();
});

after(async () => {
  await browser.close();
  await server.dispose();
});

interface Focused {
  /** Its role and what it is called, as far as both are in the markup. */
  name: string;
  /** Whether it is the page itself: the focus was lost. */
  lost: boolean;
  /** Whether it can be seen that it has the focus: a caret, or a ring that keys bring out. */
  seen: boolean;
  /** Whether it lies on the screen. */
  onScreen: boolean;
}

/** What has the focus now. */
function focused(page: Page): Promise<Focused> {
  return page.evaluate<Focused>(`(() => {
    const one = document.activeElement;
    if (one === null || one === document.body || one === document.documentElement) {
      return { name: "", lost: true, seen: false, onScreen: false };
    }
    const labelled = (one.getAttribute("aria-labelledby") ?? "").split(" ")
      .map((id) => document.getElementById(id)?.textContent ?? "").join(" ").trim();
    const name = one.getAttribute("aria-label") || labelled || one.labels?.[0]?.textContent || one.textContent || "";
    // A field may show it around itself, a switch beside itself.
    const around = [one, one.parentElement, one.nextElementSibling, one.querySelector("*")]
      .filter((element) => element instanceof Element);
    const rings = (element) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || boxShadow.includes("0px 0px 0px");
    };
    const area = one.getBoundingClientRect();
    // Its caret shows where a field is written into.
    const isField = one.matches("input:not([type=checkbox]):not([type=radio]), textarea, [contenteditable=true]");
    const isLarge = ["MAIN", "H1", "H2"].includes(one.tagName) || one.tabIndex < 0;
    return {
      name: (one.getAttribute("role") ?? one.tagName.toLowerCase()) + " " + name.trim().replace(/\\s+/g, " ").slice(0, 60),
      lost: false,
      // Where a screen begins it needs no ring: the next key goes on from there.
      seen: isLarge || isField || (one.matches(":focus-visible") && around.some(rings)),
      onScreen: area.bottom > 0 && area.right > 0 && area.top < innerHeight && area.left < innerWidth,
    };
  })()`);
}

/** Presses Tab until the focus is where it is wanted; every stop on the way must be in sight. */
async function tabTo(page: Page, wanted: RegExp, key = "Tab"): Promise<void> {
  const way: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    const now = await focused(page);
    way.push(now.name);
    if (!now.lost && wanted.test(now.name)) {
      assert.ok(now.seen, `one sees that ${now.name} has the focus`);
      assert.ok(now.onScreen, `${now.name} is on the screen`);
      return;
    }
    if (presses > 0 && !now.lost) {
      assert.ok(now.seen, `one sees that ${now.name} has the focus; on the way: ${way.join(" → ")}`);
    }
    await page.keyboard.press(key);
  }
  assert.fail(`no way to ${String(wanted)}: ${way.join(" → ")}`);
}

async function press(page: Page, wanted: RegExp, key = "Enter"): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press(key);
}

/** A dialog that closed gives the focus back. */
async function keepsFocus(page: Page, what: string): Promise<void> {
  await page.waitForTimeout(400);
  const now = await focused(page);
  assert.equal(now.lost, false, `the focus is somewhere after ${what}`);
}

/** The part of the page that Ctrl-K opens comes only when it is let through. */
async function holdSwitcher(page: Page): Promise<{ asked: Promise<unknown>; letThrough: () => void }> {
  let letThrough = (): void => undefined;
  const open = new Promise<void>((resolve) => (letThrough = resolve));
  const chunk = /\/assets\/Switcher-[^/]+\.js$/u;
  await page.route(chunk, async (route) => {
    await open;
    await route.continue();
  });
  return { asked: page.waitForRequest(chunk), letThrough };
}

describe("by keys alone", () => {
  it("one registers, finds somebody, writes, answers, calls, hangs up and signs out", async () => {
    const boris = await callDevice(browser, server);
    await registerByLink(boris, server, BORIS);
    const anna = await callDevice(browser, server);
    const keys = anna.keyboard;

    // Comes by a link.
    await anna.goto(`/invite/${await server.invite()}`);
    await anna.getByLabel("Логин", { exact: true }).waitFor();
    await tabTo(anna, /Логин/);
    await keys.type(ANNA.login);
    await tabTo(anna, /Имя/);
    await keys.type(ANNA.name);
    await tabTo(anna, /Пароль/);
    await keys.type(passwordOf(ANNA));
    await keys.press("Enter");
    await anna.getByRole("button", { name: "Пропустить всё" }).waitFor();
    await press(anna, /Пропустить всё/);
    await anna.getByRole("searchbox", { name: "Поиск по чатам" }).waitFor();

    // Finds Boris and writes to him.
    await press(anna, /Новый чат/);
    const picker = anna.getByRole("dialog", { name: "Новый чат" });
    await picker.getByRole("button", { name: new RegExp(BORIS.name) }).waitFor();
    await press(anna, new RegExp(BORIS.name));
    await composer(anna).waitFor();
    await anna.getByRole("heading", { name: BORIS.name }).first().waitFor();
    await tabTo(anna, /Сообщение/);
    await keys.type("Пишу без мыши");
    await keys.press("Enter");
    await seesOnce(anna, "Пишу без мыши");
    await keepsFocus(anna, "sending");

    // Answers a message through its menu.
    await boris
      .getByRole("link", { name: new RegExp(ANNA.name) })
      .first()
      .click();
    await composer(boris).fill("А я с мышью");
    await composer(boris).press("Enter");
    await seesOnce(anna, "А я с мышью");
    await tabTo(anna, /А я с мышью/, "Shift+Tab");
    await keys.press("Shift+F10");
    await anna.getByRole("menuitem", { name: "Ответить" }).waitFor();
    for (let downs = 0; downs < 12; downs += 1) {
      if (/Ответить/.test((await focused(anna)).name)) break;
      await keys.press("ArrowDown");
    }
    await keys.press("Enter");
    await keepsFocus(anna, "choosing to answer");
    await tabTo(anna, /Сообщение/);
    await keys.type("Тоже хорошо");
    await keys.press("Enter");
    await bubbles(anna, "Тоже хорошо").first().waitFor();

    // Calls and hangs up.
    await tabTo(anna, /Аудиозвонок/, "Shift+Tab");
    await keys.press("Enter");
    await incomingCall(boris).waitFor();
    const keysOfBoris = boris.keyboard;
    await boris.waitForTimeout(300);
    await tabTo(boris, /Ответить/);
    await keysOfBoris.press("Enter");
    await Promise.all([hears(anna), hears(boris)]);
    await press(anna, /Завершить/);
    await callScreen(boris).waitFor({ state: "detached" });
    await callScreen(anna).waitFor({ state: "detached" });
    await keepsFocus(anna, "the call");

    // Settings, and out.
    await press(anna, /^a .*Настройки/);
    await anna.getByRole("heading", { name: "Настройки" }).first().waitFor();
    await press(anna, /^a .*Приватность/);
    await anna.waitForURL("**/settings/privacy");
    await press(anna, /^button Выйти/);
    const dialog = anna.getByRole("dialog", { name: /Выйти/ });
    await dialog.waitFor();
    await keys.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await keepsFocus(anna, "a dialog that was closed");
    await press(anna, /^button Выйти/);
    await dialog.waitFor();
    await press(anna, /^button Выйти/);
    await anna.getByRole("button", { name: "Войти" }).waitFor();
  });
});

describe("Ctrl-K", () => {
  it("keeps what is typed while its part is still on the way, which comes by itself before anybody presses it", async () => {
    const page = await newDevice(browser, server.url);
    const { asked, letThrough } = await holdSwitcher(page);
    await registerByLink(page, server, { login: "klara", name: "Клара" });
    // Nobody has pressed it.
    await asked;
    await openFamilyChat(page);
    await composer(page).fill("Черновик");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("Заметы");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Enter");
    assert.equal(await composer(page).inputValue(), "Черновик");
    assert.equal(await bubbles(page, "Черновик").count(), 0);
    // Escape goes back to where one wrote.
    await page.keyboard.press("Escape");
    await page.keyboard.type("!");
    assert.equal(await composer(page).inputValue(), "Черновик!");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("Сем");
    letThrough();
    const field = page.getByRole("dialog", { name: "Поиск" }).getByRole("combobox");
    await field.waitFor();
    await page.keyboard.type("ья");
    assert.equal(await field.inputValue(), "Семья");
    await page.getByRole("option", { name: "Семья" }).waitFor();
    await page.keyboard.press("Escape");
    await field.waitFor({ state: "detached" });
    await page.keyboard.type("?");
    assert.equal(await composer(page).inputValue(), "Черновик!?");
  });
});

describe("whoever wants no motion", () => {
  it("sees none: nothing slides or fades for longer than an eye notices", async () => {
    const page = await newDevice(browser, server.url, { reducedMotion: true });
    await registerByLink(page, server, { login: "vera", name: "Вера" });
    await page.evaluate(`(() => {
      globalThis.motions = [];
      const note = (event) => {
        for (const one of document.getAnimations()) {
          const { duration, iterations } = one.effect.getComputedTiming();
          const target = one.effect.target;
          if (Number(duration) > 100 && iterations !== Infinity) {
            globalThis.motions.push((one.transitionProperty ?? one.animationName ?? "motion") + " of " +
              (target?.className?.toString().slice(0, 80) ?? "") + " " + String(duration));
          }
        }
        requestAnimationFrame(note);
      };
      requestAnimationFrame(note);
    })()`);
    await page.getByRole("link", { name: /Люди/ }).click();
    await page.getByRole("link", { name: /Настройки/ }).click();
    await page.getByRole("link", { name: /Чаты/ }).click();
    await page.getByRole("button", { name: "Новый чат" }).first().click();
    await page.getByRole("dialog", { name: "Новый чат" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "Новый чат" }).waitFor({ state: "detached" });
    const motions = await page.evaluate<string[]>("[...new Set(globalThis.motions)]");
    assert.deepEqual(motions, []);
    await page.context().close();
  });
});
