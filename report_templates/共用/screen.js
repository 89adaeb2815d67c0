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

  // The paragraph a point rests on, by the link that leads to it; each stands once in the page.
  function paragraphOf(origin) {
    return document.getElementById(origin.querySelector("a").hash.slice(1));
  }

  function element(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  function titleOf(paragraph) {
    let before = paragraph;
    while (before && before.tagName !== "H3") before = before.previousElementSibling;
    return before ? before.textContent : "";
  }

  // Unfolds the evidence: the paragraph with the quote marked. Offsets count characters, not UTF-16 units.
  function show(details) {
    for (const origin of details.querySelectorAll(".origin")) {
      const paragraph = paragraphOf(origin);
      if (!paragraph) continue; // an office's own page without the paragraphs
      const text = Array.from(paragraph.textContent);
      const start = Number(origin.dataset.start), end = Number(origin.dataset.end);
      const said = document.createElement("p");
      said.append(text.slice(0, start).join(""), element("mark", text.slice(start, end).join("")), text.slice(end).join(""));
      const footer = document.createElement("footer");
      footer.append("来源" + titleOf(paragraph));
      const quote = document.createElement("blockquote");
      quote.append(said, footer);
      origin.replaceWith(quote);
    }
  }

  function says(point, word) {
    const origins = Array.from(point.querySelectorAll(".origin"));
    return point.textContent.includes(word) || origins.some((origin) => (paragraphOf(origin) || origin).textContent.includes(word));
  }

  function fits(point, want) {
    return want.roles.includes(point.dataset.role)
      && (!want.topic || point.dataset.topics.split("|").includes(want.topic))
      && Number(point.dataset.confidence) >= want.confidence
      && want.words.every((word) => says(point, word))
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
    for (const details of document.querySelectorAll(".point details")) {
      if (open) show(details);
      details.open = open;
    }
    unfold.setAttribute("aria-pressed", String(open));
    unfold.textContent = open ? "收起全部依据" : "展开全部依据";
  }

  function openTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || !target.matches(".point")) return;
    if (target.hidden) { form.reset(); apply(); }
    show(target.querySelector("details"));
    target.querySelector("details").open = true;
    target.scrollIntoView();
  }

  document.getElementById("points").addEventListener("click", (event) => {
    const summary = event.target.closest("summary");
    if (summary) show(summary.parentElement);
  });
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  unfold.addEventListener("click", () => openAll(unfold.getAttribute("aria-pressed") !== "true"));
  window.addEventListener("hashchange", openTarget);
  apply();
  openTarget();
})();
