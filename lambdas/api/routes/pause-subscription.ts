import { moveRoute } from '../move-route.ts';

export const pauseSubscription = moveRoute('pause');
