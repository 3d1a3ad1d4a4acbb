import type { Pool } from '../pool.ts';

/** Names of the Tyne valley, by the years in which one is given them. */
export const hexhamPool: Pool = {
  country: 'GB', lang: 'en',
  elders: ['Doreen', 'Mavis', 'Beryl', 'Joyce', 'Audrey', 'Edna', 'Sheila', 'Brenda', 'Marjorie', 'Olive', 'Hazel', 'Jean', 'Norman', 'Ronald', 'Eric', 'Dennis', 'Kenneth', 'Alfred', 'Wilf', 'Gordon', 'Ralph', 'Cyril', 'Matthew', 'Thomas'],
  adults: ['Alison', 'Karen', 'Deborah', 'Nicola', 'Gemma', 'Yasmin', 'Leanne', 'Rachel', 'Craig', 'Darren', 'Imran', 'Stuart', 'Neil', 'Graham', 'Lewis', 'Jamie', 'Abigail', 'Chloe', 'Ryan', 'Megan', 'Joseph', 'Anya', 'Marcus', 'Holly'],
  families: ['Charlton', 'Dodd', 'Milburn', 'Ridley', 'Nixon', 'Elliott', 'Forster', 'Heron', 'Fenwick', 'Hedley', 'Stokoe', 'Tulip', 'Thirlwell', 'Errington', 'Carr', 'Lowdon', 'Wallace', 'Pickworth', 'Batey', 'Bewick', 'Coulson', 'Dickinson', 'Emmerson', 'Featherstone', 'Gledson', 'Harle', 'Iveson', 'Jameson', 'Kirsopp', 'Liddell', 'Maughan', 'Nattrass', 'Ord', 'Proud', 'Philipson', 'Rutherford', 'Scott', 'Teasdale', 'Urwin', 'Varty', 'Walton', 'Younger', 'Hussain', 'Kaur', 'Novak', 'Adeyemi', 'Brannigan', 'Cuthbert', 'Dunbar', 'Eddowes', 'Fairless', 'Glenwright', 'Hetherington', 'Johnstone', 'Laidler', 'Swinburne'],
  strangers: { lang: 'fr', given: ['Mathilde', 'Bertrand', 'Océane', 'Thierry', 'Agathe', 'Rémi'], families: ['Vasseur', 'Lemoine', 'Castel', 'Aubry', 'Delmas', 'Roussel'] },
  notes: ['Key under the third flowerpot; please put it back.', 'Ring hard, the wireless is loud.', 'Park at the chapel, the lane is single track.', 'The green gate, not the white one.', 'Two spaniels, both fools.', 'The box is in the cellar and there is no signal.', 'Third floor, no lift.', 'Mornings please, after the carer.', 'Come round the back.', 'Mind the step in the porch.'],
  strangerNotes: ['Sonner deux fois, la cloche est capricieuse.', 'Nous parlons mieux français pour ces choses-là.', 'La porte bleue au fond de la cour.'],
  vulnerable: ['On her own since the summer; take your time.', 'Sees poorly: read out what is on the screen.', 'Tires quickly, a pause after half an hour.', 'Has been rung twice by people who said they were the bank.'],
  landline: (i) => `+441914980${String(400 + i)}`, mobile: (i) => `+443069990${String(400 + i)}`,
};
