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
  permission: "repository.connect",
  run: connectRepository,
});

/** Only an admin removes one that works (`repository.remove`): the database sees which it is. */
export const removeRepositoryAction = tenantAction({
  input: RemoveRepositoryInput,
  permission: "repository.discard",
  run: removeRepository,
});

export const retryRepositoryImportAction = tenantAction({
  input: RetryRepositoryImportInput,
  permission: "repository.retry_import",
  run: retryRepositoryImport,
});

export const updateRepositoryCommandsAction = tenantAction({
  input: UpdateRepositoryCommandsInput,
  permission: "repository.update_commands",
  run: updateRepositoryCommands,
});

/** A token that can write takes `forge_token.create_write`, which the database asks for. */
export const createForgeTokenAction = tenantAction({
  input: CreateForgeTokenInput,
  permission: "forge_token.create",
  run: createForgeToken,
});
