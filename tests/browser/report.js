// node report.js COMMAND ROOT CHROMIUM - the reports as a reader meets them: driven in
// a browser, looked at in words (places, sizes, roles, links), checked by axe.
//
// Each check below is a sentence with a function; a failed one is printed, and the rest
// goes on. Nothing here needs a network: the pages are files.
'use strict';

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const axe = require('axe-core');
const puppeteer = require('puppeteer-core');
const { prepare, checkReview } = require('./review.js');

const [, , command, root, chromium] = process.argv;
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'doublon-browser-'));

const WIDE = 1280, NARROW = 400;
const CLEAN = ['clean', '--quiet'], DESK = ['check', '--no-config', '--lang=fr', '--profile=fr-FR'];

// A text with every kind of repair, and one with signs that are wide, joined, reversed.
fs.writeFileSync(path.join(work, 'repairs.txt'),
  'L’o\uFB03ce a\u00ADvait fermé. \u0092Encore\u0092 &amp;eacute;tait-il là.\n');
fs.writeFileSync(path.join(work, 'signs.txt'),
  '<script>alert(1)</script> & "x" \u202Eabc\u202C 日本語 👩‍👩‍👧 ' + 'x'.repeat(400) + '\n');
// Findings of every severity, with and without fixes, one of them a space.
fs.writeFileSync(path.join(work, 'desk.txt'), 'Le maire a signé\n\n'
  + 'Il a dit l\'accord à 16h15 ; ce mot est est là. « Un guillemet est ouvert.\n\n'
  + 'Le mardi 3 mars 2021, 12 personnes étaient à Bruxeles. Rien ici.\n\n'
  + 'Un paragraphe où tout est juste, et qui est assez long pour en être un.\n');
fs.writeFileSync(path.join(work, 'image.png'), Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));

// A document that failed makes a status other than 0, and a report nevertheless.
function report(name, inputs, options = CLEAN) {
  const file = path.join(work, `${name}.html`);
  const { stdout } = spawnSync(command, [...options, '--format=html', ...inputs],
    { maxBuffer: 1 << 26 });
  assert.ok(stdout.length > 0, `no report of ${inputs}`);
  fs.writeFileSync(file, stdout);
  return file;
}

const translations = prepare(command, work);
const REVIEW = ['check', '--no-config', `--glossary=${translations.terms}`];
const article = (name, file) => path.join(root, 'corpora/fr', name, file);
const pages = {
  copies: report('copies', [article('serveur-duqu', 'page.html')]),
  clashes: report('clashes', [article('accident-bilan', 'page.html')], [...CLEAN, '--ui=fr']),
  repairs: report('repairs', [path.join(work, 'repairs.txt')]),
  signs: report('signs', [path.join(work, 'signs.txt')]),
  failed: report('failed', [path.join(work, 'image.png')]),
  list: report('list', [article('serveur-duqu', ''), article('accident-bilan', ''),
    path.join(work, 'image.png'), path.join(work, 'repairs.txt')]),
  desk: report('desk', [path.join(work, 'desk.txt')], DESK),
  desks: report('desks', [path.join(work, 'desk.txt'), path.join(work, 'image.png'),
    article('accident-bilan', 'page.html')], [...DESK, '--ui=fr']),
  faulty: report('faulty', [translations.files.faulty], REVIEW),
};
// Only edited, not looked at: they look as the last one does.
const edited = {};
for (const name of ['xliff2.1', 'xliff1.2', 'split-xliff2.1', 'split-xliff1.2'])
  edited[name] = report(name, [translations.files[name]], REVIEW);

let passed = 0, failed = 0;
async function check(sentence, holds) {
  try {
    await holds();
    passed++;
  } catch (error) {
    failed++;
    console.log(`${sentence}:\n    ${String(error.message).replaceAll('\n', '\n    ')}`);
  }
}

