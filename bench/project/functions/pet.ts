interface PetEvent {
  readonly pathParameters: { readonly id: string };
}

interface PetAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const handler = async (event: PetEvent): Promise<PetAnswer> => ({
  statusCode: 200,
  headers: { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' },
  body: JSON.stringify({ id: event.pathParameters.id, name: 'Rex', kind: 'dog' }),
});
