import type { Lang } from '#kernel';

/** What may be dangerous. A flag comes from the person's own words or answers; no model lowers it. */
export const FLAGS = ['scam', 'security-or-privacy', 'data-loss', 'physical-hazard', 'abuse-or-threat', 'child'] as const;
export type Flag = (typeof FLAGS)[number];
export const URGENCIES = ['low', 'normal', 'urgent', 'emergency'] as const;
export type Urgency = (typeof URGENCIES)[number];
export const CHANNELS = ['self-help', 'remote', 'visit', 'refer'] as const;
/** How a case is best carried; `refer` = the bank, the line's operator, the police or the maker. */
export type Channel = (typeof CHANNELS)[number];
/** What is offered first to the person; lesson and workshop are kinds of visit. */
export type Way = 'guide' | 'remote' | 'lesson' | 'visit' | 'workshop' | 'refer';
export const DEVICES = ['computer-unspecified', 'laptop', 'desktop-pc', 'mac', 'phone', 'tablet-or-ereader', 'printer-scanner', 'router-or-network',
  'tv-or-streaming-box', 'game-console', 'external-storage', 'smart-home-device', 'online-account', 'other'] as const;
export type DeviceKind = (typeof DEVICES)[number];

export type Told = Readonly<{ en: string; fr: string }>;
export type Option = Readonly<{ id: string } & Told>;
/** A one-tap question; without options it is answered in free words. */
export type Question = Readonly<{ id: string; options: readonly Option[] } & Told>;

/** One leaf of the taxonomy with its share of belief (0…1) and the person's own words that speak for it. */
export type Category = Readonly<{ id: string; score: number; because: readonly string[] }>;

/** One thing to be done. Minutes are whole minutes of work on it, travel not counted. */
export type TaskUnderstood = Readonly<{
  text: string; categories: readonly Category[]; device: DeviceKind; urgency: Urgency; channel: Channel;
  skills: readonly string[]; minutes: Readonly<{ expected: number; worst: number }>; parts: readonly Told[];
  /** The slug of the guide to try first: the id of the leaf. */
  guide: string;
  /** Whether we are unsure and should ask before going on. */
  unsure: boolean;
  questions: readonly Question[];
}>;

/**
 * One alarm. `show`: put the card before everything. Otherwise ask the question first and show the card on a yes.
 * `inProgress: 'ask'` = ask whether it is happening right now; `true` = an answer said so.
 */
export type Alarm = Readonly<{
  flag: Flag; inProgress?: 'ask' | true; show: boolean; card: string; question: Question | undefined; because: readonly string[];
}>;

/** What we understood of a person's words. Always at least one task; never an error. */
export type Understanding = Readonly<{
  lang: Lang; tasks: readonly TaskUnderstood[]; safety: readonly Alarm[]; way: Way;
  /** No remote session may be offered: someone else may control the device, or it could hurt. */
  noRemote: boolean;
  /** Whether this request must be hidden from helpers and household and must send nothing to known channels. */
  hidden: boolean;
}>;
