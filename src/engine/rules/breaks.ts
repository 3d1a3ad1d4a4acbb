import type { Rest } from '../plan.ts';
import type { Rule } from '../rule.ts';

/** Every break of a working day is taken once, in order, in its window, and nothing else happens meanwhile. */
export const breaks: Rule = {
  name: 'breaks',
  faults({ route, duty, visits }) {
    const due = duty.breaks ?? [];
    const taken = route.steps.filter((step): step is Rest => 'rest' in step);
    const says = (text: string) => [{ rule: 'breaks', duty: route.duty, says: text }];
    if (taken.length !== due.length || taken.some((rest, k) => rest.rest !== k)) return says(`Takes the breaks (${taken.map((rest) => rest.rest).join(', ')}) of ${due.length}.`);
    return taken.flatMap((rest) => {
      const { windows, duration } = due[rest.rest]!;
      if (!windows.some(([from, to]) => rest.start >= from && rest.start <= to)) return says(`Break ${rest.rest} starts at ${rest.start}, outside its windows.`);
      if (rest.leave - rest.start !== duration) return says(`Break ${rest.rest} lasts ${rest.leave - rest.start}, not ${duration}.`);
      if (visits.some((visit) => visit.start < rest.leave && rest.start < visit.leave)) return says(`Break ${rest.rest} is worked through.`);
      if (taken.some((other) => other.rest < rest.rest && other.leave > rest.start)) return says(`Break ${rest.rest} begins before the one before it ends.`);
      return rest.start < route.leave || rest.leave > route.back ? says(`Break ${rest.rest} lies outside the day.`) : [];
    });
  },
};
