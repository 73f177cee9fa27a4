import { CONTRASTS, TEXT_SIZES } from '../look.ts';
import type { Visit } from '../visit.ts';

/** Text size and contrast: the words of each choice are drawn as they will be. */
export const LookFields = ({ visit }: { readonly visit: Visit }) => (
  <>
    <Choices
      legend={visit.t('readability.size')}
      name="taille"
      chosen={visit.look.textSize}
      choices={TEXT_SIZES.map((size) => ({ value: size, label: visit.t(`readability.${size}`) }))}
    />
    <Choices
      legend={visit.t('readability.contrast')}
      name="contraste"
      chosen={visit.look.contrast}
      choices={CONTRASTS.map((contrast) => ({
        value: contrast,
        label: visit.t(contrast === 'more' ? 'readability.more' : 'readability.plain'),
      }))}
    />
  </>
);

type ChoicesProps = {
  readonly legend: string;
  readonly name: string;
  readonly chosen: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
};

/** A few answers of which one is chosen, side by side where there is room. */
export const Choices = ({ legend, name, chosen, choices }: ChoicesProps) => (
  <fieldset class="picks">
    <legend>{legend}</legend>
    <div class="pick-row">
      {choices.map(({ value, label }) => (
        <label class={`pick pick-${value}`}>
          <input type="radio" name={name} value={value} checked={value === chosen} />
          <span>{label}</span>
        </label>
      ))}
    </div>
  </fieldset>
);
