
(function () {
  "use strict";
  var place = document.getElementById("filter");
  var tables = document.querySelectorAll("table.papers");
  if (!place || !tables.length) { return; }
  function make(name, parent, text) {
    var node = document.createElement(name);
    if (text) { node.appendChild(document.createTextNode(text)); }
    parent.appendChild(node);
    return node;
  }
  place.className = "filter";
  var label = make("label", place, "查找　");
  var word = make("input", label);
  word.type = "search";
  word.setAttribute("placeholder", "代码、题名、责任者");
  label = make("label", place, "状态　");
  var state = make("select", label);
  ["全部", "齐全", "待签章", "缺失", "不适用"].forEach(function (name) { make("option", state, name); });
  var result = make("span", place);
  result.setAttribute("role", "status");
  result.setAttribute("aria-live", "polite");
  function apply() {
    var wanted = word.value.replace(/^\s+|\s+$/g, "").toLowerCase();
    var chosen = state.selectedIndex === 0 ? "" : state.options[state.selectedIndex].text;
    var shown = 0, i, k, rows, row, left, fits;
    for (i = 0; i < tables.length; i++) {
      rows = tables[i].tBodies[0].rows;
      left = 0;
      for (k = 0; k < rows.length; k++) {
        row = rows[k];
        fits = (!chosen || row.getAttribute("data-state") === chosen) &&
          (!wanted || row.textContent.toLowerCase().indexOf(wanted) >= 0);
        row.className = fits ? "" : "gone";
        if (fits) { left++; }
      }
      tables[i].className = left ? "papers" : "papers gone";
      shown += left;
    }

    result.textContent = "显示 " + shown + " 件";
  }
  word.oninput = apply;
  word.onkeyup = apply;
  state.onchange = apply;
  apply();
}());
