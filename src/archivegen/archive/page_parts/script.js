(function () {
  "use strict";
  var form = document.getElementById("filter");
  var word = document.getElementById("word");
  var shown = document.getElementById("shown");
  var heading = document.getElementById("papers");
  if (!form || !document.querySelectorAll || !form.addEventListener) { return; }
  var lists = form.getElementsByTagName("select");
  var stages = [], total = 0, timer = 0;

  function collect() {
    var blocks = document.querySelectorAll("div.stage"), i, k, rows, lines;
    for (i = 0; i < blocks.length; i++) {
      rows = blocks[i].querySelector("tbody").rows;
      lines = [];
      for (k = 0; k < rows.length; k++) {
        lines.push({ row: rows[k], marks: " " + rows[k].getAttribute("data-f") + " ", text: null, seen: true });
      }
      total += lines.length;
      stages.push({ block: blocks[i], lines: lines, seen: true });
    }
  }

  function fold(text) {
    return text.replace(/[\uff01-\uff5e]/g, function (wide) {
      return String.fromCharCode(wide.charCodeAt(0) - 0xfee0);
    }).toLowerCase();
  }

  function fits(line, marks, words) {
    var i;
    for (i = 0; i < marks.length; i++) {
      if (line.marks.indexOf(marks[i]) < 0) { return false; }
    }
    if (words.length && line.text === null) { line.text = fold(line.row.textContent); }
    for (i = 0; i < words.length; i++) {
      if (line.text.indexOf(words[i]) < 0) { return false; }
    }
    return true;
  }

  function apply() {
    var words = fold(word.value).split(/\s+/).filter(function (part) { return part; });
    var marks = [], count = 0, i, k, stage, line, fit, left;
    clearTimeout(timer);
    for (i = 0; i < lists.length; i++) {
      if (lists[i].value) { marks.push(" " + lists[i].value + " "); }
    }
    for (i = 0; i < stages.length; i++) {
      stage = stages[i];
      left = 0;
      for (k = 0; k < stage.lines.length; k++) {
        line = stage.lines[k];
        fit = fits(line, marks, words);
        if (fit) { left++; }
        if (fit !== line.seen) { line.row.className = fit ? "" : "gone"; line.seen = fit; }
      }
      if ((left > 0) !== stage.seen) { stage.block.className = left ? "stage" : "stage gone"; stage.seen = left > 0; }
      count += left;
    }
    if (count === total) {
      shown.textContent = "显示全部 " + total + " 件";
    } else if (count) {
      shown.textContent = "显示 " + count + " 件，共 " + total + " 件";
    } else {
      shown.textContent = "没有符合条件的资料，请减少条件或清除条件";
    }
  }

  function clear() {
    var i;
    word.value = "";
    for (i = 0; i < lists.length; i++) { lists[i].selectedIndex = 0; }
  }

  function pick(token) {
    var i, k;
    clear();
    for (i = 0; i < lists.length; i++) {
      for (k = 0; k < lists[i].options.length; k++) {
        if (lists[i].options[k].value === token) { lists[i].selectedIndex = k; }
      }
    }
  }

  function follow(event) {
    var link = event.target, token, code;
    while (link && link.nodeName !== "A") { link = link.parentNode; }
    if (!link || !link.getAttribute) { return; }
    token = link.getAttribute("data-pick");
    code = link.getAttribute("data-find");
    if (!token && !code) { return; }
    if (token) { pick(token); } else { clear(); word.value = code; }
    apply();
    event.preventDefault();
    heading.focus();
    heading.scrollIntoView();
  }

  collect();
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); apply(); });
  form.addEventListener("change", apply);
  word.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(apply, 150); });
  document.getElementById("clear").addEventListener("click", function () { clear(); apply(); word.focus(); });
  document.addEventListener("click", follow);
  window.addEventListener("pageshow", apply);
  apply();
}());
