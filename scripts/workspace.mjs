// The one door to the repository's tasks: `node scripts/workspace.mjs <task>`.
// Needs nothing but Node and git on a fresh machine; it installs and builds what the task needs first.

const oldest = [20, 19];
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  console.error(`DGS needs Node ${oldest.join(".")} or newer; this is ${process.versions.node}. Install a newer Node and run the command again.`);
  process.exit(2);
}

// Loaded only now: these files may use what an old Node does not know.
const { runTask } = await import("./workspace/tasks.mjs");
process.exitCode = await runTask(process.argv[2], process.argv.slice(3));
