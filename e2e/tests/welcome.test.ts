/** The first minute of somebody who was invited, and what whoever invited them sees of it. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Locator, Page } from "playwright-core";
import { launchBrowser, newDevice, PHONE } from "../support/browser.ts";
import { partAll } from "../support/couple.ts";
import { hears, observeCalls } from "../support/media.ts";
import {
  ANNA,
  BORIS,
  bubbles,
  composer,
  fillRegistration,
  logIn,
  registerByLink,
  seesOnce,
  send,
  waitForChats,
} from "../support/people.ts";
import { Server } from "../support/server.ts";

let browser: Browser;
let server: Server;

/** The program's own media port is where the browser is, so that the echo contact can be reached. */
const NEAR = { ZVONILKA_TURN_PUBLIC_ADDRESS: "127.0.0.1" };
const ANDROID =
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";

before(async () => {
  browser = await launchBrowser();
});

after(async () => {
  await browser.close();
});

afterEach(async () => {
  await partAll(browser, server);
});

/** Makes an invitation in the settings; the dialog that shows it stays open. */
async function invite(page: Page): Promise<{ code: string; dialog: Locator }> {
  await page.goto("/settings/invites");
  await page.getByRole("button", { name: "Новое приглашение" }).click();
  const made = page.waitForResponse(
    (answer) => answer.url().endsWith("/api/invites") && answer.request().method() === "POST",
  );
  await page.getByRole("dialog").getByRole("button", { name: "Создать" }).click();
  const { code } = (await (await made).json()) as { code: string };
  const dialog = page.getByRole("dialog", { name: "Приглашение", exact: true });
  await dialog.getByText("Когда ссылку откроют").waitFor();
  return { code, dialog };
}

/** Whoever invited sees that this step is done. */
async function seesDone(dialog: Locator, step: string): Promise<void> {
  await dialog.getByRole("listitem").filter({ hasText: step }).getByRole("img", { name: "готово" }).waitFor();
}

/**
 * No push service can be reached here, and a browser without a screen says no to every notification by itself: the
 * browser's part of it is played. Text, because the page knows nothing of what the test runner adds to functions.
 */
const PLAYED_PUSH = `
  let permission = "default";
  Object.defineProperty(Notification, "permission", { get: () => permission });
  Notification.requestPermission = () => Promise.resolve((permission = "granted"));
  const subscription = {
    endpoint: "https://push.example/welcome",
    toJSON: () => ({
      keys: {
        p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        auth: "BTBZMqHH6r4Tts7J_aSIgg",
      },
    }),
    unsubscribe: () => Promise.resolve(true),
  };
  let current = null;
  PushManager.prototype.getSubscription = () => Promise.resolve(current);
  PushManager.prototype.subscribe = () => Promise.resolve((current = subscription));
`;

/** How far one is stands in the account: the status of the answer to that. */
async function settingsSaved(page: Page): Promise<number> {
  const answer = await page.waitForResponse(
    (one) => one.url().endsWith("/api/users/me") && one.request().method() === "PATCH",
  );
  return answer.status();
}

function heading(page: Page, name: string): Locator {
  return page.getByRole("heading", { name, level: 1 });
}

