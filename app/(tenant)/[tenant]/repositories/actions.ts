"use server";

import { connectRepository } from "#lib/domain/repositories/connect-repository.ts";
import { createForgeToken } from "#lib/domain/repositories/create-forge-token.ts";
import { removeRepository } from "#lib/domain/repositories/remove-repository.ts";
import { retryRepositoryImport } from "#lib/domain/repositories/retry-repository-import.ts";
import {
  ConnectRepositoryInput,
  CreateForgeTokenInput,
  RemoveRepositoryInput,
  RetryRepositoryImportInput,
  UpdateRepositoryCommandsInput,
} from "#lib/domain/repositories/schema.ts";
import { updateRepositoryCommands } from "#lib/domain/repositories/update-repository-commands.ts";
import { tenantAction } from "#lib/http/tenant-action.ts";

export const connectRepositoryAction = tenantAction({
  input: ConnectRepositoryInput,
  role: "member",
  run: connectRepository,
});

/** Which role may remove which repository is the database's rule. */
export const removeRepositoryAction = tenantAction({
  input: RemoveRepositoryInput,
  role: "member",
  run: removeRepository,
});

export const retryRepositoryImportAction = tenantAction({
  input: RetryRepositoryImportInput,
  role: "member",
  run: retryRepositoryImport,
});

export const updateRepositoryCommandsAction = tenantAction({
  input: UpdateRepositoryCommandsInput,
  role: "member",
  run: updateRepositoryCommands,
});

/** A token that can write needs the role member; the database holds that rule. */
export const createForgeTokenAction = tenantAction({
  input: CreateForgeTokenInput,
  role: "analyst",
  run: createForgeToken,
});
