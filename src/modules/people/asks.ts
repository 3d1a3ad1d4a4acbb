import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js';
import { z } from 'zod';
import type { Country, HomeId, LatLng, PersonId, Precision } from '#kernel';
import { holdsCode } from './code-in-text.ts';
import { GIVEN_HOW, SCOPES } from './mandate.ts';
import { COMFORTS, PREFERS } from './person.ts';

const COUNTRIES = ['FR', 'GB'] as const;
const LANGS = ['en', 'fr'] as const;
const trimmed = (max: number) => z.string().trim().min(1).max(max);
const idOf = <T extends string>(prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{26}$`)).transform((text) => text as T);

/** A telephone number as people write it, in E.164; undefined when it cannot be one. */
export function phoneFrom(text: string, country: Country): string | undefined {
  const found = parsePhoneNumberFromString(text, country as CountryCode);
  return found?.isValid() ? found.number : undefined;
}

const email = z.email().max(254).transform((text) => text.toLowerCase());
const e164 = z.string().regex(/^\+[1-9]\d{6,14}$/);
export const latLng = z.object({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) });
export const address = z.object({ line: trimmed(200), postcode: trimmed(12), town: trimmed(100), country: z.enum(COUNTRIES) });
export const precision = z.enum(['door', 'street', 'postcode', 'town', 'pin'] satisfies Precision[]);

export const asksToWelcome = z.object({
  givenName: trimmed(80), familyName: z.string().trim().max(80), lang: z.enum(LANGS), country: z.enum(COUNTRIES),
  phone: e164.optional(), email: email.optional(), prefers: z.enum(PREFERS), comfort: z.enum(COMFORTS).optional(),
  largePrint: z.boolean().optional(),
});
export type AsksToWelcome = z.infer<typeof asksToWelcome>;

export type AsksToAddHome = Readonly<{
  person: PersonId; address: z.infer<typeof address>; at?: LatLng | undefined; precision?: Precision | undefined; accessNotes?: string | undefined;
}>;
export const asksToAddHome = z.object({
  person: idOf<PersonId>('per'), address, at: latLng.optional(), precision: precision.optional(), accessNotes: z.string().trim().max(1000).refine((typed) => !holdsCode(typed), 'where.code-not-here').optional(),
});
export const asksToPlaceHome = z.object({ home: idOf<HomeId>('hom'), at: latLng, precision });
export type AsksToPlaceHome = z.infer<typeof asksToPlaceHome>;

export const asksToChangeContact = z.object({ person: idOf<PersonId>('per'), phone: e164.optional(), email: email.optional(), prefers: z.enum(PREFERS), largePrint: z.boolean().optional(), lang: z.enum(LANGS).optional() });
export type AsksToChangeContact = z.infer<typeof asksToChangeContact>;
export const asksToSetComfort = z.object({ person: idOf<PersonId>('per'), comfort: z.enum(COMFORTS) });
export type AsksToSetComfort = z.infer<typeof asksToSetComfort>;

export type AsksToSetNote = Readonly<{ person: PersonId; note?: string | undefined; until?: Temporal.Instant | undefined }>;

/** `until` is an instant; `from` is now when it is not said. */
export type AsksToGiveMandate = Readonly<{
  home: HomeId; helper: PersonId; scopes: readonly (typeof SCOPES)[number][]; from?: Temporal.Instant | undefined; until: Temporal.Instant; givenHow: (typeof GIVEN_HOW)[number];
}>;
export const mandateForm = z.object({ home: idOf<HomeId>('hom'), helper: idOf<PersonId>('per'), scopes: z.array(z.enum(SCOPES)).min(1), until: z.iso.date(), givenHow: z.enum(GIVEN_HOW) });

export type AsksForCode = Readonly<{ phone: string; email?: undefined } | { email: string; phone?: undefined }>;
export const asksForCode = z.union([z.object({ phone: e164 }), z.object({ email })]);
export const asksToUseCode = z.object({ code: z.string().min(8).max(64), digits: z.string().regex(/^\d{6}$/), person: idOf<PersonId>('per').optional() });
export type AsksToUseCode = z.infer<typeof asksToUseCode> & { device: string };

export const LOGIN = /^[a-z0-9][a-z0-9._-]{2,39}$/;
export const SHORTEST_PASSWORD = 12;
export const asksToSetUpStaff = z.object({ login: z.string().toLowerCase().regex(LOGIN), password: z.string().min(SHORTEST_PASSWORD, 'people.password-short').max(256), totp: z.string().regex(/^\d{6}$/) });
export const asksToSignIn = z.object({ login: z.string().trim().toLowerCase().max(40), password: z.string().max(256), totp: z.string().regex(/^\d{6}$/) });

const asJson = z.string().min(2).max(20_000).transform((text, context): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue('this is not JSON');
    return z.NEVER;
  }
});
/** What the browser answers in a passkey ceremony: `response` is the JSON of WebAuthn, as text. */
export const asksForPasskey = z.object({ ceremony: z.string().regex(/^cer_[0-9a-z]{26}$/), response: asJson });
