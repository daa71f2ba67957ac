import Link from "next/link";
import { FormField } from "#components/form-field.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import type { Credential } from "#lib/domain/credentials/schema.ts";

/** Which credential the import shows to the server; none for a public repository. */
export function CredentialChoice(props: {
  tenant: string;
  credentials: Pick<Credential, "id" | "label" | "origin">[];
  chosen: string | null;
  onChoose: (credentialId: string | null) => void;
}) {
  const settings = (
    <Link href={`/${props.tenant}/settings/credentials`} className="underline underline-offset-4">
      Credentials
    </Link>
  );
  return (
    <FormField
      name="credentialId"
      label="Credential"
      hint={<>It is sent to its own server only. Admins add them under {settings}.</>}
    >
      {(field) => (
        <NativeSelect
          {...field}
          value={props.chosen ?? ""}
          onChange={(event) => props.onChoose(event.target.value || null)}
        >
          <option value="">None: the repository is public</option>
          {props.credentials.map((credential) => (
            <option key={credential.id} value={credential.id}>
              {credential.label} ({credential.origin})
            </option>
          ))}
        </NativeSelect>
      )}
    </FormField>
  );
}
