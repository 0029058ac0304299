// The npm build of Node lacks the LTS name that nodejs.org's own builds carry; oidc-provider takes that for an old Node
// and says so on every start. Any name from "Jod" (22) on is to it a supported release.
if (process.release.lts === undefined)
  Object.defineProperty(process.release, 'lts', { value: 'LTS', configurable: true });
