import { moveRoute } from '../move-route.ts';

export const resumeSubscription = moveRoute('resume');
