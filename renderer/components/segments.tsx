/** One of a few: all of them seen, the chosen one filled. */
export function Segments<Value extends string>(props: {
  readonly label: string;
  readonly value: Value | null;
  readonly options: readonly (readonly [Value, string])[];
  readonly onChoose: (value: Value) => void;
  /** All as wide as one another, over the whole width. */
  readonly isWide?: boolean;
}) {
  return (
    <div
      className="segments"
      role="group"
      aria-label={props.label}
      data-wide={props.isWide ?? false}
    >
      {props.options.map(([value, label]) => (
        <button
          key={value}
          type="button"
          className="segment"
          aria-pressed={value === props.value}
          onClick={() => props.onChoose(value)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
