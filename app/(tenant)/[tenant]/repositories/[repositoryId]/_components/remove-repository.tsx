"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { ConfirmButton } from "#components/confirm-button.tsx";
import type { Repository } from "#lib/domain/repositories/schema.ts";
import { whyNoRemoval } from "#lib/domain/repositories/state.ts";
import type { TenantRole } from "#lib/domain/users/schema.ts";
import { removeRepositoryAction } from "../../actions.ts";

/** Takes the repository out of use, after a question that says what goes and what stays. */
export function RemoveRepository(props: {
  repository: Pick<Repository, "id" | "name" | "status">;
  tenant: string;
  role: TenantRole;
}) {
  const { repository, tenant } = props;
  const router = useRouter();
  if (whyNoRemoval(repository, props.role) !== null) return null;
  const remove = async () => {
    const result = await removeRepositoryAction(tenant, { repositoryId: repository.id });
    if (!result.ok) return result;
    toast.success(`${repository.name} was removed.`);
    router.push(`/${tenant}/repositories`);
    return { ok: true as const };
  };
  return (
    <ConfirmButton
      title={`Remove ${repository.name}?`}
      description={
        <p>
          {repository.status === "failed"
            ? "Nothing was imported, so nothing is lost. You can connect it again with another place."
            : "No goal can be set for it and its copy can’t be cloned any more. Your original is not touched; past runs, pull requests and their evidence stay readable."}
        </p>
      }
      confirmLabel="Remove the repository"
      onConfirm={remove}
    >
      <Trash2 aria-hidden /> Remove
    </ConfirmButton>
  );
}
