/** The source of operational events; the bus's policy lets nobody else use it. */
export const OPERATIONAL_SOURCE = 'freyavoice.webhooks';
