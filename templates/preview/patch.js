// Replaces the blocks of a part that are others than before; all other nodes stay the same nodes.

/**
 * Makes the children of `container` those of `blocks`: `{ key, html, line, end }` in their order,
 * without `html` where a node with that key is there. Returns the new nodes.
 */
export function patch(container, blocks) {
  const there = new Map(
    [...container.children].map((node) => [node.dataset.key, node]),
  );
  const keys = new Set(blocks.map(({ key }) => key));
  for (const [key, node] of there) if (!keys.has(key)) node.remove();
  const fresh = [];
  let next = container.firstElementChild;
  for (const block of blocks) {
    let node = there.get(block.key);
    if (node === undefined) {
      node = make(block);
      fresh.push(node);
    }
    node.dataset.line = block.line;
    node.dataset.end = block.end;
    if (node === next) next = next.nextElementSibling;
    else container.insertBefore(node, next);
  }
  return fresh;
}

function make({ key, html }) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const node = template.content.firstElementChild;
  node.dataset.key = key;
  if (!node.hasAttribute("tabindex")) node.tabIndex = -1;
  return node;
}
