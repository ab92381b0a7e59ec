// The code stands in the fragment, which no browser sends. Post it and wipe it from the history.
(() => {
  function enter() {
    const code = decodeURIComponent(location.hash.slice(1));
    if (!code) return;
    history.replaceState(null, "", location.pathname + location.search);
    const form = document.getElementById("code-form");
    form.elements.code.value = code;
    form.hidden = true;
    document.getElementById("wait").hidden = false;
    form.submit();
  }
  // Another slip scanned in the same window changes the fragment only.
  addEventListener("hashchange", enter);
  enter();
})();
