/** A tus server in memory, with a line to it that tests can cut. */
import { FailureError } from "@/api/failure";
import type { Transfer, TransferRequest } from "@/api/transfer";

export interface TusServer {
  transfer: Transfer;
  /** `POST 0`, `PATCH 4194304`, `HEAD`…: what was asked, with offsets. */
  readonly log: string[];
  readonly files: Map<string, TusFile>;
  /** Requests that are not answered yet. */
  readonly underWay: number;
  /** How many requests were under way at once, at most. */
  readonly mostAtOnce: number;
  /** The next requests lose their line after so many bytes of their body (`answer`: all arrived, the answer did not). */
  cutNext(after: number | "answer"): void;
  /** The next request is refused, or the next one of that method. */
  refuseNext(status: number, code: string, method?: TransferRequest["method"]): void;
  /** Nothing gets through from now on, or again. */
  down: boolean;
}

export interface TusFile {
  length: number;
  bytes: Uint8Array<ArrayBuffer>;
  metadata: string;
  poster: boolean;
}

export function createTusServer(): TusServer {
  const files = new Map<string, TusFile>();
  const log: string[] = [];
  const cuts: (number | "answer")[] = [];
  const refusals: { error: FailureError; method: TransferRequest["method"] | undefined }[] = [];
  const lost = new FailureError({ kind: "network" });

  async function receive(file: TusFile, request: TransferRequest): Promise<void> {
    if (!(request.body instanceof Blob)) return;
    const cut = cuts.shift();
    const body = new Uint8Array(await request.body.arrayBuffer());
    const arrived = typeof cut === "number" ? body.slice(0, cut) : body;
    const joined = new Uint8Array(file.bytes.length + arrived.length);
    joined.set(file.bytes);
    joined.set(arrived, file.bytes.length);
    file.bytes = joined;
    request.onProgress?.(arrived.length);
    if (cut !== undefined) throw lost;
  }

  async function answer(request: TransferRequest): Promise<Response> {
    const { method, path, headers = {}, signal } = request;
    log.push(`${method} ${headers["Upload-Offset"] ?? headers["Upload-Length"] ?? ""}`.trim());
    if (signal?.aborted === true) throw new FailureError({ kind: "aborted" });
    if (server.down) throw lost;
    const [next] = refusals;
    if (next !== undefined && (next.method ?? method) === method) {
      refusals.shift();
      throw next.error;
    }
    if (method === "POST") {
      const id = `file-${files.size + 1}`;
      const file = {
        length: Number(headers["Upload-Length"]),
        bytes: new Uint8Array(),
        metadata: headers["Upload-Metadata"] ?? "",
        poster: false,
      };
      files.set(id, file);
      await receive(file, request);
      return reply(201, { Location: `/api/files/uploads/${id}`, ...offsetOf(file) });
    }
    if (method === "PUT") {
      const file = files.get(path.split("/").at(-2) ?? "");
      if (file !== undefined) file.poster = true;
      return reply(200);
    }
    const id = path.split("/").at(-1) ?? "";
    const file = files.get(id);
    if (file === undefined) throw refused(404, "not_found");
    switch (method) {
      case "HEAD":
        return reply(200, offsetOf(file));
      case "GET":
        if (file.bytes.length < file.length) throw refused(409, "upload_incomplete");
        return reply(200);
      case "PATCH":
        if (Number(headers["Upload-Offset"]) !== file.bytes.length) throw refused(409, "conflict");
        await receive(file, request);
        return reply(204, offsetOf(file));
      case "DELETE":
        files.delete(id);
        return reply(204);
    }
  }

  const server = {
    files,
    log,
    underWay: 0,
    mostAtOnce: 0,
    down: false,
    cutNext: (after: number | "answer") => void cuts.push(after),
    refuseNext: (status: number, code: string, method?: TransferRequest["method"]) =>
      void refusals.push({ error: refused(status, code), method }),
    async transfer(request: TransferRequest) {
      server.underWay += 1;
      server.mostAtOnce = Math.max(server.mostAtOnce, server.underWay);
      try {
        return await answer(request);
      } finally {
        server.underWay -= 1;
      }
    },
  };
  return server;
}

function offsetOf(file: TusFile): Record<string, string> {
  return { "Upload-Offset": String(file.bytes.length) };
}

function reply(status: number, headers: Record<string, string> = {}): Response {
  return new Response(status === 200 ? "{}" : null, { status, headers });
}

function refused(status: number, code: string): FailureError {
  return new FailureError({ kind: "problem", status, code });
}
