type StepsProps = {
  /** What each step is, in order: "Choisir", "Payer", "C’est fait". */
  readonly names: readonly string[];
  /** The one of now, from 0; after the last one all are done. */
  readonly now: number;
  readonly label: string;
};

/** How far one has come. */
export const Steps = ({ names, now, label }: StepsProps) => (
  <ol class="steps" aria-label={label}>
    {names.map((name, index) => (
      <li
        class={index < now ? 'step step-done' : 'step'}
        aria-current={index === now ? 'step' : undefined}
      >
        {index + 1}. {name}
      </li>
    ))}
  </ol>
);
