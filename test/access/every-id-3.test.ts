import { walkEveryId } from './every-id.ts';

walkEveryId(2, 3);
