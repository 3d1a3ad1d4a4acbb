/** Those whom one learns to love. Their story is `demo.story-<key>` in the catalogues of words. */
export type CastGroup = 'home' | 'helper' | 'technician' | 'office' | 'staff';
export type CastKey =
  | 'odette' | 'lucien' | 'marcel' | 'edith' | 'dorothy' | 'geoffrey' | 'solene'
  | 'claire' | 'aisha' | 'samira' | 'basile' | 'priya' | 'owen' | 'helene' | 'margaret' | 'jules' | 'ruth' | 'nadia' | 'tom';
export type CastMember = Readonly<{ key: CastKey; givenName: string; familyName: string; group: CastGroup }>;

const one = (key: CastKey, givenName: string, familyName: string, group: CastGroup): CastMember => ({ key, givenName, familyName, group });

export const cast: readonly CastMember[] = [
  one('odette', 'Odette', 'Garnier', 'home'), one('lucien', 'Lucien', 'Perrot', 'home'), one('marcel', 'Marcel', 'Bonnard', 'home'), one('edith', 'Edith', 'Whitcombe', 'home'),
  one('dorothy', 'Dorothy', 'Armstrong', 'home'), one('geoffrey', 'Geoffrey', 'Robson', 'home'), one('solene', 'Solène', 'Marchetti', 'home'),
  one('claire', 'Claire', 'Garnier-Roux', 'helper'), one('aisha', 'Aisha', 'Rahman', 'helper'),
  one('samira', 'Samira', 'Belhadj', 'technician'), one('basile', 'Basile', 'Quentin', 'technician'), one('priya', 'Priya', 'Shah', 'technician'), one('owen', 'Owen', 'Wren', 'technician'),
  one('helene', 'Hélène', 'Morvan', 'office'), one('margaret', 'Margaret', 'Hope', 'office'),
  one('jules', 'Jules', 'Mercier', 'staff'), one('ruth', 'Ruth', 'Hedley', 'staff'), one('nadia', 'Nadia', 'Belkacem', 'staff'), one('tom', 'Tom', 'Aldridge', 'staff'),
];