// The boxes and texts of all elements that match, as they are seen.
const boxes = (page, selector) => page.$$eval(selector, (all) => all.map((element) => {
  const box = element.getBoundingClientRect();
  return { left: box.left, right: box.right, top: box.top + scrollY,
    bottom: box.bottom + scrollY, height: box.height, text: element.innerText,
    row: element.style.getPropertyValue('--r') };
}).filter((box) => box.height > 0));

const openAll = (page) => page.$$eval('details', (all) =>
  all.forEach((details) => { details.open = true; }));

async function show(browser, name, { width = WIDE, scheme = 'light', media = 'screen' } = {}) {
  const page = await browser.newPage();
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.emulateMediaType(media);
  await page.goto(`file://${pages[name] ?? edited[name]}`);
  page.requests = requests;
  return page;
}

async function checkEverywhere(browser, name, width, scheme) {
  const where = `${name}, ${width} px, ${scheme}`;
  const page = await show(browser, name, { width, scheme });
  await openAll(page);
  await check(`${where}: nothing is wider than the window`, async () => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} px too wide`);
  });
  await check(`${where}: axe finds nothing`, async () => {
    await page.evaluate(axe.source);
    const { violations, passes } = await page.evaluate(() => axe.run({
      resultTypes: ['violations'], rules: { 'color-contrast-enhanced': { enabled: false } },
    }));
    assert.ok(passes.some((rule) => rule.id === 'color-contrast'));
    assert.deepEqual(violations.map((rule) =>
      `${rule.id}: ${rule.help}: ${rule.nodes.slice(0, 3).map((node) => node.html)}`), []);
  });
  await check(`${where}: links lead to what is there; ids are there once`, async () => {
    const lost = await page.evaluate(() => {
      const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
      const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
      return twice.concat([...document.links].map((link) => link.getAttribute('href'))
        .filter((href) => !href.startsWith('#') || !ids.includes(href.slice(1))));
    });
    assert.deepEqual(lost, []);
  });
  await check(`${where}: nothing is loaded, nothing runs but what is ours`, async () => {
    assert.equal(page.requests.length, 1);
    // translations are edited by a script of ours
    assert.equal(await page.evaluate(() => document.scripts.length), name === 'faulty' ? 1 : 0);
  });
  await page.close();
}

async function checkColumns(browser) {
  for (const name of ['copies', 'clashes']) {
    const page = await show(browser, name);
    const left = await boxes(page, '.article > .o'), right = await boxes(page, '.source > .b');
    const margin = await boxes(page, '.source > .margin');
    await check(`${name}: article, source and margin stand side by side`, () => {
      assert.ok(left.length > 5 && right.length > 5 && margin.length > 0);
      const articleEnd = Math.max(...left.map((box) => box.right));
      const sourceBegin = Math.min(...right.map((box) => box.left));
      const sourceEnd = Math.max(...right.map((box) => box.right));
      assert.ok(articleEnd <= sourceBegin, `${articleEnd} > ${sourceBegin}`);
      for (const note of margin) assert.ok(note.left >= sourceEnd);
      assert.ok(left[0].right - left[0].left > 300);
    });
    await check(`${name}: a block of the article is level with its source`, () => {
      for (const box of left) {
        const source = right.find((other) => other.row === box.row);
        assert.ok(source, `row ${box.row}`);
        assert.ok(Math.abs(source.top - box.top) < 2);
      }
    });
    await page.close();
    const narrow = await show(browser, name, { width: NARROW });
    const above = await boxes(narrow, '.article > .o'), below = await boxes(narrow, '.source .b');
    await check(`${name}: in a narrow window the source follows the article`, () => {
      assert.ok(Math.max(...above.map((box) => box.bottom)) <=
        Math.min(...below.map((box) => box.top)));
      assert.ok(above[0].right - above[0].left > NARROW * 0.8);
    });
    await narrow.close();
  }
}

async function checkCopies(browser) {
  const page = await show(browser, 'copies');
  const cover = await page.$eval('.b:has(del)', (block) => ({
    id: block.id, label: block.querySelector('.n').innerText,
    lines: getComputedStyle(block.querySelector('del')).textDecorationLine,
    parts: [...block.querySelectorAll('del sup a')].map((a) => a.hash),
    links: [...block.querySelectorAll('.n a')].map((a) => a.hash) }));
  await check('a removed copy is struck through, and says so in words', () => {
    assert.match(cover.lines, /line-through/);
    assert.match(cover.label, /copy removed/);
  });
  await check('a cover shows its parts, and both lead back to it', async () => {
    assert.equal(cover.links.length, 2);
    assert.deepEqual(cover.parts, cover.links);
    for (const hash of cover.links) {
      const back = await page.$$eval(`${hash} .n a`, (all) => all.map((a) => a.hash));
      assert.ok(back.includes(`#${cover.id}`));
    }
  });
  await check('following a link shows the block, and marks it', async () => {
    await page.click(`#${cover.id} .n a`);
    const target = await page.$eval(':target', (element) => ({ id: element.id,
      top: element.getBoundingClientRect().top, bar: document.querySelector('.bar')
        .getBoundingClientRect().bottom, outline: getComputedStyle(element).outlineStyle }));
    assert.equal(`#${target.id}`, cover.links[0]);
    assert.ok(target.top >= target.bar - 1 && target.top < 900);
    assert.equal(target.outline, 'solid');
  });
  await check('what is left out is folded, says its rule, and opens', async () => {
    const run = await page.$('.run');
    assert.equal(await run.evaluate((details) => details.open), false);
    await (await run.$('summary')).press('Enter');
    assert.equal(await run.evaluate((details) => details.open), true);
    const text = await run.evaluate((details) => details.innerText);
    assert.match(text, /left out of the article article\.navigation/);
  });
  await page.close();
}

