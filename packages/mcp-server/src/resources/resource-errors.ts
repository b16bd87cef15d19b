import type { Refusal } from "@dgs/runtime";
import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError } from "@modelcontextprotocol/server";

/** The error for an address that nothing is at: what is missing and what to do. */
export function notFound(uri: string, message: string, remedy: string): ProtocolError {
  return new ResourceNotFoundError(uri, `${message} (${shorten(uri)}). ${remedy}`);
}

/** The error for something that is there, or should be, and cannot be given: what was wrong, where, what to do. Its data has the code. */
export function unreadable(uri: string, { code, message, at, remedy, exit }: Pick<Refusal, "code" | "message" | "at" | "remedy" | "exit">): ProtocolError {
  const kind = exit === "internal" ? ProtocolErrorCode.InternalError : ProtocolErrorCode.InvalidParams;
  return new ProtocolError(kind, `${at ?? shorten(uri)}: ${message}. ${remedy}`, { uri, code, remedy, ...(at === undefined ? {} : { at }) });
}

function shorten(uri: string): string {
  return uri.length > 200 ? `${uri.slice(0, 200)}…` : uri;
}
