// On a narrow screen: one person at a time. Without this script the page is one long form.
(() => {
  const people = [...document.querySelectorAll(".person")];
  const narrow = matchMedia("(max-width: 759px)");
  const at = (id) => document.getElementById(id);
  const [back, forth, finish] = [at("back"), at("forth"), at("finish")];
  let shown = 0;

  function draw() {
    const single = narrow.matches && people.length > 1;
    const last = shown === people.length - 1;
    people.forEach((person, place) => { person.hidden = single && place !== shown; });
    back.hidden = !single || shown === 0;
    forth.hidden = !single || last;
    finish.hidden = single && !last;
    at("progress").hidden = !single;
    at("at").textContent = shown + 1;
    at("bar").value = shown + 1;
    document.body.classList.toggle("later", single && shown > 0);
  }

  function go(step) {
    shown = Math.min(people.length - 1, Math.max(0, shown + step));
    draw();
    scrollTo(0, 0);
    people[shown].querySelector("h2").focus({ preventScroll: true });
  }

  back.addEventListener("click", () => go(-1));
  forth.addEventListener("click", () => go(1));
  narrow.addEventListener("change", draw);
  draw();
})();
