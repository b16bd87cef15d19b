import type { CommandSpec } from "../command-spec.js";
import { SHELLS } from "../completion/shells.js";

/** `dgs completion` */
export const completionSpec: CommandSpec = {
  name: "completion",
  summary: "print the script that lets a shell complete the words of dgs",
  details: [
    "Completes commands, options and their values, and what the product has: versions, phases, plans, quicks, worktrees, kept work. What is offered is read when Tab is pressed, from the names of files, in the product that --root, --project or DGS_ROOT name or that the working folder is in.",
    "Put the script where your shell looks, as the examples do, or into its start file: `source <(dgs completion bash)` or the same for zsh, behind compinit; `dgs completion fish | source`. The script asks the dgs that is on PATH, and stays as it is when dgs gets newer.",
  ],
  operands: [{ name: "shell", isRequired: true, values: SHELLS }],
  options: [],
  examples: [
    { line: "dgs completion bash > ~/.local/share/bash-completion/completions/dgs", says: "bash, with the package bash-completion" },
    { line: "dgs completion zsh > ~/.zfunc/_dgs", says: "zsh, with `fpath+=~/.zfunc` before compinit in ~/.zshrc" },
    { line: "dgs completion fish > ~/.config/fish/completions/dgs.fish", says: "fish" },
    { line: "dgs completion powershell >> $PROFILE", says: "PowerShell" },
  ],
  load: async () => (await import("../commands/completion.js")).runCompletion,
};
