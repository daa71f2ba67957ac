"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { FormField } from "#components/form-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "#components/ui/tabs.tsx";
import type { Credential } from "#lib/domain/credentials/schema.ts";
import { repositoryNameFrom } from "#lib/domain/repositories/schema.ts";
import { connectRepositoryAction } from "../actions.ts";
import { CredentialChoice } from "./credential-choice.tsx";

type Kind = "url" | "path";

/** Place and name of a repository; the name follows the place until a person writes one. */
export function ConnectForm(props: {
  tenant: string;
  roots: string[];
  credentials: Pick<Credential, "id" | "label" | "origin">[];
  blocked?: string;
}) {
  const router = useRouter();
  const [kind, setKind] = useState<Kind>("url");
  const [places, setPlaces] = useState<Record<Kind, string>>({ url: "", path: "" });
  const [credentialId, setCredentialId] = useState<string | null>(null);
  const [ownName, setOwnName] = useState<string>();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [pending, start] = useTransition();
  const name = ownName ?? repositoryNameFrom(places[kind]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    start(async () => {
      const place = { location: places[kind], name };
      const input =
        kind === "url" ? { sourceKind: kind, ...place, credentialId } : { sourceKind: kind, ...place };
      const result = await connectRepositoryAction(props.tenant, input);
      if (result.ok) return router.push(`/${props.tenant}/repositories/${result.data.repositoryId}`);
      const { fields, message } = result.error;
      setErrors(fields.location || fields.name ? fields : { form: message });
    });
  };
  const place = (own: Kind, label: string, placeholder: string, hint: string) => (
    <TabsContent value={own}>
      <FormField name="location" label={label} error={errors.location} hint={hint}>
        {(field) => (
          <Input
            {...field}
            value={places[own]}
            onChange={(event) => setPlaces({ ...places, [own]: event.target.value })}
            placeholder={placeholder}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
          />
        )}
      </FormField>
    </TabsContent>
  );
  return (
    <form onSubmit={submit} className="grid gap-5" noValidate>
      <Tabs
        value={kind}
        onValueChange={(next) => {
          setKind(next === "path" ? "path" : "url");
          setErrors({});
        }}
      >
        <TabsList aria-label="Where the repository is">
          <TabsTrigger value="url">Git URL</TabsTrigger>
          <TabsTrigger value="path">Path on this server</TabsTrigger>
        </TabsList>
        {place(
          "url",
          "Git URL",
          "https://github.com/owner/repository.git",
          "http:// or https://. A private repository needs a credential.",
        )}
        {place(
          "path",
          "Path",
          props.roots[0] ? `${props.roots[0]}/my-repository` : "/srv/repositories/my-repository",
          rootsHint(props.roots),
        )}
      </Tabs>
      {kind === "url" ? (
        <CredentialChoice
          tenant={props.tenant}
          credentials={props.credentials}
          chosen={credentialId}
          onChoose={setCredentialId}
        />
      ) : null}
      <FormField
        name="name"
        label="Name"
        error={errors.name}
        hint="Lower-case letters, digits, dots, dashes and underscores."
      >
        {(field) => (
          <Input
            {...field}
            value={name}
            onChange={(event) => setOwnName(event.target.value)}
            maxLength={64}
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </FormField>
      {errors.form ? (
        <p role="alert" className="text-danger-text text-sm">
          {errors.form}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center justify-end gap-3">
        {props.blocked ? <p className="mr-auto text-muted-foreground text-sm">{props.blocked}</p> : null}
        <Button
          type="submit"
          disabled={pending || props.blocked !== undefined}
          aria-busy={pending || undefined}
        >
          {pending ? "Connecting…" : "Connect"}
        </Button>
      </div>
    </form>
  );
}

function rootsHint(roots: string[]): string {
  if (roots.length === 0) {
    return "No folder of this server is open for this. Whoever runs the platform sets REPOSITORY_ROOTS to open some.";
  }
  return `A folder with a git repository below ${roots.join(" or ")}.`;
}
