// What a guest may ask of the floor.

export const SERVICE_KINDS = ['call', 'bill', 'hurry', 'cash'] as const
export type ServiceKind = (typeof SERVICE_KINDS)[number]
