import { moveRoute } from '../move-route.ts';

export const enableSubscription = moveRoute('enable');
