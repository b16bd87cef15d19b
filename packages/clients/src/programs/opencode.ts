import { isDeepStrictEqual } from "node:util";
import { join } from "node:path";
import type { ServerStart } from "@dgs/core";
import type { EntryValue } from "../json/layout.js";
import { readWords, wordsOf } from "../server-words.js";
import { createJsonClient } from "./json-client.js";

const toEntry = (start: ServerStart): EntryValue => ({ type: "local", command: wordsOf(start) });

/** OpenCode. Program and arguments are one list, and comments are allowed in a file of either ending. */
export const opencode = createJsonClient({
  name: "opencode",
  title: "OpenCode",
  container: "mcp",
  variable: /\{(?:env|file):/,
  files(scope, { folder, home, env }) {
    const at = scope === "project" ? folder : join(env["XDG_CONFIG_HOME"] || join(home, ".config"), "opencode");
    return ["opencode.json", "opencode.jsonc"].map((name) => join(at, name));
  },
  shape: () => ({
    toEntry,
    readEntry(value) {
      if (typeof value !== "object" || value === null || !("command" in value) || !Array.isArray(value.command)) return undefined;
      const said = readWords(value.command as readonly unknown[]);
      if (said === undefined) return undefined;
      const start = { ...said, approvesTools: false };
      return isDeepStrictEqual(toEntry(start), value) ? start : undefined;
    },
  }),
  notes: () => [],
});
