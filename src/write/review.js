//<![CDATA[
// Edits of translations, saved as the file that the page was made of: everything else of
// it stays, byte by byte. Needs nothing from outside; each document has one of these.
(() => {
  'use strict';
  const root = document.currentScript.closest('.review');
  const said = root.querySelector('[role=status]');
  const pieces = [...root.querySelectorAll('.file i')];
  const cells = new Map([...root.querySelectorAll('.target')].map((cell) => [cell.dataset.pair, cell]));
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

  // Does a code that ends in the source end here too, behind its beginning?
  function isClosed(cell) {
    const names = (node) => [...node.querySelectorAll('.code')].map((code) => code.textContent);
    const ends = new Set(names(sourceOf(cell)).filter((name) => name.startsWith('/')));
    const open = new Set();
    for (const name of names(cell)) {
      if (ends.has(`/${name}`)) open.add(name);
      else if (ends.has(name) && !open.delete(name.slice(1))) return false;
    }
    return open.size === 0;
  }

  function note(cell) {
    cell.dataset.edited = '';
    rowOf(cell).classList.add('edited');
    const count = [...cells.keys()].filter(isEdited).length;
    said.textContent = `${root.dataset.edited}: ${count}`;
  }

  // Of several segments that are one target, all are written as soon as one is.
  function textOf(piece) {
    const { pair, unit, before = '', after = '' } = piece.dataset;
    if (pair === undefined) return piece.textContent;
    const isWanted = unit === undefined ? isEdited(pair)
      : pieces.some((other) => other.dataset.unit === unit && isEdited(other.dataset.pair));
    if (!isWanted) return piece.textContent;
    const cell = cells.get(pair);
    return before + markup(isEdited(pair) ? cell : sourceOf(cell)) + after;
  }

  function save() {
    const broken = [...cells].filter(([number, cell]) => {
      const isBad = isEdited(number) && !(isClosed(cell) && isBalanced(markup(cell)));
      if (isBad) cell.setAttribute('aria-invalid', 'true');
      else cell.removeAttribute('aria-invalid');
      return isBad;
    });
    if (broken.length > 0) {
      said.textContent = `${root.dataset.broken} ${broken.map(([number]) => Number(number) + 1).join(', ')}`;
      return;
    }
    const file = pieces.map(textOf).join('')
      .replace(/^(<\?xml[^>]*?encoding=["'])[^"']+/, '$1utf-8');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([file], { type: 'application/xml' }));
    link.download = root.dataset.name;
    link.click();
    URL.revokeObjectURL(link.href);
    said.textContent = root.dataset.saved;
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

  for (const cell of cells.values()) {
    const source = sourceOf(cell);
    const take = document.createElement('button');
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
    take.type = 'button';
    take.textContent = root.dataset.take;
    take.addEventListener('click', () => {
      cell.replaceChildren(...[...source.cloneNode(true).childNodes]);
      note(cell);
    });
    rowOf(cell).querySelector('.c').append(take);
  }
  const button = root.querySelector('.save');
  button.hidden = cells.size === 0;
  button.addEventListener('click', save);
})();
//]]>
