import { createHash, timingSafeEqual } from "node:crypto";

/** Whether the header `Authorization` of a request shows a token: `Bearer …`. How long it takes tells nothing of the token. */
export function showsBearer(authorization: string | undefined, token: string): boolean {
  const [, shown = ""] = /^Bearer +(\S+)$/i.exec(authorization ?? "") ?? [];
  // Compared as digests: they are of one length.
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(shown), digest(token));
}
