import { suite } from "./vitest.suite.js";

export default suite("slow", { testTimeout: 600_000 });
