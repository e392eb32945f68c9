/** `${stageVariables.NAME}` anywhere in a text; one that the stage doesn't have is empty (recorded). */
export function fillStageVariables(text: string, stageVariables: Readonly<Record<string, string>>): string {
  if (!text.includes('${stageVariables.')) return text;
  return text.replace(/\$\{stageVariables\.([^}]*)\}/g, (_, name: string) =>
    Object.hasOwn(stageVariables, name) ? (stageVariables[name] ?? '') : '',
  );
}
