import type { Refused } from "@dgs/render";
import type { Io } from "./io.js";

/** Makes a refusal of an error that nobody expected; its stack is shown only with `DGS_DEBUG`. */
export function explainError(error: unknown, env: Io["env"]): Refused {
  const isDebug = env["DGS_DEBUG"] !== undefined && env["DGS_DEBUG"] !== "";
  const remedy = isDebug ? "Report it with the lines below; running the command again is safe." : "Run the command again with DGS_DEBUG=1 to see where; that is safe.";
  return {
    type: "refused",
    refusal: { type: "refused", code: "internal", message: `something went wrong that DGS did not expect: ${messageOf(error)}`, at: "inside dgs", remedy, exit: "internal" },
    ...(isDebug && error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {}),
  };
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