async function checkClashes(browser) {
  const page = await show(browser, 'clashes');
  await check('a contradiction stands in the margin with both values, twice', async () => {
    const notes = await page.$$eval('.n.kx', (all) => all.map((note) => note.innerText));
    const numbers = notes.filter((note) => note.includes('nombre'));
    assert.equal(numbers.length, 2);
    for (const note of numbers) assert.ok(note.includes('12') && note.includes('13'));
  });
  await check('from the words to the note, and from one note to the other', async () => {
    const hash = await page.$eval('.article a.x', (a) => a.hash);
    const other = await page.$eval(`${hash} a`, (a) => a.hash);
    assert.notEqual(hash, other);
    assert.equal(await page.$eval(`${other} a`, (a) => a.hash), hash);
  });
  await check('the page says that its words are French, and whose text is', async () => {
    assert.equal(await page.$eval('html', (html) => html.lang), 'fr');
    assert.equal(await page.$eval('.t', (text) => text.lang), 'fr');
    assert.match(await page.$eval('main', (main) => main.innerText), /contradictions conservées/);
  });
  await page.close();
}

const visible = (page, selector) => page.$$eval(selector, (all) =>
  all.filter((element) => element.checkVisibility()).length);

async function checkFilter(browser) {
  const page = await show(browser, 'copies');
  await openAll(page);
  const all = await visible(page, '.b'), copies = await visible(page, '.b.kc');
  await check('the filter shows one kind, by mouse', async () => {
    await page.click('label[for=show-kc]');
    assert.equal(await visible(page, '.b'), copies);
    assert.ok(copies > 0 && copies < all);
  });
  await check('the filter moves on by an arrow key, and back to everything', async () => {
    await page.focus('#show-kc');
    await page.keyboard.press('ArrowRight');
    assert.equal(await visible(page, '.b'), 0); // no contradictions here
    await page.keyboard.press('ArrowRight');
    assert.equal(await visible(page, '.b'), await page.$$eval('.b.ko', (list) => list.length));
    await page.click('label[for=show-all]');
    assert.equal(await visible(page, '.b'), all);
  });
  await page.close();
  const list = await show(browser, 'list');
  await check('the filter chooses documents of a list', async () => {
    const rows = await visible(list, 'details.doc');
    await list.click('label[for=show-kx]');
    const left = await visible(list, 'details.doc');
    assert.ok(left > 0 && left < rows);
  });
  await list.close();
}

