import type { Route } from '../../http/route.ts';
import { approveMemberRoute, refuseMemberRoute } from './answer-member.ts';
import { listMembersRoute, membersCsvRoute } from './list-members.tsx';

/** How to add one: ../../http/README.md. */
export const MEMBER_OFFICE_ROUTES: readonly Route[] = [
  listMembersRoute,
  membersCsvRoute,
  approveMemberRoute,
  refuseMemberRoute,
];
