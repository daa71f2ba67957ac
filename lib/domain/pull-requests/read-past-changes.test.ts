import { expect, test } from "vitest";
import { readPastChanges } from "./read-past-changes.ts";

const patch = `diff --git a/src/a.ts b/src/a.ts
index 1..2 100644
--- a/src/a.ts
+++ b/src/a.ts
@@ -1,3 +1,3 @@ function a() {
 const b = 1;
-if (b > 1) c();
+if (b >= 1) c();
 d();
@@ -9,2 +9,3 @@
 e();
+f();
diff --git a/logo.png b/logo.png
Binary files a/logo.png and b/logo.png differ
`;

test("each changed piece of a patch has its lines before and after", () => {
  expect(readPastChanges(patch)).toEqual([
    {
      path: "src/a.ts",
      before: "const b = 1;\nif (b > 1) c();\nd();",
      after: "const b = 1;\nif (b >= 1) c();\nd();",
    },
    { path: "src/a.ts", before: "e();", after: "e();\nf();" },
  ]);
  expect(readPastChanges("")).toEqual([]);
});
