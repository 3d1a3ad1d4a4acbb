import { type Money, add, isMore, minus, share, sum, zero } from '#kernel';
import type { Catalogue } from './catalogue.ts';
import { type About, type Draft, aboutLines, draft, says } from './draft.ts';
import type { LineKind } from './quote.ts';
import type { End, Scope, ScopeTask, Way } from './scope.ts';
import type { PackagePrice, Tariff, TimePrice } from './tariff.ts';

type WorkKind = 'labour' | 'training' | 'backup-security';
type Chosen = Readonly<{ task: ScopeTask; sold: PackagePrice }>;
type Split = Readonly<{ packaged: readonly Chosen[]; timed: readonly ScopeTask[] }>;

/** The package that a provider sells for a task done in this way, if any. */
export function packageFor(tariff: Pick<Tariff, 'packages'>, catalogue: Catalogue, task: ScopeTask, way: Way): PackagePrice | undefined {
  const service = catalogue.serviceOf(task.leaf);
  return tariff.packages.find((sold) => sold.service === service?.key && sold.ways.includes(way));
}

export function splitTasks(tariff: Pick<Tariff, 'packages'>, scope: Scope, catalogue: Catalogue): Split {
  const packaged: Chosen[] = [];
  const timed: ScopeTask[] = [];
  for (const task of scope.tasks) {
    const sold = packageFor(tariff, catalogue, task, scope.way);
    if (sold) packaged.push({ task, sold }); else timed.push(task);
  }
  return { packaged, timed };
}

/** Time at a lesson is training; time for one kind of service is of its kind; anything mixed is labour. */
function kindOf(way: Way, tasks: readonly ScopeTask[], catalogue: Catalogue): WorkKind {
  if (way === 'lesson') return 'training';
  const kinds = new Set(tasks.map((task) => catalogue.serviceOf(task.leaf)?.kind ?? 'labour'));
  const [only = 'labour'] = kinds;
  return kinds.size === 1 ? only : 'labour';
}

const aboutOf = (tasks: readonly ScopeTask[], end: End): About => {
  const minutes = tasks.map((task) => ({ leaf: task.leaf, weight: task.minutes[end] + task.unattended[end] }));
  return minutes.some(({ weight }) => weight > 0) ? minutes : tasks.map((task) => ({ leaf: task.leaf, weight: 1 }));
};

/** Started steps, in minutes: 16 minutes at steps of 15 are 30. */
export const startedMinutes = (minutes: number, step: number): number => Math.ceil(Math.max(0, minutes) / step) * step;

function timeLines(time: TimePrice, minutes: number, kind: WorkKind, about: About): Draft[] {
  if (minutes <= 0) return [];
  const more = startedMinutes(minutes - time.first.minutes, time.after.step);
  const first = draft({ slot: 'time.first', kind, unit: 'block', quantity: 1, unitPrice: time.first.price, says: says('line-first-block', { minutes: time.first.minutes }), about });
  if (more === 0) return [first];
  return [first, draft({ slot: 'time.more', kind, unit: 'minute', quantity: more, unitPrice: time.after.hourly, says: says('line-more-time', { step: time.after.step }), about })];
}

function packageLines({ task, sold }: Chosen, end: End, kind: WorkKind): Draft[] {
  const about = [{ leaf: task.leaf, weight: 1 }];
  const whole = draft({ slot: `package.${task.task}`, kind, task: task.task, unit: 'package', quantity: 1, unitPrice: sold.price, says: says(`service-${sold.service}`), about });
  const extra = (task.devices?.[end] ?? 1) - 1;
  if (extra <= 0 || !sold.perExtraDevice) return [whole];
  return [whole, draft({ slot: `package.${task.task}.more`, kind, task: task.task, unit: 'device', quantity: extra, unitPrice: sold.perExtraDevice, says: says('line-extra-device'), about })];
}

