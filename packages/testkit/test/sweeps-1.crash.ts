import { declareSweeps } from "../src/crash/declare-sweeps.js";

declareSweeps(0);
