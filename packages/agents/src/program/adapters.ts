import { acp } from "../acp/adapter.js";
import { claude } from "../claude/adapter.js";
import { codex } from "../codex/adapter.js";
import { copilot } from "../copilot/adapter.js";
import { gemini } from "../gemini/adapter.js";
import { opencode } from "../opencode/adapter.js";
import type { ProgramAdapter } from "./adapter.js";

/** The agent programs that DGS can drive, by the name of their adapter. */
export const ADAPTERS = Object.freeze({ claude, codex, gemini, opencode, copilot, acp }) satisfies Readonly<Record<string, ProgramAdapter>>;

/** The name of an agent program. */
export type AdapterName = keyof typeof ADAPTERS;
