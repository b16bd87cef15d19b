import type { IncomingMessage } from "node:http";

/** What a request is turned away with. */
export interface Refused {
  readonly status: number;
  readonly text: string;
}

/** Why a request is turned away before it is looked at: another name of this machine, a page of somebody else, or more than reading. */
export function refusalOf({ headers, method }: Pick<IncomingMessage, "headers" | "method">, port: number | undefined): Refused | undefined {
  const own = [`127.0.0.1:${String(port)}`, `localhost:${String(port)}`];
  // A name that leads here by a DNS answer of somebody else would make this page one of theirs.
  if (headers.host === undefined || !own.includes(headers.host.toLowerCase())) return { status: 421, text: "this is not the name of this server: use the address that dgs ui printed" };
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) return { status: 403, text: "the request comes from another page" };
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "none" && site !== "same-origin" && headers["sec-fetch-mode"] !== "navigate") return { status: 403, text: "the request comes from another page" };
  if (method !== "GET") return { status: 405, text: "this server can only be read" };
  return undefined;
}
