import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { checkChangesets } from "../releases/check-changesets.mjs";
import { runQuiet } from "./child.mjs";
import { closeWithCounts } from "./counts.mjs";
import { tryTarballs } from "./pack-test.mjs";
import { packAll } from "./pack.mjs";
import { installedProgram } from "./places.mjs";

/** How many checks run at the same time. */
const lanes = 2;

/** Every check by name, the slowest first; each resolves to what is wrong, as text: "" is a pass. */
function checksOver(folder) {
  let packed;
  const tarballs = () => (packed ??= packAll(path.join(folder, "tarballs")));
  const perTarball = (program, pick) => async () => {
    const { tarballs: all, failure } = await tarballs();
    if (failure !== undefined) return failure;
    let wrong = "";
    for (const tarball of all.filter(pick ?? (() => true))) {
      wrong += await outputOfFailure(...program(tarball.file));
    }
    return wrong;
  };
  return {
    lint: () => outputOfFailure("eslint", ["."]),
    types: async () => (await outputOfFailure(["typescript", "tsc"], ["-p", "tsconfig.test.json"])) + (await outputOfFailure(["typescript", "tsc"], ["-p", "packages/core", "--noEmit"])),
    "api reports": async () => outputOf(await runQuiet(process.execPath, ["scripts/api.mjs"])),
    boundaries: async () => {
      const { output } = await runQuiet(process.execPath, [installedProgram("dependency-cruiser", "depcruise"), "packages", "apps", "--config", ".dependency-cruiser.cjs"]);
      // Its exit code is the number of violations, which the system cuts to 8 bits: 256 of them would look like none.
      return output.includes("no dependency violations found") ? "" : output;
    },
    // Fails on a link that leads nowhere, and on a page that would fetch something from elsewhere.
    "docs site": async () => outputOf(await runQuiet(process.execPath, ["scripts/site.mjs"])),
    "unused code": () => outputOfFailure("knip", ["--no-config-hints"]),
    publint: perTarball((file) => ["publint", ["run", file, "--strict"]]),
    "types of packages": perTarball(
      (file) => [["@arethetypeswrong/cli", "attw"], [file, "--profile", "esm-only", "--no-definitely-typed", "--no-color"]],
      ({ manifest }) => manifest.exports?.["."] !== undefined,
    ),
    "pack test": async () => {
      const { tarballs: all, failure } = await tarballs();
      return failure ?? (await tryTarballs(all, path.join(folder, "empty folder"), note)).join("\n");
    },
    changesets: async () => (await checkChangesets(path.join(folder, "release"), note)).join("\n"),
  };
}

/** What a check has to say although nothing is wrong. */
function note(line) {
  console.log(`       ${line}`);
}

async function outputOfFailure(program, args) {
  const [packageName, bin] = Array.isArray(program) ? program : [program, program];
  return outputOf(await runQuiet(process.execPath, [installedProgram(packageName, bin), ...args]));
}

function outputOf({ code, output }) {
  return code === 0 ? "" : output.trim() === "" ? `ended with exit code ${code} and said nothing` : output;
}

/** Runs the checks named, or all of them; prints one line for each, what is wrong with it, and the closing line. */
export async function runChecks(names) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dgs-checks-"));
  try {
    const checks = checksOver(folder);
    const unknown = names.filter((name) => !Object.hasOwn(checks, name));
    if (unknown.length > 0) {
      console.error(`no check is called ${unknown.join(", ")}; there are: ${Object.keys(checks).join(", ")}`);
      return 2;
    }
    const waiting = Object.entries(checks).filter(([name]) => names.length === 0 || names.includes(name));
    const counts = { passed: 0, failed: 0 };
    const lane = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        (await passes(...next)) ? (counts.passed += 1) : (counts.failed += 1);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return closeWithCounts(counts);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function passes(name, check) {
  const started = Date.now();
  // A check that breaks has not passed.
  const wrong = await check().catch((error) => String(error?.stack ?? error));
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${wrong === "" ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
  if (wrong !== "") console.log(wrong.trimEnd().replace(/^/gm, "    "));
  return wrong === "";
}
