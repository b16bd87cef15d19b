import type { CommandSpec } from "../command-spec.js";
import { YES } from "./shared.js";

/** `dgs settings` */
export const settingsSpec: CommandSpec = {
  name: "settings",
  summary: "show the settings that hold, set the model profile, or try the notifications",
  details: [
    "show shows the model profile, the tier and the model of each role, the agent adapter, what agents may do and their limits, each with where it comes from. This is also what happens when no word is given. --json has every key.",
    "set-profile writes model_profile into the configuration and changes no other byte of it. It shows what would change, and asks. Without a configuration file it makes one.",
    "test-notification sends a notification by all ways that notify.* of the configuration asks for, and says what became of each; exit code 3 where one failed.",
    "Where nobody can be asked (no terminal, or --json) --yes is needed.",
  ],
  operands: [
    { name: "action", isRequired: false, values: ["show", "set-profile", "test-notification"] },
    { name: "profile", isRequired: false, completes: "profile", behind: ["set-profile"] },
  ],
  options: [{ name: "dry-run", summary: "set-profile: show what would change, and write nothing" }, YES],
  examples: [
    { line: "dgs settings", says: "show what holds, and where it comes from" },
    { line: "dgs settings set-profile budget", says: "work with cheaper models" },
    { line: "dgs settings test-notification", says: "see whether notifications arrive" },
  ],
  load: async () => (await import("../commands/settings.js")).runSettings,
};
