export type Tone = 'done' | 'refused' | 'attention' | 'plain';

/** One shape for each result, so that it is read without its colour (docs/look.md). */
export function Shape({ tone }: { readonly tone: Tone }) {
  return (
    <svg className="shape" viewBox="0 0 48 48" aria-hidden="true">
      {tone === 'done' && (
        <>
          <circle className="shape-back" cx="24" cy="24" r="21" />
          <path className="shape-sign" d="M13.5 24.8 21 32.3 34.5 17.5" />
        </>
      )}
      {tone === 'refused' && (
        <>
          <path className="shape-back" d="M15.7 4h16.6L44 15.7v16.6L32.3 44H15.7L4 32.3V15.7z" />
          <path className="shape-sign" d="M16.5 16.5l15 15M31.5 16.5l-15 15" />
        </>
      )}
      {tone === 'attention' && (
        <>
          <path className="shape-back" d="M24 4.5 45 42H3z" />
          <path className="shape-sign" d="M24 18v11M24 35.5v.2" />
        </>
      )}
      {tone === 'plain' && (
        <>
          <rect className="shape-back" x="3" y="9" width="42" height="30" rx="5" />
          <path
            className="shape-sign"
            d="M11 31h7M28 18.5a8 8 0 0 1 0 11M33.5 15a13.5 13.5 0 0 1 0 18"
          />
        </>
      )}
    </svg>
  );
}
