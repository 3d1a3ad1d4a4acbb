/** People knows persons, homes, trusted helpers and who holds a session. It knows no request, no visit and no price. */
export type { People, Ceremony, CodeToSend, ContactChange, Found, NoSuchHome, NoSuchChange, NoSuchMandate, NoSuchPasskey, NoSuchPerson, NotYou, OwnSignIn, StaffSeen } from './front.ts';
export { COMFORTS, PREFERS, fullName, reachable, type Comfort, type Contact, type Person, type Prefers } from './person.ts';
export { readUndoCode, type Change, type ChangedWhat } from './change.ts';
export { isPlaced, type Home, type PlacedHome } from './home.ts';
export { SCOPES, inForce, isInForce, type GivenHow, type Mandate } from './mandate.ts';
export { LASTS, type Holds, type Opened } from './session.ts';
export type { TryAnswer } from './sign-in-code.ts';
export { ROLES, type SignInAnswer } from './staff.ts';
export { commonFrom, type Weak } from './weak-password.ts';
export { passwordHash, passwordMatches, type PasswordProof, type ToCheck } from './password.ts';
export {
  address, asksForCode, asksForPasskey, asksToAddHome, asksToChangeContact, asksToPlaceHome, asksToSetComfort, asksToSetUpStaff, asksToSignIn, asksToUseCode, asksToWelcome, SHORTEST_PASSWORD, latLng, mandateForm, phoneFrom, precision,
} from './asks.ts';
export { peopleRoutes } from './routes.ts';
export { createPeople, type PeopleHas, type Site } from './people.ts';
export { holdsCode } from './code-in-text.ts';
