/** Inside a call of a group: screens, layouts, pages, and what is asked of the server for them. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { DESKTOP, launchBrowser, PHONE } from "../support/browser.ts";
import { partAll } from "../support/couple.ts";
import {
  asks,
  callScreen,
  gather,
  member,
  NEAR,
  press,
  shown,
  tile,
  tileAction,
} from "../support/groupCall.ts";
import { ANNA, BORIS, eventually, type Newcomer } from "../support/people.ts";
import { Server } from "../support/server.ts";

const VERA: Newcomer = { login: "vera", name: "Вера" };

let browser: Browser;
let server: Server;

before(async () => {
  browser = await launchBrowser();
});

after(async () => {
  await browser.close();
});

afterEach(async () => {
  await partAll(browser, server);
});

async function three(): Promise<[Page, Page, Page]> {
  server = await Server.start(NEAR);
  const anna = await member(browser, server, ANNA);
  const boris = await member(browser, server, BORIS, PHONE);
  const vera = await member(browser, server, VERA);
  await gather([anna, boris, vera], [ANNA, BORIS, VERA]);
  return [anna, boris, vera];
}

async function isShown(page: Page, label: string): Promise<void> {
  await callScreen(page).locator(`video[aria-label="${label}"]`).waitFor();
  await eventually(
    () => shown(page, label),
    ({ frames, green }) => frames > 5 && green,
    `${label} is shown`,
  );
}

function area(page: Page, name: string): Promise<number> {
  return tile(page, name).evaluate((it) => it.clientWidth * it.clientHeight);
}

describe("inside a call of a group", () => {
  it("a screen is large for all others, and ends by the button and in the browser's own bar", async () => {
    const [anna, boris, vera] = await three();
    await press(anna, "Показать экран");
    for (const page of [boris, vera]) {
      await isShown(page, "Экран: Анна");
      assert.ok((await area(page, "Экран: Анна")) > 2 * (await area(page, "Вы")), "it is the large one");
    }
    // Who shows it does not see it in itself, and the camera goes on beside it.
    await callScreen(anna).getByText("Вы показываете экран").waitFor();
    assert.equal(await callScreen(anna).getByLabel("Экран: Анна").count(), 0);
    await callScreen(vera).getByLabel("Видео: Анна").waitFor();
    // On a page that comes anew it is there too.
    await boris.reload();
    await isShown(boris, "Экран: Анна");
    await press(anna, "Остановить");
    for (const page of [boris, vera]) await tile(page, "Экран: Анна").waitFor({ state: "detached" });

    await press(anna, "Показать экран");
    await isShown(vera, "Экран: Анна");
    await anna.evaluate(() => {
      const sent = window.testPeers.at(-1)?.getSenders() ?? [];
      const screen = sent.filter(({ track }) => track?.kind === "video")[1]?.track;
      screen?.stop();
      screen?.dispatchEvent(new Event("ended"));
    });
    await tile(vera, "Экран: Анна").waitFor({ state: "detached" });
    await callScreen(anna).getByRole("button", { name: "Показать экран" }).waitFor();
  });

  it("a pinned one is asked for large, another page asks for others, and a bar for none", async () => {
    const [anna, , vera] = await three();
    await asks(anna, (wish) => wish.length === 2, "both cameras");
    await tileAction(anna, "Вера", "Закрепить");
    await asks(anna, ([first, second]) => first?.height === 720 && second?.height === 180, "one large");
    assert.ok((await area(anna, "Вера")) > 4 * (await area(anna, "Борис")), "she is the large one");
    await tileAction(anna, "Вера", "Открепить");
    await asks(anna, ([first, second]) => first?.height === second?.height, "both alike");

    await press(anna, "Показать крупно того, кто говорит");
    await asks(anna, ([first, second]) => first?.height === 720 && second?.height === 180, "one large");
    await press(anna, "Показать всех сеткой");

    // Two have room; the third is on the second page.
    await vera.setViewportSize({ width: 360, height: 420 });
    await callScreen(vera).getByText("1 из 2").waitFor();
    await asks(vera, (wish) => wish.length === 1, "one on the first page");
    const before = await vera.evaluate(() => window.testWish?.[0]?.participantId);
    await press(vera, "Следующая страница");
    await asks(
      vera,
      (wish) => wish.length === 1 && wish[0]?.participantId !== before,
      "the other one on the second page",
    );
    await vera.setViewportSize(DESKTOP);
    await asks(vera, (wish) => wish.length === 2, "both again");

    await press(vera, "Свернуть звонок");
    await asks(vera, (wish) => wish.length === 0, "none while nothing is shown");
    await vera.getByRole("button", { name: "Развернуть звонок" }).click();
    await asks(vera, (wish) => wish.length === 2, "both again");
  });

  it("another microphone and camera are taken at any time, and the quality and its log are there", async () => {
    const [anna, boris] = await three();
    const sent = () =>
      anna.evaluate(() => {
        const tracks =
          window.testPeers
            .at(-1)
            ?.getSenders()
            .map(({ track }) => track) ?? [];
        return tracks.map((track) => track?.getSettings().deviceId ?? "");
      });
    const before = await sent();
    await press(anna, /^Ещё/);
    const more = anna.getByRole("dialog", { name: "Во время звонка" });
    const camera = more.getByLabel("Камера", { exact: true });
    await camera.selectOption({ index: (await camera.locator("option").count()) - 1 });
    await eventually(sent, (now) => now[1] !== before[1] && now[1] !== "", "another camera is sent");
    await more.getByRole("button", { name: "Закрыть" }).click();
    const frames = (page: Page) => shown(page, "Видео: Анна").then((picture) => picture.frames);
    const then = await frames(boris);
    await eventually(
      () => frames(boris),
      (now) => now > then + 5,
      "it is seen",
    );

    await anna.getByRole("button", { name: /^Связь/ }).click();
    const quality = anna.getByRole("dialog", { name: "Качество связи" });
    const saved = anna.waitForEvent("download");
    await quality.getByRole("button", { name: "Сохранить журнал звонка" }).click();
    assert.equal((await saved).suggestedFilename(), "zvonilka-call.json");
  });
});