function beyondPackages(packaged: readonly Chosen[], time: TimePrice | undefined, end: End, kind: WorkKind): Draft[] {
  const over = packaged.reduce((total, { task, sold }) => total + Math.max(0, sold.minutes === undefined ? 0 : task.minutes[end] - sold.minutes), 0);
  if (!time || over === 0) return [];
  return [draft({
    slot: 'time.over', kind, unit: 'minute', quantity: startedMinutes(over, time.after.step), unitPrice: time.after.hourly,
    says: says('line-over-package', { step: time.after.step }), about: aboutOf(packaged.map(({ task }) => task), end),
  })];
}

function unattendedLines(tariff: Tariff, timed: readonly ScopeTask[], end: End, kind: WorkKind): Draft[] {
  const alone = timed.reduce((total, task) => total + task.unattended[end], 0);
  if (tariff.unattended.billed !== 'apart' || alone === 0) return [];
  const { step, hourly } = tariff.unattended;
  return [draft({ slot: 'time.alone', kind, unit: 'minute', quantity: startedMinutes(alone, step), unitPrice: hourly, says: says('line-unattended', { step }), about: aboutOf(timed, end) })];
}

const total = (lines: readonly Draft[], currency: Money['currency']): Money => sum(lines.map((line) => line.gross), currency);

function surcharge(tariff: Tariff, scope: Scope, work: readonly Draft[], kind: LineKind): Draft[] {
  const asked = scope.when === 'day' ? undefined : tariff.surcharges[scope.when];
  if (!asked || work.length === 0) return [];
  const price = asked.kind === 'flat' ? asked.price : share(total(work, tariff.currency), asked.basisPoints, 10_000);
  return [draft({ slot: 'surcharge', kind, unit: 'visit', quantity: 1, unitPrice: price, says: says(`line-${scope.when}`), about: aboutLines(work) })];
}

/** What is missing to the least price of a visit. */
function minimum(tariff: Tariff, work: readonly Draft[], kind: LineKind): Draft[] {
  const sofar = total(work, tariff.currency);
  if (!tariff.minimum || work.length === 0 || !isMore(tariff.minimum, sofar)) return [];
  return [draft({ slot: 'minimum', kind, unit: 'visit', quantity: 1, unitPrice: minus(tariff.minimum, sofar), says: says('line-minimum'), about: aboutLines(work) })];
}

/** The work of a scope: packages, time (its first block once for all tasks), dearer hours, the least price. */
export function workLines(tariff: Tariff, scope: Scope, end: End, catalogue: Catalogue): Draft[] {
  const { packaged, timed } = splitTasks(tariff, scope, catalogue);
  const time = tariff.time[scope.way];
  const kind = kindOf(scope.way, timed, catalogue);
  const minutes = timed.reduce((sofar, task) => sofar + task.minutes[end] + (tariff.unattended.billed === 'as-attended' ? task.unattended[end] : 0), 0);
  const main = [
    ...(time ? timeLines(time, minutes, kind, aboutOf(timed, end)) : []),
    ...unattendedLines(tariff, timed, end, kind),
    ...packaged.flatMap((chosen) => packageLines(chosen, end, kindOf(scope.way, [chosen.task], catalogue))),
    ...beyondPackages(packaged, time, end, kindOf(scope.way, packaged.map(({ task }) => task), catalogue)),
  ];
  const whole = kindOf(scope.way, scope.tasks, catalogue);
  const dear = [...main, ...surcharge(tariff, scope, main, whole)];
  return [...dear, ...minimum(tariff, dear, whole)];
}

/** What goes off because a visit never costs more than the tariff's cap. */
export function capLine(tariff: Tariff, work: readonly Draft[], travel: readonly Draft[], scope: Scope, catalogue: Catalogue): Draft[] {
  if (!tariff.cap) return [];
  const under = add(total(work, tariff.currency), tariff.cap.covers === 'work-and-travel' ? total(travel, tariff.currency) : zero(tariff.currency));
  if (!isMore(under, tariff.cap.most)) return [];
  return [draft({
    slot: 'cap', kind: kindOf(scope.way, scope.tasks, catalogue), unit: 'visit', quantity: 1, unitPrice: minus(tariff.cap.most, under),
    says: says(`line-cap-${tariff.cap.covers}`), about: aboutLines([...work, ...(tariff.cap.covers === 'work-and-travel' ? travel : [])]),
  })];
}
