import type { Address, Country, LatLng, ProviderId } from '#kernel';

/** Where a provider is paid. Porchlight never holds money: this is printed on the provider's own invoices. */
export type Pay = Readonly<{ kind: 'iban'; iban: string; bic?: string; name: string } | { kind: 'sort-code'; sortCode: string; account: string; name: string }>;
export type Vat = Readonly<{ registered: true; number: string } | { registered: false; mention: string }>;

/** Who stands behind a technician: a firm, or a technician who is a firm of one. */
export type Provider = Readonly<{
  id: ProviderId;
  name: string;
  legalName: string;
  kind: 'solo' | 'firm';
  country: Country;
  /** SIREN/SIRET or Companies House number. */
  companyNumber: string;
  vat: Vat;
  /** The French declaration for personal services (SAP…), and since when. */
  sapNumber?: string;
  sapSince?: Temporal.PlainDate;
  address: Address;
  phone: string;
  email: string;
  pay: Pay;
  base: LatLng;
  /** The consumer mediator a French provider must name. */
  mediator?: string;
  /** Days for which the work is put right free of charge. */
  guaranteeDays: number;
  about: string;
  /** When they signed "computed quotes bind me"; without it they are offered to nobody. */
  bindingSignedAt?: Temporal.Instant;
  /** Since when they work with this house no more: offered to nobody, sent to nobody. */
  leftAt?: Temporal.Instant;
}>;

/** Who a provider is by law and for the tax office, and where it starts from: what documents copy. */
export type Identity = Pick<Provider, 'legalName' | 'kind' | 'companyNumber' | 'vat' | 'sapNumber' | 'sapSince' | 'address' | 'base'>;
export const identityOf = ({ legalName, kind, companyNumber, vat, sapNumber, sapSince, address, base }: Identity): Identity =>
  ({ legalName, kind, companyNumber, vat, ...(sapNumber && sapSince ? { sapNumber, sapSince } : {}), address, base });

export const hasSigned = (provider: Provider): boolean => provider.bindingSignedAt !== undefined;

const mod97 = (digits: string): number => [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);

/** ISO 13616: the check digits of an IBAN, spaces allowed. */
export function isIban(text: string): boolean {
  const iban = text.replaceAll(' ', '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  const moved = iban.slice(4) + iban.slice(0, 4);
  return mod97([...moved].map((sign) => (/\d/.test(sign) ? sign : String(sign.charCodeAt(0) - 55))).join('')) === 1;
}
export const isSortCode = (text: string): boolean => /^\d{2}-?\d{2}-?\d{2}$/.test(text);
