import { existsSync } from "node:fs";
import path from "node:path";
import { runAgentTests } from "../agents/run-tests.mjs";
import { build } from "./build.mjs";
import { runChecks } from "./checks.mjs";
import { runLoud } from "./child.mjs";
import { closeWithCounts } from "./counts.mjs";
import { install } from "./install.mjs";
import { root } from "./places.mjs";
import { runTests } from "./tests.mjs";

const node = (script, args) => {
  if (!existsSync(path.join(root, script))) {
    console.error(`${script} is missing from this checkout.`);
    return 1;
  }
  return runLoud(process.execPath, [script, ...args]);
};

/** Each task: which packages it needs built (`all`, or names), whether it ends with a line of counts, what it does, and one line about it. */
const tasks = {
  test: { builds: "all", counts: true, run: (args) => runTests("vitest.config.ts", args), about: "build, then run every test" },
  "test:slow": { builds: "all", counts: true, run: (args) => runTests("vitest.slow.config.ts", args), about: "build, then run the tests that take long (*.slow.ts)" },
  "test:crash": { builds: "all", counts: true, run: (args) => runTests("vitest.crash.config.ts", args), about: "build, then run the crash sweeps (*.crash.ts)" },
  "test:agents": { builds: "all", counts: true, run: runAgentTests, about: "build, install the pinned agent programs outside the checkout, then drive them by their adapters (*.agents.ts)" },
  "test:browser": { builds: "all", counts: true, run: (args) => runTests("vitest.browser.config.ts", args), about: "build, then look at the report and dgs ui in a real Chromium (*.browser.ts)" },
  check: { builds: "all", counts: true, run: runChecks, about: "lint, types, boundaries, dead code, packages, API reports, pack test; name some to run only those" },
  demo: { builds: ["@dgs/cli"], run: (args) => node("scripts/demo.mjs", args), about: "make a sample product and run its job; --from-roadmap: with nothing planned" },
  bench: { builds: ["@dgs/cli"], run: (args) => node("bench/run.mjs", args), about: "measure" },
  nodegit: { builds: [], run: (args) => node("scripts/nodegit.mjs", args), about: "build nodegit outside the checkout, for `git.engine: nodegit`" },
  agents: { builds: [], run: (args) => node("scripts/agents.mjs", args), about: "install the agent programs that test:agents drives, outside the checkout" },
  pictures: { builds: ["@dgs/cli"], run: (args) => node("scripts/pictures.mjs", args), about: "take the pictures of the documents anew, from the demo (docs/pictures)" },
  browser: { builds: [], run: (args) => node("scripts/browser.mjs", args), about: "say which Chromium test:browser uses; --system: install one as root" },
  build: { builds: "all", run: () => 0, about: "build every package" },
  pins: {
    builds: [],
    run: () => runLoud(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "test/exports.test.ts"], { env: { UPDATE_PINS: "1" } }),
    about: "write the pinned lists of exports anew (test/exports/*.txt)",
  },
  reference: {
    builds: [],
    run: () => runLoud(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "test/reference.test.ts", "test/man-page.test.ts"], { env: { UPDATE_REFERENCE: "1" } }),
    about: "write the pages of docs/reference and the man page, which are made from the code",
  },
  "docs:site": { builds: [], run: (args) => node("scripts/site.mjs", args), about: "build the site of the documents into site/" },
  release: { builds: [], run: (args) => node("scripts/release.mjs", args), about: "plan | version | publish | repository <owner>/<name>: docs/releasing.md" },
  api: { builds: "all", run: () => node("scripts/api.mjs", ["--update"]), about: "write the API reports anew (packages/*/etc/*.api.md)" },
};

/** Installs and builds what a task needs, runs it, and returns the exit code. */
export async function runTask(name, args) {
  const task = Object.hasOwn(tasks, name ?? "") ? tasks[name] : undefined;
  if (task === undefined) {
    const list = Object.entries(tasks).map(([task, { about }]) => `  ${task.padEnd(12)} ${about}`);
    console.error([`usage: node scripts/workspace.mjs <task> [arguments]`, ...list].join("\n"));
    return 2;
  }
  const prepared = await prepare(task);
  if (prepared === 0) return await task.run(args);
  return task.counts === true ? closeWithCounts({ passed: 0, failed: 1 }) : prepared;
}

async function prepare({ builds }) {
  const installed = await install();
  if (installed !== 0 || builds.length === 0) return installed;
  const built = await build(builds === "all" ? [] : builds);
  if (built !== 0) console.error("The build failed: the lines above say where.");
  return built;
}
