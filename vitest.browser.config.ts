import { suite } from "./vitest.suite.js";

// One browser at a time: how long a page takes to load is told, and several would share the processor.
export default suite("browser", { testTimeout: 600_000, fileParallelism: false });
