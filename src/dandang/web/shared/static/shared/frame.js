// The frame's few movements: "/" to the search box, menus that close, long tables, remembered columns.
(() => {
  "use strict";

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const box = document.getElementById("dd-search");
      if (box) { event.preventDefault(); box.focus(); box.select(); }
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

  const wraps = (root) => {
    for (const wrap of root.querySelectorAll(".dd-table-wrap")) {
      wrap.addEventListener("scroll", () => {
        wrap.classList.toggle("dd-scrolled", wrap.scrollLeft > 2);
      }, { passive: true });
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

  const begin = (root) => { wraps(root); columns(root); };
  begin(document);
  document.addEventListener("htmx:load", (event) => begin(event.target));
})();
