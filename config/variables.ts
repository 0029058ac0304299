export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads variables one by one and collects what is wrong instead of stopping at the first. */
export class Variables {
  readonly problems: string[] = [];
  constructor(private readonly environment: Environment) {}

  text(name: string, fallback?: string): string {
    const value = this.environment[name]?.trim();
    if (value) return value;
    if (fallback === undefined) this.problems.push(`${name} is missing.`);
    return fallback ?? '';
  }

  optional(name: string): string | null {
    return this.environment[name]?.trim() || null;
  }

  whole(name: string, fallback: number, from: number, to: number): number {
    const given = this.environment[name]?.trim();
    if (!given) return fallback;
    const value = Number(given);
    if (Number.isInteger(value) && value >= from && value <= to) return value;
    this.problems.push(`${name} must be a whole number from ${from} to ${to}, not "${given}".`);
    return fallback;
  }

  choice<T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const given = this.environment[name]?.trim().toLowerCase();
    if (!given) return fallback;
    const chosen = choices.find((choice) => choice === given);
    if (chosen === undefined) this.problems.push(`${name} must be ${choices.join(' or ')}, not "${given}".`);
    return chosen ?? fallback;
  }

  yesNo(name: string, fallback: boolean): boolean {
    const given = this.environment[name]?.trim().toLowerCase();
    if (!given) return fallback;
    if (given === 'true' || given === 'false') return given === 'true';
    this.problems.push(`${name} must be true or false, not "${given}".`);
    return fallback;
  }

  url(name: string, protocols: readonly string[], fallback?: string): string {
    const value = this.text(name, fallback);
    const fits = URL.canParse(value) && protocols.includes(new URL(value).protocol);
    if (value && !fits) this.problems.push(`${name} must be a ${protocols.join(' or ')} address, not "${value}".`);
    return value.replace(/\/$/, '');
  }

  address(name: string): string {
    const value = this.text(name).toLowerCase();
    if (value && !/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(value)) this.problems.push(`${name} must be a mail address.`);
    return value;
  }

  secret(name: string): string {
    const value = this.text(name);
    if (value && value.length < 32) this.problems.push(`${name} must have at least 32 characters.`);
    return value;
  }

  addresses(name: string): readonly string[] {
    const given = this.environment[name]?.split(',') ?? [];
    return given.map((address) => address.trim().toLowerCase()).filter((address) => address !== '');
  }
}
