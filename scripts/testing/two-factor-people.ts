import { generateSync } from "otplib";
import { unwrap } from "#lib/db/call.ts";
import { mintToken } from "#lib/db/mint-token.ts";
import { createServiceClient } from "#lib/db/service-client.ts";
import { createUserClient } from "#lib/db/user-client.ts";
import { readSessionState } from "#lib/domain/sessions/queries.ts";
import type { NewSession } from "#lib/domain/sessions/schema.ts";
import { signIn } from "#lib/domain/sessions/sign-in.ts";
import { confirmTwoFactor } from "#lib/domain/two-factor/confirm-two-factor.ts";
import { openTwoFactorSetUp } from "#lib/domain/two-factor/open-set-up.ts";
import type { AskingSession, TwoFactorContext } from "#lib/domain/two-factor/two-factor-context.ts";
import { hashPassword } from "#lib/domain/users/hash-password.ts";
import { newKeyEntry, readKeyRing } from "#lib/key-ring.ts";
import { createLogger } from "#lib/observability/logger.ts";
import { testKeys } from "./database-template.ts";
import type { TestDatabase } from "./test-database.ts";

export const password = "walnut otter cinema";
const keyRing = readKeyRing(newKeyEntry("test"));
let passwordHash: Promise<string> | undefined;
let counter = 0;

export interface Person {
  id: string;
  email: string;
  /** A place nobody else is, so that limits of one test don't reach another. */
  ip: string;
  signIn: (deviceHash?: string, ip?: string) => Promise<NewSession & AskingSession>;
}

export interface ProtectedPerson extends Person {
  secret: string;
  codes: string[];
  session: NewSession & AskingSession;
}

/** The code of an authenticator app in the present step, or in the next one, which a clock that is ahead shows. */
export const codeOf = (secret: string, ahead: 0 | 30 = 0): string =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + ahead });

/** People with passwords and second factors in a test database, and what they do. */
export function twoFactorPeople(database: TestDatabase) {
  /** One instance of the app: clients and memory of its own, the database and the secrets shared. */
  const instance = (): TwoFactorContext => ({
    db: createServiceClient({ url: database.url, secretKey: testKeys.secret }),
    log: createLogger("test", "silent"),
    tokenSecret: "a secret of the test",
    later: (work) => work(),
    keyRing,
  });

  async function newPerson(options: Parameters<TestDatabase["createUser"]>[0] = {}): Promise<Person> {
    counter += 1;
    const ip = `192.0.${counter}.1`;
    const { id, email } = await database.createUser(options);
    passwordHash ??= hashPassword(password);
    const credential = { user_id: id, password_hash: await passwordHash };
    unwrap(await database.service.from("user_credentials").insert(credential).select("user_id"));
    return {
      id,
      email,
      ip,
      signIn: async (hash, from = ip) => {
        const device = { userAgent: "Browser", ip: from, ...(hash ? { hash } : {}) };
        return { ...(await signIn(instance(), { email, password }, device)), ip: from };
      },
    };
  }

  /** Lets the codes of the present steps be used again, as half a minute would let the next ones. */
  const passTime = async (person: { id: string }) =>
    unwrap(
      await database.service
        .from("two_factor_secrets")
        .update({ last_step: 0 })
        .eq("user_id", person.id)
        .select("user_id"),
    );

  return {
    instance,
    newPerson,
    passTime,
    async withTwoFactor(options: Parameters<TestDatabase["createUser"]>[0] = {}): Promise<ProtectedPerson> {
      const person = await newPerson(options);
      const first = await person.signIn();
      const { secret } = await openTwoFactorSetUp(instance(), first, person.email);
      const confirmed = await confirmTwoFactor(instance(), { code: codeOf(secret) }, first);
      await passTime(person);
      const session = { ...confirmed.session, ip: person.ip };
      return { ...person, secret, codes: confirmed.recoveryCodes, session };
    },
    /** The client that a page of this session uses. */
    async pageOf(session: NewSession) {
      const { userId: sub, sessionId: session_id } = session;
      const accessToken = await mintToken({ actor: "user", sub, session_id });
      return {
        db: createUserClient({ url: database.url, publishableKey: testKeys.publishable, accessToken }),
      };
    },
    async stateOf(session: NewSession) {
      return (await readSessionState(await this.pageOf(session))).state;
    },
    /** Subjects of the mails that a person got. */
    async mailsTo(person: { email: string }): Promise<string[]> {
      const mails = await database.service.from("mails").select("subject").eq("recipient", person.email);
      return unwrap(mails).map((mail) => mail.subject);
    },
    /** Moves times of a session into the past. */
    async age(session: NewSession, minutes: { last_active_at?: number; authenticated_at?: number }) {
      const past = (ago: number | undefined) =>
        ago === undefined ? undefined : new Date(Date.now() - ago * 60_000).toISOString();
      const change = {
        last_active_at: past(minutes.last_active_at),
        authenticated_at: past(minutes.authenticated_at),
      };
      unwrap(await database.service.from("sessions").update(change).eq("id", session.sessionId).select("id"));
    },
  };
}
