//<![CDATA[
// Edits of translations, saved as the file that the page was made of: everything else of
// it stays, byte by byte. Needs nothing from outside; each document has one of these.
(() => {
  'use strict';
  const root = document.currentScript.closest('.review');
  const said = root.querySelector('[role=status]');
  const pieces = [...root.querySelectorAll('.file i')];
  const cells = new Map([...root.querySelectorAll('.target')].map((cell) => [cell.dataset.pair, cell]));
  // How far a translation is, as the format says it, and where; a memory says nothing.
  const attributes = String.raw`(?:"[^"]*"|'[^']*'|[^'">])*`;
  const states = {
    xliff2: { tag: new RegExp(`<(?:[\\w.-]+:)?segment(?=[\\s>])${attributes}>`, 'g'), reviewed: 'reviewed' },
    xliff12: { tag: new RegExp(`<(?:[\\w.-]+:)?target(?=[\\s>/])${attributes}>`, 'g'), reviewed: 'final' },
  }[root.dataset.kind];
  const ticks = new Map();
  const pieceOf = new Map(pieces.map((piece, index) => [piece.dataset.pair, index]));
  const joined = new Map(); // pairs that are one target, by their first
  for (const { dataset: { pair, unit } } of pieces)
    if (unit !== undefined) joined.set(unit, [...(joined.get(unit) || []), pair]);
  const pairsOf = ({ pair, unit }) => (unit === undefined ? [pair] : joined.get(unit));
  const rowOf = (cell) => cell.closest('tr');
  const sourceOf = (cell) => rowOf(cell).querySelector('.s');
  const isEdited = (number) => cells.get(number).dataset.edited !== undefined;

  const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

  // What a cell says, as the file writes it: codes as they stand there.
  const markup = (node) => [...node.childNodes].map((child) => {
    if (child.nodeType === Node.TEXT_NODE) return escape(child.data);
    if (child.dataset && child.dataset.raw !== undefined) return child.dataset.raw;
    return child.tagName === 'BR' ? ' ' : markup(child);
  }).join('');

  // Does every code that begins end, and in order?
  function isBalanced(text) {
    const open = [];
    for (const [, end, name, empty] of text.matchAll(/<(\/?)([^\s\/>]+)[^>]*?(\/?)>/g)) {
      if (empty) continue;
      if (!end) open.push(name);
      else if (open.pop() !== name) return false;
    }
    return open.length === 0;
  }

  // Do codes stand here as in the source? A pair is whole and in order, or is not there;
  // of one that goes over the end of the sentence a half is, once, as there.
  function isClosed(cell) {
    const codesOf = (node) => [...node.querySelectorAll('.code')];
    const nameOf = (code) => code.textContent;
    const ofSource = codesOf(sourceOf(cell));
    const all = new Set(ofSource.map(nameOf));
    const names = codesOf(cell).map(nameOf);
    const open = new Set();
    for (const name of names) {
      if (open.has(name)) return false;
      if (all.has(`/${name}`)) open.add(name);
      else if (name.startsWith('/') && all.has(name.slice(1)) && !open.delete(name.slice(1))) return false;
    }
    const other = (name) => (name.startsWith('/') ? name.slice(1) : `/${name}`);
    const halves = ofSource.filter((code) => !all.has(other(nameOf(code)))
      && /^<(?:[\w.-]+:)?(?:sc|ec|bpt|ept|bx|ex)[\s\/>]/.test(code.dataset.raw)).map(nameOf);
    return open.size === 0
      && halves.every((half) => names.filter((name) => name === half).length === 1);
  }

  // Characters that XML cannot hold, which a paste may bring, are taken out of a cell.
  const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF\uD800-\uDFFF]/gu;
  function takeOut(cell) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    let isFound = false;
    while (walker.nextNode()) {
      const { data } = walker.currentNode;
      const kept = data.replace(forbidden, '');
      isFound ||= kept !== data;
      if (kept !== data) walker.currentNode.data = kept;
    }
    return isFound;
  }

  const tagOf = (text) => (states ? [...text.matchAll(states.tag)].at(-1) : undefined);
  const saysReviewed = (tag) => /\sstate\s*=\s*["'](?:reviewed|final|signed-off)["']/.test(tag);

  // The last tag of a text that has a state, with another one.
  function withState(text, state) {
    const found = tagOf(text);
    const tag = found[0].replace(/\s(?:subState|state-qualifier|state)\s*=\s*(?:"[^"]*"|'[^']*')/g, '')
      .replace(/\s*(\/?>)$/, ` state="${state}"$1`);
    return text.slice(0, found.index) + tag + text.slice(found.index + found[0].length);
  }

  // The state that a pair gets, with all that are one target with it; undefined: its own.
  function stateOf(dataset) {
    const all = pairsOf(dataset);
    const isChanged = (number) => isEdited(number)
      || ticks.get(number).checked !== ticks.get(number).defaultChecked;
    const isBlank = (number) => cells.get(number).textContent.trim() === '';
    if (!states || !all.some(isChanged) || all.some(isBlank)) return undefined;
    return all.every((number) => ticks.get(number).checked) ? states.reviewed : 'translated';
  }

  // A state stands in the target itself or in what is in front of it.
  function writeState(parts, index) {
    const { pair } = pieces[index].dataset;
    const state = pair === undefined ? undefined : stateOf(pieces[index].dataset);
    if (state === undefined) return;
    const at = [index, index - 1].find((i) => tagOf(parts[i]));
    if (at !== undefined) parts[at] = withState(parts[at], state);
  }

  function note(cell) {
    cell.dataset.edited = '';
    rowOf(cell).classList.add('edited');
    const tick = ticks.get(cell.dataset.pair);
    if (tick) tick.checked = false;
    const count = [...cells.keys()].filter(isEdited).length;
    said.textContent = `${root.dataset.edited}: ${count}`;
  }

  // Of several segments that are one target, all are written as soon as one is.
  function textOf(piece) {
    const { pair, before = '', after = '' } = piece.dataset;
    if (pair === undefined || !pairsOf(piece.dataset).some(isEdited)) return piece.textContent;
    const cell = cells.get(pair);
    return before + markup(isEdited(pair) ? cell : sourceOf(cell)) + after;
  }

  const list = (label, some) => (some.length === 0 ? ''
    : `${label} ${some.map(([number]) => Number(number) + 1).join(', ')}`);

  function save() {
    const removed = list(root.dataset.removed,
      [...cells].filter(([number, cell]) => isEdited(number) && takeOut(cell)));
    const tell = (text) => { said.textContent = [text, removed].filter(Boolean).join('; '); };
    const broken = [...cells].filter(([number, cell]) => {
      const isBad = isEdited(number) && !(isClosed(cell) && isBalanced(markup(cell)));
      if (isBad) cell.setAttribute('aria-invalid', 'true');
      else cell.removeAttribute('aria-invalid');
      return isBad;
    });
    if (broken.length > 0) {
      tell(list(root.dataset.broken, broken));
      return;
    }
    const parts = pieces.map(textOf);
    parts.forEach((_, index) => writeState(parts, index));
    const file = parts.join('')
      .replace(/^(<\?xml[^>]*?encoding\s*=\s*["'])[^"']+/, '$1utf-8');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([file], { type: 'application/xml' }));
    link.download = root.dataset.name;
    link.click();
    URL.revokeObjectURL(link.href);
    tell(root.dataset.saved);
  }

  // A code of the source goes to where the caret is in its translation, or to its end.
  function insert(cell, code) {
    const copy = code.cloneNode(true);
    const selection = getSelection();
    const range = selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
    if (range && cell.contains(range.endContainer)) {
      range.collapse(false);
      range.insertNode(copy);
    } else {
      cell.append(copy);
    }
    note(cell);
  }

  function addButton(cell, label, fill) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.addEventListener('click', () => {
      fill();
      note(cell);
    });
    rowOf(cell).querySelector('.c').append(button, ' ');
  }

  // A tick for what somebody has looked at: ticked where the file says so.
  function addTick(cell) {
    const index = pieceOf.get(cell.dataset.pair);
    const found = tagOf(pieces[index].textContent) || tagOf(pieces[index - 1].textContent);
    const label = document.createElement('label');
    const tick = document.createElement('input');
    tick.type = 'checkbox';
    tick.checked = tick.defaultChecked = found !== undefined && saysReviewed(found[0]);
    label.append(tick, ` ${root.dataset.reviewed}`);
    rowOf(cell).querySelector('.c').append(label);
    ticks.set(cell.dataset.pair, tick);
  }

  for (const cell of cells.values()) {
    const source = sourceOf(cell);
    const memory = rowOf(cell).querySelector('.memory');
    cell.contentEditable = 'true';
    cell.addEventListener('input', () => note(cell));
    cell.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') event.preventDefault();
    });
    cell.addEventListener('paste', (event) => {
      event.preventDefault();
      document.execCommand('insertText', false,
        event.clipboardData.getData('text/plain').replace(/\s+/g, ' '));
    });
    for (const code of source.querySelectorAll('.code'))
      code.addEventListener('mousedown', (event) => {
        event.preventDefault(); // the caret stays where it is
        insert(cell, code);
      });
    addButton(cell, root.dataset.take, () =>
      cell.replaceChildren(...[...source.cloneNode(true).childNodes]));
    if (memory)
      addButton(cell, root.dataset.use, () => cell.replaceChildren(...memory.cloneNode(true).childNodes));
    if (states) addTick(cell);
  }
  const button = root.querySelector('.save');
  button.hidden = cells.size === 0;
  button.addEventListener('click', save);
})();
//]]>
