// The agent programs that DGS's adapters are tried against: exactly these versions, as a program may say something else with each.

const target = `${process.platform}-${process.arch}`;
const triples = { "linux-x64": "x86_64-unknown-linux-musl", "linux-arm64": "aarch64-unknown-linux-musl", "darwin-x64": "x86_64-apple-darwin", "darwin-arm64": "aarch64-apple-darwin" };

/** Each program: the package that brings it, its version, and where in `node_modules` the program lies that is started (its native one, where a package has a launcher before it). `long`: about how many minutes its tests take, where they are driven only when asked for. */
export const PROGRAMS = [
  { name: "claude", package: `@anthropic-ai/claude-code-${target}`, version: "2.1.329", file: `@anthropic-ai/claude-code-${target}/claude` },
  { name: "codex", package: "@openai/codex", version: "0.169.0", file: `@openai/codex-${target}/vendor/${triples[target] ?? target}/bin/codex` },
  { name: "gemini", package: "@google/gemini-cli", version: "0.61.0", file: "@google/gemini-cli/bundle/gemini.js" },
  { name: "opencode", package: `opencode-${target}`, version: "1.18.33", file: `opencode-${target}/bin/opencode`, long: 10 },
  { name: "copilot", package: "@github/copilot", version: "1.0.102", file: `@github/copilot-${target}/copilot` },
];

/** The variable that asks for the programs whose tests take long. */
export const LONG_VARIABLE = "DGS_AGENTS_LONG";

/** Whether these are asked for. */
export function runsLong(env = process.env) {
  return env[LONG_VARIABLE] === "1";
}
