"use strict";
// Filters over the points, the evidence unfolded on request, and evidence opened for a point that a link leads to.
(function () {
  const form = document.getElementById("filters");
  const points = Array.from(document.querySelectorAll(".point"));
  const found = document.getElementById("found");
  const unfold = document.getElementById("unfold");
  if (!form) return;

  function chosen() {
    const data = new FormData(form);
    return {
      region: data.get("region"),
      roles: data.getAll("role"),
      topic: data.get("topic"),
      confidence: Number(data.get("confidence")),
      words: data.get("words").trim().split(/\s+/).filter(Boolean),
    };
  }

  function inRegion(region, value) {
    if (!value) return true;
    return value.startsWith("p:") ? region.dataset.province === value.slice(2) : region.dataset.region === value.slice(2);
  }

  function fits(point, want) {
    return want.roles.includes(point.dataset.role)
      && (!want.topic || point.dataset.topics.split("|").includes(want.topic))
      && Number(point.dataset.confidence) >= want.confidence
      && want.words.every((word) => point.textContent.includes(word))
      && inRegion(point.closest(".region"), want.region);
  }

  function hideEmpty(want) {
    const whole = want.roles.length === 3 && !want.topic && !want.confidence && !want.words.length;
    for (const heading of document.querySelectorAll(".region h5")) {
      let next = heading.nextElementSibling, shown = false;
      for (; next && next.matches(".point"); next = next.nextElementSibling) shown = shown || !next.hidden;
      heading.hidden = !shown;
    }
    for (const region of document.querySelectorAll(".region")) {
      region.hidden = !inRegion(region, want.region) || (!whole && !region.querySelector(".point:not([hidden])"));
      for (const line of region.querySelectorAll(".silent, .elsewhere")) line.hidden = !whole;
    }
    for (const province of document.querySelectorAll(".province")) {
      province.hidden = !province.querySelector(".region:not([hidden])");
    }
  }

  function apply() {
    const want = chosen();
    let count = 0;
    for (const point of points) {
      point.hidden = !fits(point, want);
      if (!point.hidden) count += 1;
    }
    hideEmpty(want);
    found.textContent = "共" + points.length + "条，显示" + count + "条";
    document.getElementById("nothing").hidden = count > 0;
  }

  function openAll(open) {
    for (const details of document.querySelectorAll(".point details")) details.open = open;
    unfold.setAttribute("aria-pressed", String(open));
    unfold.textContent = open ? "收起全部依据" : "展开全部依据";
  }

  function openTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.matches(".point")) return;
    if (target.hidden) { form.reset(); apply(); }
    target.querySelector("details").open = true;
    target.scrollIntoView();
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  unfold.addEventListener("click", () => openAll(unfold.getAttribute("aria-pressed") !== "true"));
  window.addEventListener("hashchange", openTarget);
  apply();
  openTarget();
})();
