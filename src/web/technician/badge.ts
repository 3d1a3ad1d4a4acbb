import { html, raw } from 'hono/html';
import { type FileId, type TechnicianId, isId } from '#kernel';
import { type Technician, shownName } from '#modules/technicians';
import { qrSvg } from '#platform/documents/index';
import { type Call, type Door, type Problem, type Reply, go, missing, page, screen } from '#platform/http/index';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { form, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { face } from '../parts/who.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;

/** The badge to print and wear, whose square code opens "is this really you?"; and the photo that people see before the visit. */
export function badgeDoors(has: WebHas): Door[] {
  const own = (call: Pick<Call, 'by'>): TechnicianId | undefined => (call.by.kind === 'person' ? call.by.technician : undefined);
  const named = (call: Pick<Call, 'params'>): TechnicianId | undefined => { const id = call.params['technician'] ?? ''; return isId('Technician', id) ? id : undefined; };
  const show = (call: Call, id: TechnicianId | undefined, path: string, problems: readonly Problem[] = []): Promise<Reply> | Reply => (id ? badgePage(has, call, id, path, problems) : missing);
  return [
    screen({ method: 'GET', path: '/day/badge', who: ['technician'], answer: (call) => show(call, own(call), '/day/badge') }),
    screen({ method: 'POST', path: '/day/badge', who: ['technician'], answer: (call) => keepPhoto(has, call, own(call), '/day/badge') }),
    screen({ method: 'GET', path: '/operator/technicians/:technician/badge', who: ['operator', 'vetting'], answer: (call) => show(call, named(call), call.path) }),
    screen({ method: 'POST', path: '/operator/technicians/:technician/badge', who: ['operator'], answer: (call) => keepPhoto(has, call, named(call), call.path) }),
  ];
}

async function keepPhoto(has: WebHas, call: Call, technician: TechnicianId | undefined, path: string): Promise<Reply> {
  const [sent] = call.files;
  const wrong = (says: string): Promise<Reply> | Reply => (technician ? badgePage(has, call, technician, path, [{ field: 'photo', says }]) : missing);
  if (!technician) return missing;
  if (!sent) return wrong('badge.photo-missing');
  if (!(await has.limits.may('upload', call.from)).ok) return wrong('come-back.wait');
  const kept = await has.files.keep(sent.bytes, { name: sent.name, declaredType: sent.type });
  if (!kept.ok || kept.value.type !== 'image/jpeg') {
    if (kept.ok) await has.files.erase(kept.value.id);
    return wrong('badge.photo-unclear');
  }
  const photo: FileId = kept.value.id;
  return call.change((work) => has.technicians.setPhoto(work, { technician, photo }), () => go(path), async () => { await has.files.erase(photo); return missing; });
}

async function badgePage(has: WebHas, call: Call, id: TechnicianId, path: string, problems: readonly Problem[]): Promise<Reply> {
  const seen = await call.look(async (work) => {
    const technician = await has.technicians.technician(work, id);
    const provider = technician && (await has.technicians.provider(work, technician.provider));
    return technician && provider ? { technician, provider: provider.name } : undefined;
  });
  if (!seen) return missing;
  const frame = frameOf(has, call);
  const { words } = frame;
  const address = new URL(`/check?told=${seen.technician.badge}`, has.publicUrl).href;
  return page(shell(frame, {
    title: words.say('badge.title'), kind: 'staff',
    main: html`${whatWasWrong(words, { typed: {}, problems })}<h1>${words.say('badge.title')}</h1>
      <section class="card badge">${front(seen.technician, seen.provider, frame.house.name)}<div class="square" role="img" aria-label="${words.say('badge.square', { address })}">${raw(qrSvg(address))}</div><p>${words.say('badge.says')}<br><span class="number">${new URL('/check', has.publicUrl).host}/check</span><br><strong>${words.say('badge.word')}</strong></p></section>
      <div class="actions no-print"><button type="button" data-print hidden>${icon('printer')}${words.say('guides.print')}</button></div>
      <section class="card no-print"><h2>${words.say('badge.photo')}</h2><p>${words.say('badge.photo-more')}</p>${form(path, html`<div class="field ${problems.length > 0 ? 'has-wrong' : ''}"><label for="photo">${words.say('badge.choose-photo')}</label><input type="file" id="photo" name="photo" accept="image/*"></div><div class="actions"><button class="main">${icon('upload')}${words.say('badge.keep-photo')}</button></div>`, { files: true })}</section>`,
  }), problems.length > 0 ? 422 : 200);
}

const front = (technician: Technician, provider: string, house: string): Html => html`<div class="person-line">${face(technician)}<div><span class="quiet">${house}</span><br><strong class="big">${shownName(technician)}</strong><br>${provider}<br><span class="number">${technician.badge}</span></div></div>`;
