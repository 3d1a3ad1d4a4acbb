import { walkEveryId } from './every-id.ts';

walkEveryId(1, 3);
