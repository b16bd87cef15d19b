import type { CommandSpec } from "../command-spec.js";
import { YES } from "./shared.js";

/** `dgs install` */
export const installSpec: CommandSpec = {
  name: "install",
  summary: "let a client program use DGS: write its configuration, or take that away again",
  details: [
    "Writes an entry `dgs` into the configuration of a client program, so that it starts DGS's MCP server (`dgs mcp`). It shows the file and the lines, and asks. Nothing else in the file is changed by a single byte.",
    "With --scope project, which holds unless told, it is the file in the folder that holds the planning folder: who works there gets it with the repository, and no path of this machine stands in it. With --scope user it is the file in your home, for wherever you start the client, and the entry names this product.",
    "--remove takes the entry away, and what was made for it: the file is as it was before. An entry `dgs` that DGS did not write like that is refused unless --replace is given.",
    "Where nobody can be asked (no terminal, or --json) --yes is needed.",
  ],
  operands: [{ name: "client", isRequired: true, values: ["claude", "codex", "gemini", "vscode", "cursor", "opencode", "copilot"] }],
  options: [
    { name: "scope", value: "scope", values: ["project", "user"], summary: "whose configuration it is: that of this folder, or yours everywhere" },
    { name: "remove", summary: "take the entry away" },
    { name: "replace", summary: "also where the entry is not as DGS writes it, or is of another product" },
    { name: "approve-tools", summary: "codex: let the tools of DGS run without a question; `codex exec` refuses others than those that only read" },
    { name: "command", value: "how", values: ["name", "path"], summary: "how the entry names DGS: `dgs` on PATH, or where this program lies" },
    { name: "dry-run", summary: "show what would change, and write nothing" },
    YES,
  ],
  examples: [
    { line: "dgs install claude", says: "let Claude Code use DGS in this folder" },
    { line: "dgs install codex --scope user --approve-tools", says: "let Codex use this product everywhere, unattended, too" },
    { line: "dgs install claude --remove", says: "take that away again" },
  ],
  load: async () => (await import("../commands/install.js")).runInstall,
};