async function checkKeyboardAndRoles(browser) {
  const page = await show(browser, 'copies');
  await check('the first key leads past the bar', async () => {
    await page.keyboard.press('Tab');
    const skip = await page.evaluate(() => ({ class: document.activeElement.className,
      left: document.activeElement.getBoundingClientRect().left }));
    assert.deepEqual(skip, { class: 'skip', left: 16 });
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => location.hash), '#main');
  });
  await check('what has the focus is seen', async () => {
    await page.focus('.n a');
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.equal(outline, 'solid');
  });
  await check('landmarks, headings and groups have their roles and names', async () => {
    const roles = [];
    const walk = (node) => {
      roles.push(`${node.role} ${node.name ?? ''}${node.level ? ` ${node.level}` : ''}`);
      (node.children ?? []).forEach(walk);
    };
    walk(await page.accessibility.snapshot({ interestingOnly: false }));
    for (const wanted of [/^banner/, /^main/, /^region Article Duqu/, /^region Source Duqu/,
      /^heading Duqu .* 1$/, /^heading Article 2$/, /^heading Source 2$/, /^group Show/,
      /^radio everything/, /^deletion/, /^mark/])
      assert.ok(roles.some((role) => wanted.test(role)), `${wanted} among\n${roles.join('\n')}`);
  });
  await page.close();
}

async function checkList(browser) {
  const page = await show(browser, 'list');
  await check('a list has a row a document, counts on top, and what failed', async () => {
    const rows = await boxes(page, '.doc'), total = (await boxes(page, '.total'))[0];
    assert.equal(rows.length, 8); // two articles of three files each, and two
    assert.ok(total.bottom <= rows[0].top);
    assert.match(total.text, /8 documents, 1 failed/);
    assert.ok(rows.some((row) => /failed\s+not a text: a PNG image/.test(row.text)));
    for (const row of rows) assert.ok(row.height < 120, `${row.height} px`);
  });
  await check('a row opens by the keyboard and shows its document', async () => {
    await page.focus('details.doc > summary');
    await page.keyboard.press('Enter');
    assert.ok(await visible(page, 'details.doc .b') > 5);
  });
  await page.close();
}

// What a check found: beside the text, and chosen by rule.
async function checkDesk(browser) {
  const page = await show(browser, 'desk');
  const blocks = await boxes(page, '.b'), notes = await boxes(page, '.margin');
  await check('findings stand in the margin, level with their block', () => {
    assert.ok(notes.length > 0);
    for (const note of notes) {
      const block = blocks.find((other) => other.row === note.row);
      assert.ok(note.left >= block.right && Math.abs(note.top - block.top) < 12);
    }
  });
  await check('a finding says how bad it is, what it is, what could stand there', async () => {
    const text = await page.$eval('.n[data-r="any.consistency.repeated-word"]',
      (note) => note.innerText);
    assert.match(text, /warning the same word twice\s+est est → est\s+any\.consistency/);
  });
  await check('every mark leads to its note, and says its rule', async () => {
    const wrong = await page.$$eval('a.f', (all) => all.filter((mark) =>
      document.querySelector(mark.hash)?.dataset.r !== mark.title).length);
    assert.equal(wrong, 0);
  });
  await check('the filter by rule comes first, and leaves what the rule found', async () => {
    const all = await visible(page, '.n');
    const filter = (await boxes(page, '.rules'))[0];
    assert.ok(filter.bottom <= blocks[0].top);
    await page.click('[for="show-any.consistency.repeated-word"]');
    assert.equal(await visible(page, '.n'), 1);
    assert.equal(await visible(page, '.b'), 1);
    const marked = await page.$$eval('a.f', (marks) => marks.filter((mark) =>
      getComputedStyle(mark).textDecorationLine !== 'none').map((mark) => mark.innerText));
    assert.deepEqual(marked, ['est est']);
    await page.click('[for="show-all"]');
    assert.equal(await visible(page, '.n'), all);
    assert.ok(all > 4);
  });
  await page.close();
  const list = await show(browser, 'desks');
  await check('a list of a check counts by severity; its filter chooses documents', async () => {
    const text = await list.$eval('.total', (total) => total.innerText);
    assert.match(text, /3 documents, 1 en échec/);
    assert.match(text, /avertissements?/);
    assert.equal(await visible(list, '.doc'), 3);
    await list.click('[for="show-any.consistency.repeated-word"]');
    assert.equal(await visible(list, 'details.doc'), 1);
  });
  await list.close();
}

