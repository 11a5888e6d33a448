/** A mail server on this machine that takes every letter and keeps it. */
import { createServer, type Server as NetServer, type Socket } from "node:net";

export interface Letter {
  to: string;
  /** The plain text. */
  text: string;
}

export class MailServer {
  private readonly letters: Letter[] = [];
  private readonly waiting: ((letter: Letter) => void)[] = [];

  private constructor(private readonly net: NetServer) {
    net.on("connection", (socket) => this.talk(socket));
  }

  static start(): Promise<MailServer> {
    const net = createServer();
    return new Promise((resolve, reject) => {
      net.once("error", reject);
      net.listen(0, "127.0.0.1", () => resolve(new MailServer(net)));
    });
  }

  /** The settings of a server that sends through it. */
  get env(): Record<string, string> {
    const address = this.net.address();
    if (address === null || typeof address === "string") throw new Error("the mail server has ended");
    return {
      ZVONILKA_SMTP_URL: `smtp://127.0.0.1:${address.port}?tls=off`,
      ZVONILKA_SMTP_FROM: "Звонилка <chat@chat.example>",
    };
  }

  /** The next letter; the runner's own limit ends what never comes. */
  next(): Promise<Letter> {
    const letter = this.letters.shift();
    if (letter !== undefined) return Promise.resolve(letter);
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  stop(): void {
    this.net.close();
  }

  private talk(socket: Socket): void {
    let text = "";
    let data: string[] | null = null;
    let to = "";
    socket.on("error", () => socket.destroy());
    socket.setEncoding("utf8");
    socket.write("220 ready\r\n");
    socket.on("data", (piece: string) => {
      text += piece;
      for (let end = text.indexOf("\r\n"); end >= 0; end = text.indexOf("\r\n")) {
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        if (data !== null) {
          if (line === ".") {
            this.keep({ to, text: plainText(data.join("\r\n")) });
            data = null;
            socket.write("250 taken\r\n");
          } else {
            data.push(line);
          }
        } else if (line === "DATA") {
          data = [];
          socket.write("354 go on\r\n");
        } else if (line === "QUIT") {
          socket.end("221 bye\r\n");
        } else {
          to = /^RCPT TO:<(.*?)>/i.exec(line)?.[1] ?? to;
          socket.write("250 ok\r\n");
        }
      }
    });
  }

  private keep(letter: Letter): void {
    const waits = this.waiting.shift();
    if (waits === undefined) this.letters.push(letter);
    else waits(letter);
  }
}

/** The address in a letter, as a path of the page. */
export function linkIn(letter: Letter): string {
  const link = /https?:\/\/\S+/.exec(letter.text)?.[0];
  if (link === undefined) throw new Error(`no link in: ${letter.text}`);
  return new URL(link).pathname;
}

function plainText(source: string): string {
  const part = source.split("Content-Type: text/plain")[1] ?? "";
  const [head = "", ...rest] = part.split("\r\n\r\n");
  const body = rest.join("\r\n\r\n").split("\r\n--")[0] ?? "";
  if (/base64/i.test(head)) return Buffer.from(body, "base64").toString("utf8");
  if (!/quoted-printable/i.test(head)) return body;
  const bytes = body
    .replaceAll("=\r\n", "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
