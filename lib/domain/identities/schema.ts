import { z } from "zod";

export const Provider = z.enum(["github"]);
export type Provider = z.infer<typeof Provider>;

/** An account at another site that signs the person in. */
export const Identity = z.object({ provider: Provider, login: z.string() });
export type Identity = z.infer<typeof Identity>;

/** What another site says about who comes from there. */
export interface ForeignAccount {
  provider: Provider;
  /** Its id of the account, which stays when the account is renamed. */
  subject: string;
  login: string;
  name: string;
  /** Null unless that site has verified that the address is theirs. */
  verifiedEmail: string | null;
}

/** Somebody who came from another site and may be connected to the account of this address. */
export const IdentityClaim = z.object({ login: z.string(), email: z.string() });
export type IdentityClaim = z.infer<typeof IdentityClaim>;

export const DisconnectIdentityInput = z.object({ provider: Provider });
export type DisconnectIdentityInput = z.infer<typeof DisconnectIdentityInput>;
