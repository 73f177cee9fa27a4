import { z } from 'zod';

/** Building blocks of the schemas of the demo data. */

const NAME_LENGTH_MAX = 80;
const TEXT_LENGTH_MAX = 400;
export const DAYS_MAX = 1_000;
export const MINUTES_MAX = 60_000;

export const nameField = z.string().min(1).max(NAME_LENGTH_MAX);
export const paragraphField = z.string().min(1).max(TEXT_LENGTH_MAX);
export const slugField = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
/** File name in resources/demo/pictures. */
export const pictureField = z
  .string()
  .regex(/^(product|event|collective|village)-[a-z0-9-]+\.svg$/);
/** A colour of the garland (docs/look.md); the token is `--<name>` and `--<name>-tint`. */
export const colourField = z.enum([
  'cherry',
  'tangerine',
  'straw',
  'leaf',
  'pool',
  'sky',
  'plum',
  'stone',
]);
export const emailField = z.string().regex(/^[a-z0-9.]+@([a-z-]+\.)?example\.org$/);
export const daysField = z.int().min(-DAYS_MAX).max(DAYS_MAX);
export const vatField = z.union([z.literal(0), z.literal(550), z.literal(1000), z.literal(2000)]);
export const hourField = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export const bothLanguagesField = z.strictObject({ fr: nameField, en: nameField });

/** `inDays` 0 is the day the demo is made; `at` is the hour on the wall of the collective. */
export const demoMomentSchema = z.strictObject({ inDays: daysField, at: hourField });
export type DemoMoment = z.infer<typeof demoMomentSchema>;

export const addressSchema = z.strictObject({
  street: nameField,
  postalCode: z.string().regex(/^\d{5}$/),
  town: nameField,
  country: z.literal('FR'),
  /** Degrees, five decimals. */
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
