const PETS = [
  { id: 1, name: 'Rex' },
  { id: 2, name: 'Mia' },
  { id: 3, name: 'Bo' },
];

export const handler = async ({ owner, limit }) => ({ owner, pets: PETS.slice(0, limit) });
