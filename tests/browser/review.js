// review.js - the page of translations: looked at, edited, saved as the file that it was
// made of, which is then validated and merged. Driven by report.js.
'use strict';

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const PAGE = '<html lang="fr"><head><title>Le pont de Courtrai</title></head><body><article>\n'
  + '<h1>Le pont de Courtrai</h1>\n'
  + '<p>Le <b>pont</b> est fermé depuis le 3 mars 2024 &amp; le restera 12 jours. Rien ne passe.</p>\n'
  + '<p>L’hébergeur se tait. Rien ne passe.</p>\n</article></body></html>\n';

// A link over the end of a sentence: half of it stands in each segment.
const SPLIT = '<html lang="fr"><body><article><p>Les juges sont là, <a href="x">dit le greffier. '
  + 'Ils partent</a> vite.</p></article></body></html>\n';

// Files to look at: nothing translated, in both versions, and one with a fault in it.
function prepare(command, work) {
  const page = path.join(work, 'page.html');
  fs.writeFileSync(page, PAGE);
  const terms = path.join(work, 'terms.tsv');
  fs.writeFileSync(terms, 'fr\tnl\nhébergeur\thostingbedrijf\n');
  const files = {};
  for (const kind of ['xliff2.1', 'xliff1.2']) {
    const { stdout } = spawnSync(command, ['prepare', `--for=${kind}`, '--to=nl', page],
      { cwd: work });
    files[kind] = path.join(work, `${kind}.xlf`);
    fs.writeFileSync(files[kind], stdout);
  }
  const split = path.join(work, 'split.html');
  fs.writeFileSync(split, SPLIT);
  for (const kind of ['xliff2.1', 'xliff1.2']) {
    const { stdout } = spawnSync(command, ['prepare', `--for=${kind}`, '--to=nl', split],
      { cwd: work });
    files[`split-${kind}`] = path.join(work, `split-${kind}.xlf`);
    fs.writeFileSync(files[`split-${kind}`], stdout);
  }
  files.faulty = path.join(work, 'faulty.xlf');
  fs.writeFileSync(files.faulty, fs.readFileSync(files['xliff2.1'], 'utf8')
    .replace('<source>L’hébergeur se tait.</source>',
      '$&<target>De gastheer zwijgt 3 keer.</target>')
    .replace(' version=', ' xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" version=')
    .replace(/(<unit id="u1">\n<mda:metadata>.*\n)/, '$1<mtc:matches><mtc:match ref="#s1" '
      + 'similarity="90"><source>Le pont de Gand</source><target>De brug van Gent</target>'
      + '</mtc:match></mtc:matches>\n'));
  return { files, page, terms };
}

