import { moveRoute } from '../move-route.ts';

export const disableSubscription = moveRoute('disable');
