"use server";

import { cookies } from "next/headers";
import { z } from "zod";
import { connectIdentity } from "#lib/domain/identities/connect-identity.ts";
import { acceptInvitation } from "#lib/domain/invitations/accept-invitation.ts";
import { AcceptInvitationInput, SignUpByInvitationInput } from "#lib/domain/invitations/schema.ts";
import { signUpByInvitation } from "#lib/domain/invitations/sign-up-by-invitation.ts";
import { requestMagicLink } from "#lib/domain/sessions/request-magic-link.ts";
import { confirmEmailChange } from "#lib/domain/users/confirm-email-change.ts";
import { confirmSignUp } from "#lib/domain/users/confirm-sign-up.ts";
import { requestPasswordReset } from "#lib/domain/users/request-password-reset.ts";
import { requestSignUp } from "#lib/domain/users/request-sign-up.ts";
import { resetPassword } from "#lib/domain/users/reset-password.ts";
import {
  ConfirmSignUpInput,
  EmailInput,
  MailLinkInput,
  ResetPasswordInput,
  SignUpInput,
} from "#lib/domain/users/schema.ts";
import { accountAction } from "#lib/http/account-action.ts";
import { deliverSoon } from "#lib/http/deliver-soon.ts";
import { IDENTITY_CLAIM_COOKIE } from "#lib/http/identity-claim-cookie.ts";
import { visitorAction } from "#lib/http/visitor-action.ts";

export const signUpAction = visitorAction(SignUpInput, requestSignUp);
export const confirmSignUpAction = visitorAction(ConfirmSignUpInput, confirmSignUp);
export const passwordResetAction = visitorAction(EmailInput, requestPasswordReset);
export const resetPasswordAction = visitorAction(ResetPasswordInput, resetPassword);
export const magicLinkAction = visitorAction(EmailInput, requestMagicLink);
export const confirmEmailChangeAction = visitorAction(MailLinkInput, confirmEmailChange);
export const signUpByInvitationAction = visitorAction(SignUpByInvitationInput, signUpByInvitation);

export const acceptInvitationAction = accountAction({ input: AcceptInvitationInput, run: acceptInvitation });

export const connectGithubAction = accountAction({
  input: z.object({}),
  run: async (visit) => {
    const jar = await cookies();
    await connectIdentity(visit, { claim: jar.get(IDENTITY_CLAIM_COOKIE)?.value ?? "" });
    deliverSoon();
  },
});
