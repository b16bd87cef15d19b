// `npm run browser`: says which Chromium the browser tests and the pictures use. `--system` lets root install one with what it needs to write text.

import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { BROWSER_VARIABLE, findChromium } from "./browser/find.mjs";

const PACKAGES = ["chromium", "fonts-dejavu-core"];
const { values } = parseArgs({ options: { system: { type: "boolean" } } });

process.exitCode = main();

function main() {
  const found = findChromium();
  if (found !== undefined) return tell(found);
  const obstacle = process.env[BROWSER_VARIABLE] ? `${BROWSER_VARIABLE} names ${process.env[BROWSER_VARIABLE]}, which is not there.` : values.system !== true ? "" : install();
  const installed = obstacle === "" ? findChromium() : undefined;
  if (installed !== undefined) return tell(installed);
  console.error(`There is no Chromium here.${obstacle === "" ? "" : `\n${obstacle}`}\nOn Debian: apt-get install --no-install-recommends ${PACKAGES.join(" ")} (as root, \`npm run browser -- --system\` does that)\nElsewhere: install Chromium, Chrome or Edge; ${BROWSER_VARIABLE} names one that is somewhere else.`);
  return 1;
}

/** Installs it with the packages of the system; returns what was wrong, "" for nothing. */
function install() {
  if (process.getuid?.() !== 0) return "Only root installs packages of the system.";
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", ...PACKAGES]]) {
    console.log(`apt-get ${args.join(" ")}`);
    const { status, stdout, stderr, error } = spawnSync("apt-get", args, { env, encoding: "utf8", timeout: 900_000 });
    if (error !== undefined || status !== 0) return `apt-get ${args[0]}: ${error?.message ?? `exit code ${String(status)}`}\n${`${stdout ?? ""}${stderr ?? ""}`.trimEnd().split("\n").slice(-20).join("\n")}`;
  }
  return "";
}

function tell(file) {
  const { stdout } = spawnSync(file, ["--version"], { encoding: "utf8" });
  console.log(`${(stdout ?? "").trim() || "A Chromium"}: ${file}`);
  return 0;
}
