import { z } from 'zod';
import { isId } from '#kernel';
import { type Door, idShape, listAsks, missing, onePage, pageAsks, pageOf, route } from '#platform/http/index';
import type { Technicians } from './front.ts';
import type { Technician } from './technician.ts';

const provider = z.object({ id: idShape('pro'), name: z.string(), kind: z.enum(['solo', 'firm']), country: z.enum(['FR', 'GB']), phone: z.string(), about: z.string(), guaranteeDays: z.number() });
const technician = z.object({ id: idShape('tec'), firstName: z.string(), lastInitial: z.string(), badge: z.string(), languages: z.array(z.enum(['en', 'fr'])) });

/** What anybody may know of a technician: never where they live. */
const known = ({ id, firstName, lastInitial, badge, languages }: Technician): z.infer<typeof technician> => ({ id, firstName, lastInitial, badge, languages: [...languages] });

/** Who helps, for programs. */
export const technicianRoutes = (technicians: Pick<Technicians, 'providers' | 'provider' | 'techniciansOf'>): Door[] => [
  route({
    method: 'GET', path: '/providers', who: ['anyone'], summary: 'Providers of a country', asks: z.object({ country: z.enum(['FR', 'GB']), ...pageAsks }), gives: pageOf(provider),
    answer: async ({ look, asked }) => onePage(await look((work) => technicians.providers(work, asked.country)), asked, { of: (one) => `${one.name} ${one.id}`, order: 'up' }, ({ id, name, kind, country, phone, about, guaranteeDays }) => ({ id, name, kind, country, phone, about, guaranteeDays })),
  }),
  route({
    method: 'GET', path: '/providers/:provider/technicians', who: ['anyone'], summary: 'The technicians of a provider', asks: listAsks, gives: pageOf(technician),
    answer: async ({ look, params, asked }) => {
      const id = params['provider'] ?? '';
      if (!isId('Provider', id) || !(await look((work) => technicians.provider(work, id)))) return missing;
      return onePage(await look((work) => technicians.techniciansOf(work, id)), asked, { of: (one) => `${one.firstName} ${one.id}`, order: 'up' }, known);
    },
  }),
];
