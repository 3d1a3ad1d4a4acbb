import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whoAsks } from '#modules/booking';
import { asksToAddHome } from './asks.ts';
import { holdsCode } from './code-in-text.ts';

test('a code of a door, a key box or an alarm, and a password, are seen in what is meant for everybody who comes', () => {
  for (const text of [
    'Gate code 4711.', 'The code is 12A34', 'key box by the door: 2580', 'Keysafe, code B1234', 'alarm 9876 left of the door', 'PIN 0000', 'my password is Rosebud', 'Password: hunter',
    'Digicode 12A34', 'code du portail : 2580', 'La boîte à clés est à gauche, 4711', 'boîte à clefs 471', 'Le code est le 1234B', 'alarme : 5566', 'mot de passe = tournesol', 'Mot de passe : Tournesol7',
  ]) assert.equal(holdsCode(text), true, text);
});
test('how one finds the door is no code', () => {
  for (const text of [
    'Third floor, no lift. Ring twice.', 'Number 12, flat 4', 'code postal 21140', 'The postcode is NE46 1AB', 'There is a gate code, ask me at the bell.', 'Ring 06 39 98 00 12 at the gate', 'Alarm company: 0800 123456789', 'Deuxième étage, porte 12', 'Le code, je vous le donne à l’interphone.', 'Bâtiment B, escalier 3', 'Park behind number 128.', 'a key box hangs left of the door',
    'Ferme au bout du chemin ; klaxonner dans la cour.', 'Key under the third flowerpot; please put it back.', 'Please speak slowly.', 'Entend mal de l’oreille gauche ; laisser sonner longtemps.',
  ]) assert.equal(holdsCode(text), false, text);
});
test('a home is not written down with a code in its note, by whoever asks, by a program or by the office', () => {
  const address = { line: '1 Rue Haute', postcode: '21140', town: 'Semur-en-Auxois', country: 'FR' };
  const said = (parsed: { success: boolean; error?: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } | undefined }): string => (parsed.success ? 'kept' : (parsed.error?.issues ?? []).map(({ path, message }) => `${String(path[0])}: ${message}`).join());
  const home = (accessNotes: string) => said(asksToAddHome.safeParse({ person: 'per_00000000000000000000000000', address, accessNotes }));
  const asked = (accessNotes: string) => said(whoAsks.safeParse({ givenName: 'Ada', familyName: 'Haute', prefers: 'letter', ...address, accessNotes }));
  for (const keeps of [home, asked]) {
    assert.equal(keeps('Boîte à clés à gauche, code 4711'), 'accessNotes: where.code-not-here');
    assert.equal(keeps('Sonner deux fois.'), 'kept');
  }
});