// What the page saves, once its button is pressed.
async function saved(page, folder, name) {
  const client = await page.createCDPSession();
  await client.send('Page.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  const file = path.join(folder, name);
  fs.rmSync(file, { force: true });
  await page.click('.save');
  for (let i = 0; i < 100 && !fs.existsSync(file); i++)
    await new Promise((wake) => setTimeout(wake, 50));
  return fs.readFileSync(file);
}

// Type a translation into the cell of the row whose source begins so.
async function translate(page, begin, text) {
  const cell = await page.evaluateHandle((start) =>
    [...document.querySelectorAll('.target')].find((one) =>
      one.closest('tr').querySelector('.s').innerText.startsWith(start)), begin);
  await cell.click();
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  await page.keyboard.type(text);
  return cell;
}

async function checkSaving(browser, kit, name) {
  const { check, show, command, work, translations } = kit;
  const folder = path.join(work, `saved-${name}`);
  fs.mkdirSync(folder);
  const source = translations.files[name];
  const page = await show(browser, name);
  await check(`${name}: saved without an edit it is the same file`, async () =>
    assert.ok((await saved(page, folder, path.basename(source))).equals(fs.readFileSync(source))));
  await check(`${name}: edits are saved, with their codes; the file holds to its standard`,
    async () => {
      await translate(page, 'L’hébergeur', 'Het hostingbedrijf < zwijgt.');
      const bridge = await translate(page, 'Le 2', 'De brug is dicht sinds 3 maart 2024 & nog 12 dagen. ');
      const codes = await bridge.evaluateHandle((cell) =>
        [...cell.closest('tr').querySelectorAll('.s .code')]);
      const count = await codes.evaluate((all) => all.length);
      assert.equal(count, 2);
      for (let i = 0; i < count; i++) await (await codes.evaluateHandle((all, n) => all[n], i)).click();
      const file = (await saved(page, folder, path.basename(source))).toString();
      assert.ok(file.includes('Het hostingbedrijf &lt; zwijgt.'), file);
      assert.ok(file.includes('De brug is dicht sinds 3 maart 2024 &amp; nog 12 dagen.'));
      // of two segments that are one target, one is not translated yet
      assert.equal(file.includes('state="translated"'), name === 'xliff2.1', file);
      const { status, stdout } = spawnSync(command,
        ['validate', path.join(folder, path.basename(source))], { encoding: 'utf8' });
      assert.equal(status, 0, stdout);
    });
  await check(`${name}: what was saved merges into the page`, async () => {
    const { status, stdout, stderr } = spawnSync(command,
      ['merge', `--page=${translations.page}`, path.join(folder, path.basename(source))],
      { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.ok(stdout.includes('<p>Het hostingbedrijf &lt; zwijgt. Rien ne passe.</p>'), stdout);
    assert.ok(stdout.includes('De brug is dicht'));
  });
  await check(`${name}: what is ticked is saved as reviewed`, async () => {
    await page.evaluate(() => {
      const row = [...document.querySelectorAll('.target')]
        .find((cell) => cell.innerText.startsWith('Het')).closest('tr');
      row.nextElementSibling.querySelector('button').click();
      for (const one of [row, row.nextElementSibling]) one.querySelector('input').click();
    });
    const state = () => fs.readFileSync(path.join(folder, path.basename(source)), 'utf8')
      .split(/(?=<trans-unit|<segment)/).find((part) => part.includes('Het hostingbedrijf'));
    await saved(page, folder, path.basename(source));
    assert.match(state(), name === 'xliff2.1' ? / state="reviewed"/ : / state="final"/);
    const { status, stdout } = spawnSync(command,
      ['validate', path.join(folder, path.basename(source))], { encoding: 'utf8' });
    assert.equal(status, 0, stdout);
  });
  await check(`${name}: codes that do not fit are not saved, and said`, async () => {
    await page.evaluate(() => [...document.querySelectorAll('.target .code')].at(-1).remove());
    await page.click('.save');
    const said = await page.$eval('.review [role=status]', (status) => status.innerText);
    assert.match(said, /codes that do not fit: \d/);
    assert.equal(await page.$$eval('.target[aria-invalid=true]', (all) => all.length), 1);
  });
  await page.close();
}

async function checkSplit(browser, kit, name) {
  const { check, show, command, work, translations } = kit;
  const folder = path.join(work, `saved-${name}`);
  fs.mkdirSync(folder);
  const page = await show(browser, name);
  const said = () => page.$eval('.review [role=status]', (status) => status.innerText);
  await check(`${name}: halves of a link are saved, and no control character`, async () => {
    await page.evaluate(() => {
      for (const button of document.querySelectorAll('td.c button:first-child')) button.click();
      document.querySelector('.target').append('Ja\u0001\uFFFEwel.');
    });
    const file = (await saved(page, folder, `${name}.xlf`)).toString();
    assert.match(await said(), /control characters were removed: 1/);
    assert.ok(file.includes('Jawel.'), file);
    const { status, stdout } = spawnSync(command,
      ['validate', path.join(folder, `${name}.xlf`)], { encoding: 'utf8' });
    assert.equal(status, 0, stdout);
  });
  await check(`${name}: half a link that is missing is not saved`, async () => {
    await page.evaluate(() => document.querySelector('.target .code').remove());
    await page.click('.save');
    assert.match(await said(), /codes that do not fit: 1$/);
  });
  await page.close();
}

module.exports = {
  prepare,
  async checkReview(browser, kit) {
    const { check, show } = kit;
    await checkSaving(browser, kit, 'xliff2.1');
    await checkSaving(browser, kit, 'xliff1.2');
    await checkSplit(browser, kit, 'split-xliff2.1');
    await checkSplit(browser, kit, 'split-xliff1.2');
    const page = await show(browser, 'faulty');
    await check('findings stand beside their translation, with what the source says', async () => {
      const row = await page.$eval('.n[data-r="bilingual.term-missing"]', (note) =>
        note.closest('tr').innerText);
      assert.match(row, /glossary was not used\s+hébergeur/);
      assert.match(row, /a number of the translation is not in the source/);
    });
    await check('terms are marked in the source, with what becomes of them', async () => {
      const terms = await page.$$eval('mark.term', (all) => all.map((mark) => [mark.innerText, mark.title]));
      assert.deepEqual(terms, [['hébergeur', 'hostingbedrijf']]);
    });
    await check('a repeated source is linked with the first', async () => {
      const links = await page.$$eval('td.c a', (all) => all.map((link) =>
        document.querySelector(link.hash).querySelector('.s').innerText));
      assert.ok(links.includes('Rien ne passe.'));
    });
    await check('the source is taken over by a button', async () => {
      await page.click('td.c button');
      const same = await page.$eval('.target', (cell) =>
        cell.innerText === cell.closest('tr').querySelector('.s').innerText);
      assert.ok(same);
    });
    await check('what the memory had is taken over by another', async () => {
      const taken = await page.evaluate(() => {
        const row = document.querySelector('.memory').closest('tr');
        [...row.querySelectorAll('button')].at(-1).click();
        return row.querySelector('.target').innerText;
      });
      assert.equal(taken, 'De brug van Gent');
    });
    await page.close();
  },
};
