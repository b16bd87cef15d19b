// Every export of @dgs/mcp-server by name.

export { createServerFactory, type ServerOptions } from "./create-server.js";
export { operationNames } from "./operations/operations.js";
export type { OpenProduct, ProductOptions } from "./product.js";
export { createProductRegistry } from "./product-registry.js";
export { answerWithRefusal, answerWithReport } from "./registry/answers.js";
export type { ClientAbility, ClientCall, LogLevel, Needing, Progress } from "./registry/client-call.js";
export type { Complete, PromptSpec, Registry, ResourceSpec, TemplateSpec } from "./registry/registry.js";
export { type Answered, type AnyTool, type Asking, type Confirmation, defineTool, type ToolAnnotations, type ToolAnswer, type ToolCall, type ToolSpec } from "./registry/tool-spec.js";
export { type HttpOptions, type HttpServer, serveHttp } from "./serve-http.js";
export { serveProduct, type ServeWish, type Serving, TOKEN_VARIABLE } from "./serve-product.js";
export { serveStdio } from "./serve-stdio.js";