describe("somebody who was invited", () => {
  it("comes from the link to a first test call and a first message, and the inviter sees every step", async () => {
    server = await Server.start(NEAR);
    const anna = await newDevice(browser, server.url);
    await registerByLink(anna, server, ANNA, await server.invite("--admin"));
    const { code, dialog } = await invite(anna);

    const boris = await newDevice(browser, server.url, {
      viewport: PHONE,
      userAgent: ANDROID,
      serviceWorker: true,
    });
    await boris.addInitScript({ content: PLAYED_PUSH });
    await observeCalls(boris);
    await boris.goto(`/invite/${code}`);
    await boris.getByText("Анна приглашает вас").waitFor();
    await dialog.getByText("Ссылку открыли").waitFor();
    await fillRegistration(boris, BORIS, code);

    await heading(boris, "Давайте знакомиться").waitFor();
    await boris.getByText("Анна видит, как вы проходите эти шаги").waitFor();
    await dialog.getByText("Борис здесь").waitFor();
    await seesDone(dialog, "Регистрация");
    assert.equal(await dialog.getByRole("img", { name: "готово" }).count(), 1);
    await boris.getByLabel("Имя", { exact: true }).fill("Борис Иванов");
    await boris.getByRole("button", { name: "Дальше" }).click();
    await seesDone(dialog, "Имя и фото");
    await dialog.getByText("Борис Иванов здесь").waitFor();

    await heading(boris, "Чтобы вас было слышно").waitFor();
    const microphone = boris.getByRole("region", { name: "Микрофон" });
    await microphone.getByText("Без него вас не услышат").waitFor();
    await microphone.getByRole("button", { name: "Проверить микрофон" }).click();
    await microphone.getByText("Работает, вас слышно").waitFor();
    await microphone.getByRole("meter").waitFor();
    await seesDone(dialog, "Микрофон");
    const push = boris.getByRole("region", { name: "Уведомления" });
    await push.getByRole("button", { name: "Включить уведомления" }).click();
    await push.getByText("Включены").waitFor();
    await seesDone(dialog, "Уведомления");
    const install = boris.getByRole("region", { name: "Звонилка на главном экране" });
    await install.waitFor();
    await boris.evaluate(() => dispatchEvent(new Event("appinstalled")));
    await install.getByText("Установлена на этом устройстве").waitFor();
    await seesDone(dialog, "Приложение");
    await boris.getByRole("button", { name: "Дальше" }).click();

    await heading(boris, "Первый звонок").waitFor();
    const test = boris.getByRole("region", { name: "Пробный звонок" });
    await test.getByRole("button", { name: "Позвонить" }).click();
    const echo = boris.getByRole("dialog", { name: "Проверка звука" });
    await echo.getByText("Всё работает: голос вернулся").waitFor();
    await hears(boris);
    await seesDone(dialog, "Пробный звонок");
    await echo.getByRole("button", { name: "Завершить" }).click();
    await test.getByText("Получилось: ваш голос вернулся").waitFor();

    const over = settingsSaved(boris);
    await boris.getByRole("button", { name: "Написать: Анна" }).click();
    await composer(boris).waitFor();
    assert.equal(await over, 200);
    await send(boris, "Я здесь!");
    await seesOnce(boris, "Я здесь!");
    await dialog.getByRole("button", { name: "Написать: Борис Иванов" }).click();
    await bubbles(anna, "Я здесь!").waitFor();

    // It is over: no other device asks again, and neither does this one.
    const other = await newDevice(browser, server.url);
    await logIn(other, BORIS);
    await boris.goto("/chats");
    await waitForChats(boris);
    assert.deepEqual([new URL(other.url()).pathname, new URL(boris.url()).pathname], ["/chats", "/chats"]);
  });

  it("may skip every step and go back, and another device goes on where this one stopped", async () => {
    server = await Server.start(NEAR);
    const phone = await newDevice(browser, server.url, { viewport: PHONE });
    await fillRegistration(phone, BORIS, await server.invite());
    await heading(phone, "Давайте знакомиться").waitFor();
    const saved = settingsSaved(phone);
    await phone.getByRole("button", { name: "Пропустить", exact: true }).click();
    assert.equal(await saved, 200);
    await heading(phone, "Чтобы вас было слышно").waitFor();
    await phone.goBack();
    await heading(phone, "Давайте знакомиться").waitFor();
    await phone.goForward();
    await heading(phone, "Чтобы вас было слышно").waitFor();

    const computer = await newDevice(browser, server.url);
    await computer.addInitScript(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
    });
    await computer.goto("/login");
    await computer.getByLabel("Логин", { exact: false }).first().fill(BORIS.login);
    await computer.getByRole("textbox", { name: "Пароль" }).fill(`${BORIS.login} любит чай`);
    await computer.getByRole("button", { name: "Войти" }).click();
    await heading(computer, "Чтобы вас было слышно").waitFor();
    // Whoever said no to the browser is shown how to say yes.
    const microphone = computer.getByRole("region", { name: "Микрофон" });
    await microphone.getByRole("button", { name: "Проверить микрофон" }).click();
    await microphone.getByText("Микрофон запрещён").waitFor();
    await microphone.getByRole("list").waitFor();
    await microphone.getByRole("button", { name: "Попробовать ещё раз" }).waitFor();
    await computer.getByRole("button", { name: "Дальше" }).click();
    await heading(computer, "Первый звонок").waitFor();
    const over = settingsSaved(computer);
    await computer.getByRole("button", { name: "К чатам" }).click();
    await waitForChats(computer);
    assert.equal(await over, 200);

    const third = await newDevice(browser, server.url);
    await logIn(third, BORIS);
    assert.equal(new URL(third.url()).pathname, "/chats");
  });
});

describe("an invitation", () => {
  it("is something to pass on for whoever is here already, and nobody is told of their look", async () => {
    server = await Server.start();
    const anna = await newDevice(browser, server.url);
    await registerByLink(anna, server, ANNA, await server.invite("--admin"));
    const { code, dialog } = await invite(anna);
    const boris = await newDevice(browser, server.url, { viewport: PHONE });
    await registerByLink(boris, server, BORIS);
    await boris.goto(`/invite/${code}`);
    await heading(boris, "Вы уже в Звонилке").waitFor();
    await boris.getByRole("img", { name: "QR-код со ссылкой-приглашением" }).waitFor();
    await boris.getByRole("button", { name: "Скопировать ссылку" }).click();
    const copied = await boris.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, `${server.url}/invite/${code}`);
    await boris.getByRole("link", { name: "К чатам" }).click();
    await waitForChats(boris);
    await dialog.getByText("Когда ссылку откроют").waitFor();
    assert.equal(await dialog.getByText("Ссылку открыли").count(), 0);

    // Whoever made it is told wherever they are.
    await anna.goto("/chats");
    await waitForChats(anna);
    const vera = await newDevice(browser, server.url, { viewport: PHONE });
    await fillRegistration(vera, { login: "vera", name: "Вера" }, code);
    const told = anna.getByRole("status").filter({ hasText: "Вера теперь в Звонилке" });
    await told.getByRole("button", { name: "Написать" }).click();
    await composer(anna).waitFor();
    await anna.getByRole("heading", { name: "Вера" }).first().waitFor();
  });
});
