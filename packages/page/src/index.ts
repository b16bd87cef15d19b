// Every export of @dgs/page by name.

export { renderPage } from "./render-page.js";
export { serveReport, type ServedReport, type ServeOptions } from "./serve/serve-report.js";
