#!/usr/bin/env python3
"""corpus.py generate COUNT SEED > corpus.jsonl : French articles of about 1.5 kB, of our own phrases, two in five of
them made of earlier ones in a known way. corpus.py score DOUBLON COUNT SEED : does `dedup` find them? corpus.py judge
< found.jsonl : the same of what it wrote of them in lines, of any number, in the order they were made in.

Each line says what it is: `made` (kind, share of the words that were edited), `of` (what it was made of). Kinds:
same     byte for byte
edited   up to 60 of 100 words put for others, in places of one to six words
dateline "LIÈGE (Agence) – " in front
cut      the first half
splice   the first half of one, the second of another: of both
number   one number is another: no copy, and it must not be taken for one
"""
import json
import random
import subprocess
import sys
import time

SYLLABLES = 'ba bel bo bri ca cha cor da del do fa fer flo ga gre ha hen jo la ler li lo lu ma mel mi mo na ni no pa per pi ra ren ri ro sa sel si so ta ter ti to va ver vi vo'.split()
WHO = ('le conseil communal|la ministre|le bourgmestre|une enseignante|le porte-parole de la police|la directrice du musée|un agriculteur|'
       'le président du club|la commission|le collège|un chercheur|la responsable du chantier|le syndicat|la compagnie des eaux|'
       'un groupe de riverains|le tribunal|la fédération|le service des travaux|une association|la rédaction|le gardien du parc|'
       'un commerçant|la société de transport|le comité des fêtes|une infirmière|le procureur|la bibliothécaire|un éleveur').split('|')
DID = ('a présenté|a refusé|a visité|a rouvert|a défendu|a critiqué|a reporté|a financé|a inauguré|a promis|a abandonné|a étudié|'
       'a mesuré|a découvert|a vendu|a réparé|a photographié|a décrit|a annoncé|a repris|a transformé|a comparé|a signé|a perdu').split('|')
WHAT = ('le projet de tunnel|une série de mesures|la ferme du plateau|les archives de la paroisse|un nouveau règlement|la ligne de bus|'
        'le vieux moulin|une collection de cartes|la digue du canal|le budget des écoles|un troupeau de brebis|la halle aux grains|'
        'une enquête sur le bruit|le pont de pierre|un verger oublié|la piscine de plein air|les comptes de la coopérative|'
        'une pièce de théâtre|le sentier des crêtes|un accord sur les salaires|la carrière de grès|une machine à vapeur').split('|')
HOW = ('malgré la pluie|devant une salle comble|sans attendre le vote|après des mois de retard|à la demande des habitants|'
       'contre l’avis des experts|avec l’aide de bénévoles|dans un climat tendu|à la surprise générale|comme l’an dernier|'
       'pour la première fois|en marge de la foire|au terme d’une longue réunion|sous un soleil de plomb|faute de moyens').split('|')
WHY = ('parce que les travaux coûtent trop cher|ce qui réjouit les voisins|alors que le délai expire bientôt|'
       'et personne ne s’y attendait|mais le dossier n’est pas clos|dont la presse avait déjà parlé|qui date du siècle passé|'
       'où les visiteurs se pressent chaque été|tandis que les élus hésitent encore|de quoi relancer le débat').split('|')
OTHER = ('rivière|lampe|violet|courir|souvent|jardin|presque|chemin|ancien|tiède|poser|colline|rarement|sable|rouge|ouvrir|marée|'
         'étoffe|large|demain|verre|tourner|brume|noix|lent|fenêtre|dentelle|oiseau|gris|partir|toit|cuivre').split('|')


def name(rng):
    return ''.join(rng.choices(SYLLABLES, k=rng.randint(2, 3))).capitalize()


def sentence(rng):
    words = f'{rng.choice(WHO)} {name(rng)} {rng.choice(DID)} {rng.choice(WHAT)} de {name(rng)}'
    turn = rng.random()
    if turn < .4:
        words += f' {rng.choice(HOW)}'
    if turn > .3:
        words += f', {rng.choice(WHY)}'
    if turn > .7:
        words += f', selon {name(rng)} {name(rng)}'
    if turn < .25:
        words += f', pour {rng.randint(11, 9800)} euros'
    return words[0].upper() + words[1:] + '.'


def article(rng):
    return '\n\n'.join(' '.join(sentence(rng) for _ in range(rng.randint(2, 4))) for _ in range(5))


