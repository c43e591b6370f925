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
    var blocks = document.querySelectorAll("div.stage"), i, k, m, parts, chunks, rows, lines;
    for (i = 0; i < blocks.length; i++) {
      parts = blocks[i].querySelectorAll("div.chunk");
      chunks = [];
      for (k = 0; k < parts.length; k++) {
        rows = parts[k].querySelector("tbody").rows;
        lines = [];
        for (m = 0; m < rows.length; m++) {
          lines.push({ node: rows[m], name: "", marks: " " + rows[m].getAttribute("data-f") + " ", text: null, seen: true });
        }
        total += lines.length;
        chunks.push({ node: parts[k], name: "chunk", lines: lines, seen: true });
      }
      stages.push({ node: blocks[i], name: "stage", chunks: chunks, seen: true });
    }
  }

  function show(thing, seen) {
    if (seen !== thing.seen) {
      thing.node.className = seen ? thing.name : (thing.name + " gone");
      thing.seen = seen;
    }
    return seen ? 1 : 0;
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
    if (words.length && line.text === null) { line.text = fold(line.node.textContent); }
    for (i = 0; i < words.length; i++) {
      if (line.text.indexOf(words[i]) < 0) { return false; }
    }
    return true;
  }

  function apply() {
    var words = fold(word.value).split(/\s+/).filter(function (part) { return part; });
    var marks = [], count = 0, i, k, m, chunks, lines, left, inside;
    clearTimeout(timer);
    for (i = 0; i < lists.length; i++) {
      if (lists[i].value) { marks.push(" " + lists[i].value + " "); }
    }
    for (i = 0; i < stages.length; i++) {
      chunks = stages[i].chunks;
      inside = 0;
      for (k = 0; k < chunks.length; k++) {
        lines = chunks[k].lines;
        left = 0;
        for (m = 0; m < lines.length; m++) { left += show(lines[m], fits(lines[m], marks, words)); }
        show(chunks[k], left > 0);
        inside += left;
      }
      show(stages[i], inside > 0);
      count += inside;
    }
    document.body.className = count > 500 ? "" : "few";
    if (count === total) {
      shown.textContent = "显示全部 " + total + " 份";
    } else if (count) {
      shown.textContent = "显示 " + count + " 份，共 " + total + " 份";
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
