// The frame's few movements: "/" to the search box, arrows from person to person, menus, long
// tables, remembered columns and views, chosen rows, Chinese words on an English page.
(() => {
  "use strict";

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const box = document.getElementById("dd-search");
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    }
    // One person after another in a meeting; arrows inside a field or a long table stay there.
    const way = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
    if (way && !typing && !event.target.closest(".dd-table-wrap") && !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey) {
      const link = document.querySelector(`[data-arrows] a[rel="${way}"]`);
      if (link) { event.preventDefault(); link.click(); }
    }
    if (event.key === "Escape") {
      for (const menu of document.querySelectorAll("details.dd-menu[open]")) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
  });

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.dd-menu[open]")) {
      if (!menu.contains(event.target)) { menu.open = false; }
    }
    const printing = event.target.closest("[data-print]");
    if (printing) { window.print(); }
  });

  // A second press of a button that has already sent its form would do the act twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("data-again")) { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    form.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      form.removeAttribute("aria-busy");
    }
  });

  // A form whose select or box says data-send goes off at the change, without a button.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-send]")) { event.target.form.requestSubmit(); }
  });

  // Every sheet says whose it is and what it is: the county and the day left, the title right.
  const printed = document.querySelector(".dd-printed");
  if (printed) {
    const said = [[...printed.children].map((each) => each.textContent).join("　"), document.querySelector("h1")?.firstChild.textContent.trim() || ""];
    ["--printed-left", "--printed-right"].forEach((name, at) => { document.documentElement.style.setProperty(name, JSON.stringify(said[at])); });
    document.documentElement.classList.toggle("dd-sheets", "CSSMarginRule" in window);
  }

  const wraps = (root) => {
    for (const wrap of root.querySelectorAll(".dd-table-wrap, .dd-career, .dd-call")) {
      wrap.addEventListener("scroll", () => {
        wrap.classList.toggle("dd-scrolled", wrap.scrollLeft > 2);
      }, { passive: true });
      if (!wrap.hasAttribute("tabindex") && (wrap.scrollWidth > wrap.clientWidth || wrap.scrollHeight > wrap.clientHeight)) { wrap.tabIndex = 0; }
    }
  };

  // Filters kept by name: in this browser, apart for every account, without the words searched for.
  const views = (root) => {
    for (const menu of root.querySelectorAll("[data-views-of]")) {
      const key = `views.${menu.dataset.account}.${menu.dataset.viewsOf}`;
      const list = menu.querySelector("ul"), name = menu.querySelector("input");
      const kept = JSON.parse(localStorage.getItem(key) || "{}");
      const show = () => {
        list.replaceChildren(...Object.entries(kept).map(([title, query]) => {
          const line = document.createElement("li"), link = document.createElement("a"), drop = document.createElement("button");
          link.href = `?${query}`;
          link.textContent = title;
          drop.type = "button";
          drop.textContent = menu.dataset.remove;
          drop.setAttribute("aria-label", `${menu.dataset.remove} ${title}`);
          drop.addEventListener("click", (event) => { event.stopPropagation(); delete kept[title]; keep(); menu.querySelector("summary").focus(); });
          line.append(link, drop);
          return line;
        }));
      };
      const keep = () => { localStorage.setItem(key, JSON.stringify(kept)); show(); };
      const add = () => {
        const query = new URLSearchParams(location.search);
        for (const word of ["q", "page"]) { query.delete(word); }
        if (name.value.trim()) { kept[name.value.trim()] = query.toString(); name.value = ""; keep(); list.querySelector("li:last-child a").focus(); }
      };
      menu.querySelector(".btn").addEventListener("click", add);
      name.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); add(); } });
      show();
    }
  };

  // How many rows are chosen; the button works when there is one.
  const selections = (root) => {
    for (const form of root.querySelectorAll("form[data-selection]")) {
      const words = form.querySelector("[data-words]");
      const show = () => {
        const count = [...form.elements].filter((each) => each.checked).length;
        words.textContent = words.dataset.words.replace("{n}", count);
        form.querySelector("button").disabled = count === 0;
      };
      document.addEventListener("change", (event) => { if (event.target.form === form) { show(); } });
      show();
    }
  };

  // Which columns of a table with data-columns are shown is remembered in this browser.
  const columns = (root) => {
    for (const table of root.querySelectorAll("table[data-columns]")) {
      const place = document.querySelector(`[data-columns-of="${table.dataset.columns}"]`);
      const heads = [...table.querySelectorAll("thead th")];
      if (!place || place.dataset.ready) { continue; }
      place.dataset.ready = "1";
      const key = `columns.${table.dataset.columns}`;
      const away = new Set(JSON.parse(localStorage.getItem(key) || "[]"));
      const show = () => {
        heads.forEach((head, at) => {
          const hide = away.has(head.textContent.trim());
          for (const row of table.rows) { if (row.cells[at]) { row.cells[at].hidden = hide; } }
        });
        localStorage.setItem(key, JSON.stringify([...away]));
      };
      heads.slice(1).forEach((head) => {
        const name = head.textContent.trim();
        if (!name) { return; }
        const label = document.createElement("label");
        const box = document.createElement("input");
        box.type = "checkbox";
        box.className = "form-check-input";
        box.checked = !away.has(name);
        box.addEventListener("change", () => { away[box.checked ? "delete" : "add"](name); show(); });
        label.className = "dd-choice";
        label.append(box, name);
        place.append(label);
      });
      show();
    }
  };

  // Names, posts and reasons stay Chinese on an English page: a screen reader is told so.
  const chinese = /[\u2e80-\u9fff\uf900-\ufaff][\u2e80-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef“”0-9]*/;
  const tongues = (root) => {
    if (document.documentElement.lang !== "en") { return; }
    const texts = document.createTreeWalker(root.body || root, NodeFilter.SHOW_TEXT), found = [];
    while (texts.nextNode()) {
      if (chinese.test(texts.currentNode.data) && !texts.currentNode.parentElement.closest("[lang]:not(html), script, textarea")) { found.push(texts.currentNode); }
    }
    for (let text of found) {
      const within = text.parentElement;
      if (within.tagName === "OPTION" || chinese.exec(text.data)[0] === within.textContent.trim()) { within.lang = "zh-Hans"; continue; }
      for (let match = chinese.exec(text.data); match; match = chinese.exec(text.data)) {
        const part = text.splitText(match.index), span = document.createElement("span");
        text = part.splitText(match[0].length);
        span.lang = "zh-Hans";
        part.replaceWith(span);
        span.append(part);
      }
    }
  };

  const begin = (root) => { tongues(root); wraps(root); columns(root); views(root); selections(root); };
  begin(document);
  // A refused form is read out from its first line.
  document.querySelector("[data-errors]")?.focus();
  document.addEventListener("htmx:load", (event) => begin(event.target));
})();
