import { generateSecret, generateURI, verifySync } from "otplib";

/** Seconds of one step, and by how many a clock may be off in either direction (RFC 6238, 5.2). */
const STEP_SECONDS = 30;

/** 160 random bits in base32, as authenticator apps take them. */
export const newTotpSecret = (): string => generateSecret();

/** The address that an authenticator app reads from the QR code. */
export const totpUri = (secret: string, email: string): string =>
  generateURI({ issuer: "MorningAI", label: email, secret });

/**
 * The time step (30 s since 1970) that a code belongs to: the present one, or the one before or after it.
 * @param code six digits
 * @returns null when it belongs to none of them
 */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const epoch = Math.floor(now.getTime() / 1000);
  const result = verifySync({ secret, token: code, epoch, epochTolerance: STEP_SECONDS });
  return result.valid && "timeStep" in result ? result.timeStep : null;
}
