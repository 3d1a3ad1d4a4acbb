/** The modules whose tables name a person, from the top floor down: whoever stands on others forgets first, people last. */
export const FLOORS = ['privacy', 'messages', 'quality', 'billing', 'trust', 'visits', 'booking', 'contracts', 'pricing', 'devices', 'technicians', 'people'] as const;
export type Floor = (typeof FLOORS)[number];

/** What a floor forgot. `keptUntil`: until when the law has it kept. */
export type Forgot = Readonly<{ erased: number; keptUntil?: Temporal.PlainDate | undefined }>;
