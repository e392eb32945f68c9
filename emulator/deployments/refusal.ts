/** What the control plane says to a call that it refuses, as an SDK throws it. */
export class StageRefusal extends Error {
  readonly statusCode: number;

  constructor(name: 'BadRequestException' | 'NotFoundException', message: string) {
    super(message);
    this.name = name;
    this.statusCode = name === 'NotFoundException' ? 404 : 400;
  }
}

export function badRequest(message: string): StageRefusal {
  return new StageRefusal('BadRequestException', message);
}
