import { Fragment, type ReactNode } from "react";
import { type Block, type Inline, parseMarkdown } from "#components/markdown-blocks.ts";
import { ScrollRegion } from "#components/scroll-region.tsx";
import { revealHidden } from "#components/visible-text.ts";

/** Markdown of people, agents and repositories as elements; never as HTML. Headings begin at `h3`. */
export function Markdown({ source }: { source: string }) {
  return (
    <div dir="auto" className="grid gap-3 text-sm leading-relaxed [overflow-wrap:anywhere]">
      {parseMarkdown(source).map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks of a fixed text have no other identity.
        <Fragment key={index}>{renderBlock(block)}</Fragment>
      ))}
    </div>
  );
}

function renderBlock(block: Block): ReactNode {
  if (block.kind === "heading") {
    const Heading = block.level <= 2 ? "h3" : "h4";
    return <Heading className="mt-2 font-semibold first:mt-0">{renderInline(block.content)}</Heading>;
  }
  if (block.kind === "paragraph") return <p>{renderInline(block.content)}</p>;
  if (block.kind === "quote") {
    return (
      <blockquote className="border-l-2 pl-3 text-muted-foreground">{renderInline(block.content)}</blockquote>
    );
  }
  if (block.kind === "rule") return <hr />;
  if (block.kind === "code") {
    return (
      <ScrollRegion label="Code" className="max-h-96 rounded-md border bg-muted/50 px-3 py-2">
        <pre dir="ltr" className="font-mono text-xs leading-5">
          {revealHidden(block.text)}
        </pre>
      </ScrollRegion>
    );
  }
  return block.kind === "list" ? renderList(block) : renderTable(block);
}

function renderList({ ordered, items }: Extract<Block, { kind: "list" }>): ReactNode {
  const List = ordered ? "ol" : "ul";
  return (
    <List className={`grid gap-1 pl-5 ${ordered ? "list-decimal" : "list-disc"}`}>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items of a fixed text have no other identity.
        <li key={index}>{renderInline(item)}</li>
      ))}
    </List>
  );
}

function renderTable({ head, rows }: Extract<Block, { kind: "table" }>): ReactNode {
  const cells = (row: Inline[][], wanted: "th" | "td") =>
    row.map((cell, index) => {
      // A header cell without words names nothing.
      const Cell = cell.length === 0 ? "td" : wanted;
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: cells of a fixed text have no other identity.
        <Cell key={index} className="border px-2.5 py-1.5 text-left font-normal">
          {renderInline(cell)}
        </Cell>
      );
    });
  return (
    <ScrollRegion label="Table">
      <table className="border-collapse text-[0.8125rem]">
        <thead className="bg-muted/60 text-muted-foreground">
          <tr>{cells(head, "th")}</tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a fixed text have no other identity.
            <tr key={index}>{cells(row, "td")}</tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function renderInline(parts: Inline[]): ReactNode {
  return parts.map((part, index) => {
    const text = revealHidden(part.text);
    const key = `${index}:${part.kind}`;
    if (part.kind === "code") {
      return (
        <code key={key} className="rounded-sm bg-muted px-1 py-0.5 font-mono text-xs">
          {text}
        </code>
      );
    }
    if (part.kind === "strong") return <strong key={key}>{text}</strong>;
    if (part.kind === "emphasis") return <em key={key}>{text}</em>;
    if (part.kind === "link") {
      return (
        <a
          key={key}
          href={part.href}
          rel="noreferrer noopener nofollow"
          target="_blank"
          className="text-link underline"
        >
          {text}
        </a>
      );
    }
    return <Fragment key={key}>{text}</Fragment>;
  });
}
