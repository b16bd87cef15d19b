import { payloadOf } from "./payload.js";
import type { Way } from "./way.js";

/** Sends a notification to a web address. That address may be a secret: what is said of a failure names its host alone. */
export function webhook(address: string, mostMs: number): Way {
  return {
    name: "webhook",
    async send(notification) {
      const { host } = new URL(address);
      try {
        // A redirect would take the content to an address that nobody has named.
        const answer = await fetch(address, { method: "POST", body: payloadOf(notification), headers: { "content-type": "application/json", "user-agent": "dgs" }, redirect: "manual", signal: AbortSignal.timeout(mostMs) });
        // What it says is of no interest, and may go on for ever.
        await answer.body?.cancel();
        if (answer.ok) return undefined;
        return answer.status >= 300 && answer.status < 400 ? `${host} sent it on to another address (${String(answer.status)}): name that one` : `${host} answered ${String(answer.status)}`;
      } catch (error) {
        return `${host} ${reasonOf(error, mostMs)}`;
      }
    },
  };
}

function reasonOf(error: unknown, mostMs: number): string {
  if (error instanceof Error && error.name === "TimeoutError") return `did not answer within ${String(mostMs / 1_000)} seconds`;
  const code = error instanceof Error && error.cause instanceof Error && "code" in error.cause ? ` (${String(error.cause.code)})` : "";
  return `cannot be reached${code}`;
}