def edited(rng, text, share):
    words = text.split(' ')
    left = int(len(words) * share)
    while left > 0:
        run = min(left, rng.randint(1, 6))
        at = rng.randrange(len(words) - run)
        if any(w in OTHER for w in words[at:at + run]):
            left -= 1  # it need not be exact, but it must end
            continue
        words[at:at + run] = rng.choices(OTHER, k=run)
        left -= run
    return ' '.join(words)


def half(text, which):
    paragraphs = text.split('\n\n')
    middle = (len(paragraphs) + 1) // 2
    return '\n\n'.join(paragraphs[:middle] if which == 0 else paragraphs[middle:])


def other_number(rng, text):
    words = text.split(' ')
    places = [i for i, w in enumerate(words) if w.isdigit()]
    if not places:
        return None
    at = rng.choice(places)
    words[at] = str(int(words[at]) + rng.randint(1, 9) * 10)
    return ' '.join(words)


KINDS = ['same', 'edited', 'edited', 'edited', 'dateline', 'cut', 'splice', 'number']


def make(rng, rows, originals):
    kind, of = rng.choice(KINDS), rng.choice(originals)
    text, share, source = rows[of]['text'], 0, [rows[of]['id']]
    if kind == 'edited':
        share = rng.random() * .6
        text = edited(rng, text, share)
    elif kind == 'dateline':
        text = f'{name(rng).upper()} (Agence) – {text}'
    elif kind == 'cut':
        text = half(text, 0)
    elif kind == 'splice':
        second = rows[rng.choice(originals)]
        text = half(text, 0) + '\n\n' + half(second['text'], 1)
        source.append(second['id'])
    elif kind == 'number':
        text = other_number(rng, text)
        if text is None:
            return None
    return {'text': text, 'made': [kind, round(share, 2)], 'of': source}


def generate(count, seed):
    rng = random.Random(seed)
    rows, originals = [], []
    for i in range(count):
        row = make(rng, rows, originals) if originals and rng.random() < .4 else None
        if row is None:
            row = {'text': article(rng)}
            originals.append(i)
        row = {'id': f'n{i}', 'date': f'20{i // 100000 % 100:02}-{1 + i // 8400 % 12:02}-{1 + i // 300 % 28:02}T{i // 13 % 24:02}:{i % 60:02}:00Z', 'lang': 'fr', **row}
        rows.append(row)
        yield row


class Score:
    """Of lines in the order they were made in: partners stand in front, with --survivor=first."""

    def __init__(self):
        self.wanted = self.linked = self.found = self.right = self.numbers = 0
        self.family, self.missed = {}, {}

    def add(self, row):
        kind, share = row.get('made', ['', 0])
        own = self.family[row['id']] = tuple(row.get('of', [row['id']]))
        is_linked = False
        for copy in row['doublon']['copies']:
            if copy['survivor']:
                continue
            self.found += 1
            if kind == 'number' and copy['partner'] in own:
                self.numbers += 1
            elif not set(own).isdisjoint(self.family[copy['partner']]):
                self.right += 1
                is_linked = True
        if kind in ('', 'number'):
            return
        self.wanted += 1
        self.linked += is_linked
        if not is_linked:
            name = f'{kind} {int(share * 10) / 10}'
            self.missed[name] = self.missed.get(name, 0) + 1

    def __str__(self):
        recall, precision = self.linked / max(self.wanted, 1), self.right / max(self.found, 1)
        f = 2 * recall * precision / max(recall + precision, 1e-9)
        return (f'{len(self.family)} documents: F {f:.4f}, recall {recall:.4f}, precision {precision:.4f}; '
                f'{self.numbers} with another number merged; missed {dict(sorted(self.missed.items()))}')


def judge(lines):
    score = Score()
    for line in lines:
        score.add(json.loads(line))
    print(score)


def score(binary, count, seed):
    body = ''.join(json.dumps(r, ensure_ascii=False) + '\n' for r in generate(count, seed)).encode()
    began = time.time()
    run = subprocess.run([binary, 'dedup', '--unit=document', '--survivor=first', '--input=jsonl', '--format=jsonl', '-'], input=body, capture_output=True, check=True)
    print(f'{len(body) / 1e6:.0f} MB in {time.time() - began:.2f} s')
    judge(run.stdout.decode().splitlines())


if __name__ == '__main__':
    if sys.argv[1] == 'score':
        score(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    elif sys.argv[1] == 'judge':
        judge(sys.stdin)
    else:
        for made in generate(int(sys.argv[2]), int(sys.argv[3])):
            sys.stdout.write(json.dumps(made, ensure_ascii=False) + '\n')
