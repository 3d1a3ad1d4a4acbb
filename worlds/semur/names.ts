import type { Pool } from '../pool.ts';

/** Names of the Auxois, by the years in which one is given them. */
export const semurPool: Pool = {
  country: 'FR', lang: 'fr',
  elders: ['Yvette', 'Paulette', 'Raymonde', 'Ginette', 'Madeleine', 'Huguette', 'Andrée', 'Colette', 'Renée', 'Monique', 'Bernadette', 'Josiane', 'Roger', 'Fernand', 'Gaston', 'Maurice', 'Émile', 'Henri', 'Gilbert', 'René', 'Albert', 'Jacques', 'Guy', 'Claude'],
  adults: ['Sandrine', 'Nathalie', 'Véronique', 'Fatima', 'Laurence', 'Delphine', 'Karine', 'Sylvie', 'Olivier', 'Stéphane', 'Laurent', 'Karim', 'Pascal', 'Christophe', 'Denis', 'Frédéric', 'Camille', 'Manon', 'Julien', 'Élodie', 'Antoine', 'Leïla', 'Quentin', 'Aurore'],
  families: ['Bouillot', 'Chapuis', 'Guyot', 'Picard', 'Rousselet', 'Lavault', 'Mathey', 'Goussard', 'Perreau', 'Naudin', 'Bizot', 'Clerget', 'Moreau', 'Ravier', 'Sirugue', 'Thévenin', 'Vachon', 'Poillot', 'Gueneau', 'Febvre', 'Lorimy', 'Maillard', 'Jacob', 'Couturier', 'Benali', 'Da Silva', 'Ferreira', 'Nguyen', 'Haddad', 'Kowalski', 'Rebourg', 'Daurelle', 'Cortot', 'Labbé', 'Bertillon', 'Morizot', 'Patriat', 'Chevallier', 'Tribouillard', 'Lambert', 'Sauvageot', 'Deschamps', 'Bourgeois', 'Dupaquier', 'Fèvre', 'Gauthey', 'Hudelot', 'Jolibois', 'Massenot', 'Oudin', 'Prost', 'Quillot', 'Robelin', 'Seguin', 'Truchot', 'Vernier'],
  strangers: { lang: 'en', given: ['Harriet', 'Clive', 'Rosalind', 'Gordon', 'Pamela', 'Nigel'], families: ['Thornbury', 'Ashdown', 'Pickering', 'Marlowe', 'Fairfax', 'Ellwood'] },
  notes: ['La clé est chez la boulangère.', 'Sonner fort, la télévision est haute.', 'Se garer sur la place, la rue est étroite.', 'Le portail vert, pas le blanc.', 'Deux chiens, très gentils.', 'La box est à la cave, sans réseau de téléphone.', 'Troisième étage sans ascenseur.', 'Préfère le matin, après les soins.', 'Passer par le jardin.', 'Attention à la marche dans l’entrée.'],
  strangerNotes: ['Please ring the bell by the garden gate.', 'The lane is too narrow for a van; park by the church.', 'We are often in the orchard.'],
  vulnerable: ['Vit seule depuis l’été ; prendre le temps.', 'Voit mal : lire à voix haute ce qui est à l’écran.', 'Se fatigue vite, pause au bout d’une demi-heure.', 'A été appelée deux fois par de faux conseillers.'],
  landline: (i) => `+3335301${String(2000 + i)}`, mobile: (i) => `+3363998${String(2000 + i)}`,
};
