import { suite } from "./vitest.suite.js";

export default suite("crash", { testTimeout: 600_000 });
