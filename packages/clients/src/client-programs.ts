import type { ClientProgram } from "@dgs/core";
import { claude } from "./programs/claude.js";
import { codex } from "./programs/codex.js";
import { copilot } from "./programs/copilot.js";
import { cursor } from "./programs/cursor.js";
import { gemini } from "./programs/gemini.js";
import { opencode } from "./programs/opencode.js";
import { vscode } from "./programs/vscode.js";

/** Every client program whose configuration DGS writes. */
export const CLIENT_PROGRAMS: readonly ClientProgram[] = [claude, codex, gemini, vscode, cursor, opencode, copilot];
