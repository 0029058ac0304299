/** Where the program says what it cannot say to a person. Lines carry ids, never personal data. */
export abstract class Log {
  abstract error(facts: object, message: string): void;
  abstract warn(facts: object, message: string): void;
  abstract info(facts: object, message: string): void;
}
