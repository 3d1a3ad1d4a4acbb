import { walkEveryId } from './every-id.ts';

walkEveryId(0, 3);
