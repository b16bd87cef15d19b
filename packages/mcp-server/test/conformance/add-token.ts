import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";

/** Puts a server before another one that adds the token to each request and leaves the rest as it is: the suite has no way to send one. Returns its address. */
export async function addToken(url: string, token: string, signal: AbortSignal): Promise<string> {
  const { hostname, port, pathname } = new URL(url);
  const server = createServer((request, response) => {
    const onward = send({ hostname, port, path: request.url, method: request.method, headers: { ...request.headers, authorization: `Bearer ${token}` } });
    onward.on("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => { response.destroy(); });
    response.on("close", () => { onward.destroy(); });
    request.pipe(onward);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  signal.addEventListener("abort", () => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}${pathname}`;
}
