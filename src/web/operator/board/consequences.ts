import type { Country } from '#kernel';
import type { Consequences } from '#modules/dispatch';
import type { Frame } from '../../frame.ts';

/** What a drop would bring, as sentences; the gravest first. `who`: names of visits by id. */
export function sentencesOf(frame: Frame, weighed: Consequences, country: Country, who: (visit: string) => string): string[] {
  const { words } = frame;
  const currency = country === 'FR' ? 'EUR' : 'GBP';
  const [metres, seconds] = [weighed.after.metres - weighed.before.metres, weighed.after.driving - weighed.before.driving];
  const more = (amount: number): string => (amount > 0 ? 'more' : 'less');
  const says: string[] = [];
  if (weighed.cannot) says.push(words.say(`board.cannot-${weighed.cannot}`));
  for (const late of weighed.late.slice(0, 4)) says.push(words.say('board.would-wait', { who: who(late.id), span: words.span(late.minutes) }));
  if (weighed.over > 0) says.push(words.say('board.too-long', { span: words.span(weighed.over) }));
  if (weighed.asks) says.push(words.say('board.must-agree'));
  if (weighed.losesKnown) says.push(words.say('board.loses-known'));
  if (weighed.start && !weighed.cannot) says.push(words.say('board.would-begin', { hour: words.hour(weighed.start, country) }));
  if (!weighed.cannot || weighed.cannot === 'day-full') {
    says.push(Math.abs(metres) < 100 ? words.say('board.same-way')
      : words.say('board.way-changes', { km: words.distance(Math.abs(metres)), span: words.span(Math.round(Math.abs(seconds) / 60)), money: words.money({ cents: Math.abs(weighed.cents), currency }), more: more(metres) }));
  }
  return says;
}
