import { suite } from "./vitest.suite.js";

// One program at a time: each has hundreds of megabytes, and a run on a crowded machine says nothing of the program.
export default suite("agents", { testTimeout: 600_000, fileParallelism: false });
