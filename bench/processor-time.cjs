// Loaded into a program before its own code (`node --require`): says at the end, on file 3, how long its main thread had a processor, in nanoseconds.
// Where other work is going on that is the number to look at: the clock on the wall counts the waiting for a processor too. Linux only.

const { readFileSync, writeSync } = require("node:fs");

process.on("exit", () => {
  writeSync(3, readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[0]);
});
