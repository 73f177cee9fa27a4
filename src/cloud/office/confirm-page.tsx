import type { Call } from '../http/route.ts';
import { answerPage } from '../site/page.tsx';
import { Button, ButtonLink, Form } from '../site/parts/form.tsx';
import { Icon } from '../site/parts/icon.tsx';
import type { Visit } from '../site/visit.ts';

type Confirmation = {
  readonly title: string;
  /** What happens and what it risks, an icon beside each. */
  readonly lines: readonly (readonly [icon: string, text: string])[];
  readonly action: string;
  readonly go: string;
  readonly back: string;
};

/** Asks before something that cannot be taken back, told what it risks. */
export function answerConfirmation(
  call: Call,
  visit: Visit,
  { title, lines, action, go, back }: Confirmation,
): Promise<Response> {
  return answerPage(call, visit, {
    title,
    section: 'office',
    isPrivate: true,
    body: (
      <div class="narrow sheet">
        <h1>{title}</h1>
        <ul class="reasons">
          {lines.map(([icon, text]) => (
            <li>
              <Icon name={icon} />
              {text}
            </li>
          ))}
        </ul>
        <Form visit={visit} action={action}>
          <Button kind="danger" icon="warning">
            {go}
          </Button>
          <ButtonLink href={back} kind="second" icon="back">
            {visit.t('office.keep')}
          </ButtonLink>
        </Form>
      </div>
    ),
  });
}
