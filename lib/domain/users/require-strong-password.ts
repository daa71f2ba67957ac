import { passwordStrength } from "#lib/domain/users/password-strength.ts";
import { AppError } from "#lib/errors.ts";

/**
 * Refuses a password that is guessed soon: in lists of stolen ones, made from one, or from what is known of
 * the person.
 * @param field the field of the form that it came from
 * @param about name, address, organisation
 * @throws AppError `invalid_input` with the reason at the field
 */
export async function requireStrongPassword(
  password: string,
  field: string,
  about: readonly string[],
): Promise<void> {
  const { score, hint } = await passwordStrength(password, about);
  if (score >= 3) return;
  const message = `Choose a password that is harder to guess. ${hint}`;
  throw new AppError("invalid_input", message, { fields: { [field]: message } });
}
