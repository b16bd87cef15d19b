import { spawn, type ChildProcess } from "node:child_process";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Serves the bare repositories of a folder over http, by git's own program. */
export interface GitServer {
  /** Without a slash at the end. */
  readonly url: string;
  /** What the server does with a request: answers, asks for a password, breaks off in the middle, or says that there is nothing. */
  behave: "serve" | "ask-password" | "break-off" | "not-found";
  close(): Promise<void>;
}

/** Starts a server on the loopback interface; a repository takes pushes when its `http.receivepack` is set. */
export async function startGitServer(root: string, env: Readonly<Record<string, string>>): Promise<GitServer> {
  const running = new Set<ChildProcess>();
  const server: GitServer = { url: "", behave: "serve", close: () => Promise.resolve() };
  const http = createServer((request, response) => { answer(server, { root, env, running }, request, response); });
  await new Promise<void>((listening) => http.listen(0, "127.0.0.1", listening));
  const { port } = http.address() as AddressInfo;
  return Object.assign(server, {
    url: `http://127.0.0.1:${String(port)}`,
    close: () =>
      new Promise<void>((closed) => {
        for (const child of running) child.kill("SIGKILL");
        http.close(() => { closed(); });
        http.closeAllConnections();
      }),
  });
}

interface Backend {
  readonly root: string;
  readonly env: Readonly<Record<string, string>>;
  readonly running: Set<ChildProcess>;
}

function answer(server: GitServer, backend: Backend, request: IncomingMessage, response: ServerResponse): void {
  switch (server.behave) {
    case "ask-password":
      response.writeHead(401, { "WWW-Authenticate": 'Basic realm="test"' }).end();
      return;
    case "not-found":
      response.writeHead(404).end();
      return;
    case "break-off":
      if (request.method === "POST") request.socket.destroy();
      else runBackend(backend, request, response);
      return;
    case "serve":
      runBackend(backend, request, response);
  }
}

function runBackend({ root, env, running }: Backend, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const child = spawn("git", ["http-backend"], {
    env: {
      ...env,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: "1",
      REQUEST_METHOD: request.method ?? "GET",
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
      GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
      REMOTE_ADDR: "127.0.0.1",
      ...(request.headers["content-length"] === undefined ? {} : { CONTENT_LENGTH: request.headers["content-length"] }),
    },
    stdio: ["pipe", "pipe", "ignore"],
  });
  running.add(child);
  child.stdin.on("error", () => undefined);
  request.pipe(child.stdin);
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.on("close", () => {
    running.delete(child);
    reply(Buffer.concat(chunks), response);
  });
}

/** Turns what a CGI program printed, headers and body, into an answer. */
function reply(printed: Buffer, response: ServerResponse): void {
  const end = printed.indexOf("\r\n\r\n");
  const headers = printed.subarray(0, Math.max(0, end)).toString("latin1").split("\r\n").filter((line) => line !== "");
  const pairs = headers.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()] as const);
  const status = pairs.find(([name]) => name === "Status")?.[1];
  for (const [name, value] of pairs) if (name !== "Status") response.setHeader(name, value);
  response.writeHead(end < 0 ? 500 : Number.parseInt(status ?? "200", 10));
  response.end(printed.subarray(end + 4));
}
