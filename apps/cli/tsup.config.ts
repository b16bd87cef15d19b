import { programConfig } from "../../scripts/bundle/program-config.js";

export default programConfig("DGS_CLI_OUT");
