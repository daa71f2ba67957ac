import { exportMyData } from "#lib/domain/users/queries.ts";
import { accountRoute } from "#lib/http/account-route.ts";

/** What is kept about the signed-in person, as a JSON file. */
export const GET = accountRoute(async (visit) =>
  Response.json(await exportMyData(visit), {
    headers: {
      "content-disposition": 'attachment; filename="my-data.json"',
      "cache-control": "no-store",
    },
  }),
);
