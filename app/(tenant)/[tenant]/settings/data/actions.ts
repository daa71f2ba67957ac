"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { requestDataExport } from "#lib/domain/data-exports/request-data-export.ts";
import { tenantAction } from "#lib/http/tenant-action.ts";

export const requestDataExportAction = tenantAction({
  input: z.object({}),
  permission: "data_export.request",
  run: async (context) => {
    await requestDataExport(context);
    revalidatePath("/", "layout");
  },
});
