import { programConfig } from "../../scripts/bundle/program-config.js";

export default programConfig("DGS_MCP_OUT");
