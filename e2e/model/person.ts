/** Somebody with devices, and with a session of their own for what is asked of the server directly. */
import type { Chat, Message } from "../../web/src/api/types.ts";
import type { Device } from "./realm.ts";

export class Refused extends Error {
  constructor(
    readonly status: number,
    text: string,
  ) {
    super(`${status}: ${text}`);
  }
}

export class Person {
  private token = "";
  id = "";

  constructor(
    readonly login: string,
    readonly devices: Device[],
    private readonly origin: string,
  ) {}

  async register(code: string): Promise<void> {
    const [first, ...others] = this.devices;
    if (first === undefined) throw new Error("a person has a device");
    await first.start();
    const password = `${this.login} любит чай`;
    const displayName = this.login;
    await first.messenger.session.register({ login: this.login, password, displayName, inviteCode: code });
    for (const device of others) {
      await device.start();
      await device.messenger.session.signIn({ login: this.login, password });
    }
    const session = await this.ask<{ accessToken: string; user: { id: string } }>("POST", "/auth/login", {
      login: this.login,
      password,
    });
    this.token = session.accessToken;
    this.id = session.user.id;
  }

  /** Asks the server, beside the devices. Throws `Refused`. */
  async ask<T>(method: string, route: string, body?: unknown): Promise<T> {
    const headers: Record<string, string> = { "Content-Type": "application/json" };
    if (this.token !== "") headers["Authorization"] = `Bearer ${this.token}`;
    const response = await fetch(`${this.origin}/api${route}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Refused(response.status, `${method} ${route} ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  async chats(): Promise<Chat[]> {
    return (await this.ask<{ items: Chat[] }>("GET", "/chats")).items;
  }

  async messages(chatId: string, limit = 200): Promise<Message[]> {
    const route = `/chats/${chatId}/messages?limit=${limit}`;
    return (await this.ask<{ items: Message[] }>("GET", route)).items;
  }
}
