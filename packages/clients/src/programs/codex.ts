import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { ClientProgram, ServerStart } from "@dgs/core";
import { readWords, wordsOf } from "../server-words.js";
import { editToml, hasTomlEntry, type TomlShape } from "../toml/edit-toml.js";
import { isTable } from "../toml/parse-toml.js";

/** Lets the tools of one server run without a question. Without it `codex exec`, which cannot ask, refuses each tool that may change something. */
const APPROVAL = { default_tools_approval_mode: "approve" };

const shape: TomlShape = {
  container: "mcp_servers",
  toEntry(start) {
    const [command = "", ...args] = wordsOf(start);
    return { command, args, ...(start.approvesTools ? APPROVAL : {}) };
  },
  readEntry(value) {
    if (!isTable(value) || !Array.isArray(value["args"])) return undefined;
    const said = readWords([value["command"], ...(value["args"] as readonly unknown[])]);
    if (said === undefined) return undefined;
    const start: ServerStart = { ...said, approvesTools: "default_tools_approval_mode" in value };
    return isDeepStrictEqual(shape.toEntry(start), { ...value }) ? start : undefined;
  },
};

/** Codex. Its settings are TOML, in the folder that CODEX_HOME names or in the home. */
export const codex: ClientProgram = {
  name: "codex",
  title: "Codex",
  takesApproval: true,
  files: (scope, { folder, home, env }) => [join(scope === "project" ? join(folder, ".codex") : env["CODEX_HOME"] || join(home, ".codex"), "config.toml")],
  hasEntry: (text) => hasTomlEntry(text, shape),
  edit: (text, wish) => editToml(text, wish, shape),
  notes: (scope, { approvesTools }) => [
    ...(scope === "project" ? ["Codex reads .codex/config.toml only in a folder that it was told to trust."] : []),
    approvesTools
      ? "Codex runs every tool of DGS without a question, also those that change something."
      : "`codex exec` refuses those tools of DGS that change something, because it cannot ask; --approve-tools allows them.",
  ],
};
