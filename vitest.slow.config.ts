import { suite } from "./vitest.suite.js";

export default suite("slow", { testTimeout: 1_200_000 });
