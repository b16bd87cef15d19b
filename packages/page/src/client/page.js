// What the page can do besides being read. Without it everything is there; nothing here makes HTML out of texts.
(() => {
  "use strict";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const root = document.documentElement;

  // The theme: as the system has it, until the button is pressed.
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  const nameTheme = () => {
    const button = document.getElementById("theme");
    if (button) button.textContent = isDark() ? "Light theme" : "Dark theme";
  };

  // The timeline: the arrow keys go from bar to bar, up and down from row to row.
  const middle = (bar) => { const box = bar.getBoundingClientRect(); return box.left + box.width / 2; };
  const step = (bar, key) => {
    const rows = all(".gantt .row").map((row) => all(".bar", row)).filter((row) => row.length > 0 && row[0].closest("details")?.open !== false);
    const at = rows.findIndex((row) => row.includes(bar));
    const within = rows[at] ?? [];
    const nearest = (row) => row && [...row].sort((a, b) => Math.abs(middle(a) - middle(bar)) - Math.abs(middle(b) - middle(bar)))[0];
    if (key === "ArrowRight") return within[within.indexOf(bar) + 1];
    if (key === "ArrowLeft") return within[within.indexOf(bar) - 1];
    if (key === "ArrowDown") return nearest(rows[at + 1]);
    if (key === "ArrowUp") return nearest(rows[at - 1]);
    if (key === "Home") return within[0];
    return key === "End" ? within.at(-1) : undefined;
  };
  const enter = (bar) => {
    for (const other of all(".gantt .bar[tabindex='0']")) other.setAttribute("tabindex", "-1");
    bar.setAttribute("tabindex", "0");
    bar.focus();
  };

  // What a bar says, beside it.
  const box = document.createElement("div");
  box.id = "tip-box";
  box.hidden = true;
  box.setAttribute("aria-hidden", "true");
  const showTip = (target) => {
    const time = target instanceof Element ? target.closest("time[datetime]") : null;
    if (time) time.title = new Date(time.dateTime).toLocaleString();
    const bar = target instanceof Element ? target.closest(".bar, .node") : null;
    box.hidden = bar === null;
    if (bar === null) return;
    box.textContent = bar.getAttribute("aria-label");
    const around = bar.getBoundingClientRect();
    const left = Math.max(8, Math.min(around.left, innerWidth - box.offsetWidth - 8));
    const below = around.bottom + 6;
    box.style.left = `${left}px`;
    box.style.top = `${below + box.offsetHeight > innerHeight ? Math.max(0, around.top - box.offsetHeight - 6) : below}px`;
  };

  let zoom = 1;
  const setZoom = (to) => {
    zoom = Math.min(16, Math.max(1, to));
    for (const wide of all(".wide")) wide.style.setProperty("--zoom", String(zoom));
    const told = document.getElementById("zoom-told");
    if (told) told.textContent = `${zoom} times`;
  };

  const filterEvents = () => {
    const input = document.getElementById("events-filter");
    if (!input) return;
    const wanted = input.value.trim().toLowerCase();
    let shown = 0;
    for (const block of all("#events .block")) {
      let here = 0;
      for (const row of all("tbody tr", block)) {
        row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
        if (!row.hidden) here += 1;
      }
      block.hidden = here === 0;
      if (wanted !== "" && here > 0) block.open = true;
      shown += here;
    }
    const told = document.querySelector("output[for='events-filter']");
    if (told) told.textContent = wanted === "" ? "" : `${shown} shown`;
  };

  const filterLanes = () => {
    const input = document.getElementById("lanes-filter");
    const wanted = input ? input.value.trim().toLowerCase() : "";
    for (const group of all(".gantt .lanes")) {
      const inName = group.querySelector("summary").textContent.toLowerCase().includes(wanted);
      let here = 0;
      for (const row of all(".row", group)) {
        row.hidden = wanted !== "" && !inName && !row.textContent.toLowerCase().includes(wanted) && !all(".bar", row).some((bar) => bar.getAttribute("aria-label").toLowerCase().includes(wanted));
        if (!row.hidden) here += 1;
      }
      group.hidden = here === 0;
      // What is found is not left behind a fold.
      if (wanted !== "" && here > 0) group.open = true;
    }
  };

  /** Whatever needs the script, into a page that has just come. */
  const equip = () => {
    for (const each of all(".only-script")) each.hidden = false;
    nameTheme();
    if (zoom !== 1) setZoom(zoom);
    if (document.getElementById("events-filter")?.value) filterEvents();
    if (document.getElementById("lanes-filter")?.value) filterLanes();
    if (!document.querySelector(".gantt .bar[tabindex='0']")) document.querySelector(".gantt .lanes[open] .bar")?.setAttribute("tabindex", "0");
    // A stop of the Tab key only where there is something to scroll to.
    // All are measured before one is changed: each change would have the page laid out anew for the next measurement.
    const scrolling = all(".scrolls").filter((each) => each.checkVisibility()).map((each) => [each, each.scrollWidth > each.clientWidth]);
    for (const [each, scrolls] of scrolling) if (scrolls) each.setAttribute("tabindex", "0"); else each.removeAttribute("tabindex");
    for (const code of all("code.command")) {
      if (code.nextElementSibling?.classList.contains("copy") || !navigator.clipboard) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = "Copy";
      button.setAttribute("aria-label", `Copy ${code.textContent}`);
      code.after(button);
    }
  };

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target.closest("button") : null;
    if (target?.id === "theme") {
      root.dataset.theme = isDark() ? "light" : "dark";
      nameTheme();
    } else if (target?.id === "zoom-in") setZoom(zoom * 2);
    else if (target?.id === "zoom-out") setZoom(zoom / 2);
    else if (target?.classList.contains("copy")) navigator.clipboard.writeText(target.previousElementSibling.textContent).then(() => { target.textContent = "Copied"; }, () => { target.textContent = "Not copied"; });
  });
  // What is opened only now has to be measured then.
  document.addEventListener("toggle", (event) => {
    for (const each of all(".scrolls", event.target)) if (each.scrollWidth <= each.clientWidth) each.removeAttribute("tabindex");
  }, true);
  document.addEventListener("input", (event) => {
    if (event.target.id === "events-filter") filterEvents();
    if (event.target.id === "lanes-filter") filterLanes();
  });
  document.addEventListener("keydown", (event) => {
    const bar = event.target instanceof Element ? event.target.closest(".gantt .bar") : null;
    if (event.key === "Escape") box.hidden = true;
    if (bar === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = step(bar, event.key);
    if (next === undefined) return;
    event.preventDefault();
    enter(next);
  });
  document.addEventListener("pointerover", (event) => { showTip(event.target); });
  document.addEventListener("focusin", (event) => { showTip(event.target); });
  document.addEventListener("focusout", () => { box.hidden = true; });
  // On paper everything is open.
  let closed = [];
  addEventListener("beforeprint", () => { closed = all("details:not([open]):not(.block):not(.more)"); for (const each of closed) each.open = true; });
  addEventListener("afterprint", () => { for (const each of closed) each.open = false; });

  // The live page: the same page again and again, of which only what has changed is put in; focus, scrolling and what is open stay.
  const keyOf = (node) => (node.nodeType === 1 ? node.id || node.getAttribute("data-key") : null);
  const isAlike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b);
  const isOurs = (node) => node.nodeType === 1 && node.classList.contains("copy");
  const KEPT = new Set(["open", "tabindex", "hidden", "title", "style"]);
  const become = (old, fresh) => {
    if (old.nodeType !== 1) {
      if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
      return;
    }
    if (old.id === "theme") return;
    for (const { name } of [...old.attributes]) if (!KEPT.has(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of [...fresh.attributes]) if (!KEPT.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
    let place = old.firstChild;
    for (const child of [...fresh.childNodes]) {
      while (place && isOurs(place)) place = place.nextSibling;
      let match = place;
      const key = keyOf(child);
      if (!match || !isAlike(match, child)) match = key ? [...old.childNodes].find((each) => isAlike(each, child)) : undefined;
      if (!match) {
        old.insertBefore(child, place);
        continue;
      }
      if (match === place) place = place.nextSibling;
      else old.insertBefore(match, place);
      become(match, child);
    }
    while (place) {
      const next = place.nextSibling;
      if (!isOurs(place)) place.remove();
      place = next;
    }
  };

  const live = document.getElementById("live");
  if (live) {
    // The token comes behind the #, which no server and no other page sees, and goes out of the address at once; this tab keeps it for its own reload.
    const given = /^#token=([\w-]+)$/.exec(location.hash)?.[1];
    if (given) {
      sessionStorage.setItem("token", given);
      history.replaceState(null, "", "/");
    }
    const token = sessionStorage.getItem("token") ?? "";
    const parser = new DOMParser();
    let tag = "";
    const say = (text) => { if (live.textContent !== text) live.textContent = text; };
    const look = async () => {
      try {
        const answer = await fetch("/page", { headers: { authorization: `Bearer ${token}`, ...(tag === "" ? {} : { "if-none-match": tag }) }, cache: "no-store" });
        if (answer.status === 200) {
          const fresh = parser.parseFromString(await answer.text(), "text/html");
          document.title = fresh.title;
          become(document.querySelector(".page"), fresh.querySelector(".page"));
          tag = answer.headers.get("etag") ?? "";
          equip();
          root.dataset.live = "on";
        }
        if (answer.status === 401) { say("This page needs the address that dgs ui printed, with its token."); return; }
        say(answer.ok || answer.status === 304 ? "Live: this page follows the files." : `${await answer.text()}`);
      } catch {
        root.dataset.live = "off";
        say("dgs ui is not running any more: this is what was known last.");
      }
      setTimeout(look, document.hidden ? 10000 : 1500);
    };
    void look();
  }

  document.body.append(box);
  equip();
})();
