import type { Call } from '../http/route.ts';
import { FORM_MARK_FIELD } from './parts/form.tsx';
import { isFormOurs } from './visit.ts';

/** What a person typed is shown again up to here; a form with longer answers says so. */
const TYPED_LENGTH_MAX = 300;

export type SentForm = {
  /** False when it was not drawn for this browser, or long ago: ask to send it again. */
  readonly isOurs: boolean;
  readonly text: (name: string) => string;
};

/** Reads a form. A file or a repeated field counts as nothing typed. */
export async function readForm(call: Call, lengthMax = TYPED_LENGTH_MAX): Promise<SentForm> {
  const fields: Readonly<Record<string, unknown>> = await call.c.req.parseBody().catch(() => ({}));
  const text = (name: string): string => {
    const value = fields[name];
    return typeof value === 'string' ? value.slice(0, lengthMax) : '';
  };
  return { isOurs: isFormOurs(call, text(FORM_MARK_FIELD)), text };
}
