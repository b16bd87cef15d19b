// Every export of @dgs/page by name.

export { renderPage } from "./render-page.js";