async function checkPrint(browser) {
  const page = await show(browser, 'copies', { media: 'print', scheme: 'dark' });
  await check('on paper all is open, black on white, and the bar is gone', async () => {
    assert.equal(await visible(page, '.bar'), 0);
    const blocks = await boxes(page, '.run .b .t');
    assert.equal(blocks.length, await page.$$eval('.run .b', (all) => all.length));
    const colors = await page.$eval('body', (body) => [getComputedStyle(body).backgroundColor,
      getComputedStyle(body).color]);
    assert.deepEqual(colors, ['rgb(255, 255, 255)', 'rgb(29, 27, 24)']);
  });
  await check('it prints on a few sheets', async () => {
    const pdf = Buffer.from(await page.pdf({ format: 'A4' })).toString('latin1');
    const sheets = pdf.match(/\/Type\s*\/Page\b/g).length;
    assert.ok(sheets >= 2 && sheets <= 5, `${sheets} sheets`);
  });
  await page.close();
}

async function checkSigns(browser) {
  const page = await show(browser, 'signs', { width: NARROW });
  await check('text of a page stays text', async () => {
    const text = await page.$eval('.t', (element) => element.textContent);
    assert.ok(text.startsWith('<script>alert(1)</script> & "x"'));
    assert.equal(await page.evaluate(() => document.scripts.length), 0);
  });
  await page.close();
  const repairs = await show(browser, 'repairs');
  await check('repairs are marked, and listed with what was there', async () => {
    const rows = await repairs.$$eval('tbody tr', (all) => all.map((row) => row.innerText));
    assert.equal(rows.length, 5);
    assert.ok(rows.some((row) => /U\+00AD\s+nothing\s+encoding\.soft-hyphen/.test(row)));
    const marks = await repairs.$$eval('.source ins', (all) => all.map((ins) =>
      getComputedStyle(ins).textDecorationStyle));
    assert.deepEqual([...new Set(marks)], ['dotted']);
    assert.equal(marks.length, 5);
  });
  await repairs.close();
}

async function main() {
  const browser = await puppeteer.launch({ executablePath: chromium,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
  try {
    for (const name of Object.keys(pages))
      for (const width of [WIDE, NARROW])
        for (const scheme of ['light', 'dark'])
          await checkEverywhere(browser, name, width, scheme);
    await checkColumns(browser);
    await checkCopies(browser);
    await checkClashes(browser);
    await checkFilter(browser);
    await checkKeyboardAndRoles(browser);
    await checkList(browser);
    await checkDesk(browser);
    await checkPrint(browser);
    await checkSigns(browser);
    await checkReview(browser, { check, show, command, work, translations });
  } finally {
    await browser.close();
    fs.rmSync(work, { recursive: true, force: true });
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 140 ? 0 : 1;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
