CREATE TRIGGER guard_committee_auditentry_update BEFORE UPDATE ON committee_auditentry BEGIN SELECT RAISE(ABORT, 'Rows of committee_auditentry are append-only.'); END;

CREATE TRIGGER guard_committee_auditentry_delete BEFORE DELETE ON committee_auditentry BEGIN SELECT RAISE(ABORT, 'Rows of committee_auditentry are append-only.'); END;

CREATE TRIGGER guard_committee_auditentry_insert BEFORE INSERT ON committee_auditentry WHEN EXISTS (SELECT 1 FROM committee_auditentry was WHERE ((was.id = NEW.id))) BEGIN SELECT RAISE(ABORT, 'Rows of committee_auditentry are append-only.'); END;

CREATE TRIGGER guard_committee_accessevent_update BEFORE UPDATE ON committee_accessevent BEGIN SELECT RAISE(ABORT, 'Rows of committee_accessevent are append-only.'); END;

CREATE TRIGGER guard_committee_accessevent_delete BEFORE DELETE ON committee_accessevent BEGIN SELECT RAISE(ABORT, 'Rows of committee_accessevent are append-only.'); END;

CREATE TRIGGER guard_committee_accessevent_insert BEFORE INSERT ON committee_accessevent WHEN EXISTS (SELECT 1 FROM committee_accessevent was WHERE ((was.id = NEW.id))) BEGIN SELECT RAISE(ABORT, 'Rows of committee_accessevent are append-only.'); END;

CREATE TRIGGER guard_committee_trailseal_update BEFORE UPDATE ON committee_trailseal BEGIN SELECT RAISE(ABORT, 'Rows of committee_trailseal are append-only.'); END;

CREATE TRIGGER guard_committee_trailseal_delete BEFORE DELETE ON committee_trailseal BEGIN SELECT RAISE(ABORT, 'Rows of committee_trailseal are append-only.'); END;

CREATE TRIGGER guard_committee_trailseal_insert BEFORE INSERT ON committee_trailseal WHEN EXISTS (SELECT 1 FROM committee_trailseal was WHERE ((was.id = NEW.id) OR (was.log = NEW.log AND was.number = NEW.number))) BEGIN SELECT RAISE(ABORT, 'Rows of committee_trailseal are append-only.'); END;

CREATE TRIGGER apart_committee_portfolioholding_insert BEFORE INSERT ON committee_portfolioholding WHEN ((NEW.role = 'cabinet_member' AND (EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.function = 'scrutiny')))))) BEGIN SELECT RAISE(ABORT, 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'); END;

CREATE TRIGGER apart_committee_portfolioholding_update BEFORE UPDATE ON committee_portfolioholding WHEN NOT (NEW.id = OLD.id AND NEW.person_id = OLD.person_id AND NEW.role = OLD.role AND NEW.since >= OLD.since AND COALESCE(NEW.until, '9999-12-31') <= COALESCE(OLD.until, '9999-12-31')) AND ((NEW.role = 'cabinet_member' AND (EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.function = 'scrutiny')))))) BEGIN SELECT RAISE(ABORT, 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'); END;

CREATE TRIGGER apart_committee_seat_insert BEFORE INSERT ON committee_seat WHEN ((EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = NEW.committee_id AND (b.kind = 'executive' OR b.function = 'executive')) AND (EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.function = 'scrutiny')) AND o.id <> NEW.id))) OR (EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = NEW.committee_id AND (b.function = 'scrutiny')) AND (EXISTS (SELECT 1 FROM committee_portfolioholding o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND o.role = 'cabinet_member') OR EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.kind = 'executive' OR b.function = 'executive')) AND o.id <> NEW.id)))) BEGIN SELECT RAISE(ABORT, 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'); END;

CREATE TRIGGER apart_committee_seat_update BEFORE UPDATE ON committee_seat WHEN NOT (NEW.id = OLD.id AND NEW.person_id = OLD.person_id AND NEW.committee_id = OLD.committee_id AND NEW.since >= OLD.since AND COALESCE(NEW.until, '9999-12-31') <= COALESCE(OLD.until, '9999-12-31')) AND ((EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = NEW.committee_id AND (b.kind = 'executive' OR b.function = 'executive')) AND (EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.function = 'scrutiny')) AND o.id <> OLD.id))) OR (EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = NEW.committee_id AND (b.function = 'scrutiny')) AND (EXISTS (SELECT 1 FROM committee_portfolioholding o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND o.role = 'cabinet_member') OR EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.kind = 'executive' OR b.function = 'executive')) AND o.id <> OLD.id)))) BEGIN SELECT RAISE(ABORT, 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'); END;

CREATE TRIGGER apart_committee_committee_update BEFORE UPDATE ON committee_committee WHEN (NEW.kind <> OLD.kind OR NEW.function <> OLD.function) AND (((NEW.kind = 'executive' OR NEW.function = 'executive') AND EXISTS (SELECT 1 FROM committee_seat s WHERE s.committee_id = NEW.id AND (EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = s.person_id AND (o.since <= COALESCE(s.until, '9999-12-31') AND s.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.function = 'scrutiny')) AND o.committee_id <> NEW.id)))) OR ((NEW.function = 'scrutiny') AND EXISTS (SELECT 1 FROM committee_seat s WHERE s.committee_id = NEW.id AND (EXISTS (SELECT 1 FROM committee_portfolioholding o WHERE o.person_id = s.person_id AND (o.since <= COALESCE(s.until, '9999-12-31') AND s.since <= COALESCE(o.until, '9999-12-31')) AND o.role = 'cabinet_member') OR EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = s.person_id AND (o.since <= COALESCE(s.until, '9999-12-31') AND s.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.kind = 'executive' OR b.function = 'executive')) AND o.committee_id <> NEW.id))))) BEGIN SELECT RAISE(ABORT, 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'); END;

CREATE TRIGGER under_committee_committee_insert BEFORE INSERT ON committee_committee WHEN EXISTS (SELECT 1 FROM committee_committee a WHERE a.id = NEW.parent_id AND (((a.function = 'scrutiny') AND NOT (NEW.function = 'scrutiny')) OR ((a.kind = 'executive' OR a.function = 'executive') AND NEW.kind <> 'informal' AND NOT (NEW.kind = 'executive' OR NEW.function = 'executive')))) BEGIN SELECT RAISE(ABORT, 'A body under an overview and scrutiny or executive body is one itself (LGA 2000 s.9FA).'); END;

CREATE TRIGGER under_committee_committee_update BEFORE UPDATE ON committee_committee WHEN ((NEW.kind <> OLD.kind OR NEW.function <> OLD.function) OR NEW.parent_id IS DISTINCT FROM OLD.parent_id) AND (EXISTS (SELECT 1 FROM committee_committee a WHERE a.id = NEW.parent_id AND (((a.function = 'scrutiny') AND NOT (NEW.function = 'scrutiny')) OR ((a.kind = 'executive' OR a.function = 'executive') AND NEW.kind <> 'informal' AND NOT (NEW.kind = 'executive' OR NEW.function = 'executive')))) OR EXISTS (SELECT 1 FROM committee_committee u WHERE u.parent_id = NEW.id AND (((NEW.function = 'scrutiny') AND NOT (u.function = 'scrutiny')) OR ((NEW.kind = 'executive' OR NEW.function = 'executive') AND u.kind <> 'informal' AND NOT (u.kind = 'executive' OR u.function = 'executive'))))) BEGIN SELECT RAISE(ABORT, 'A body under an overview and scrutiny or executive body is one itself (LGA 2000 s.9FA).'); END;

CREATE TRIGGER voting_committee_seat_insert BEFORE INSERT ON committee_seat WHEN NEW.voting AND NEW.voting_ground = '' AND NOT EXISTS (SELECT 1 FROM committee_term t WHERE t.person_id = NEW.person_id AND t.since <= NEW.since AND COALESCE(t.until, '9999-12-31') >= NEW.since) BEGIN SELECT RAISE(ABORT, 'Only a councillor has a vote without a named ground (LGHA 1989 s.13).'); END;

CREATE TRIGGER voting_committee_seat_update BEFORE UPDATE ON committee_seat WHEN NEW.voting AND NEW.voting_ground = '' AND NOT EXISTS (SELECT 1 FROM committee_term t WHERE t.person_id = NEW.person_id AND t.since <= NEW.since AND COALESCE(t.until, '9999-12-31') >= NEW.since) AND NOT ((NEW.id = OLD.id AND NEW.person_id = OLD.person_id AND NEW.committee_id = OLD.committee_id AND NEW.since >= OLD.since AND COALESCE(NEW.until, '9999-12-31') <= COALESCE(OLD.until, '9999-12-31')) AND NEW.voting = OLD.voting AND NEW.voting_ground = OLD.voting_ground) BEGIN SELECT RAISE(ABORT, 'Only a councillor has a vote without a named ground (LGHA 1989 s.13).'); END;

CREATE TRIGGER kept_committee_signedlink_update BEFORE UPDATE ON committee_signedlink WHEN NEW.id IS DISTINCT FROM OLD.id OR NEW.token_hash IS DISTINCT FROM OLD.token_hash OR NEW.person_id IS DISTINCT FROM OLD.person_id OR NEW.act IS DISTINCT FROM OLD.act OR NEW.subject_type IS DISTINCT FROM OLD.subject_type OR NEW.subject_id IS DISTINCT FROM OLD.subject_id OR NEW.subject IS DISTINCT FROM OLD.subject OR NEW.address IS DISTINCT FROM OLD.address OR NEW.made_at IS DISTINCT FROM OLD.made_at OR NEW.made_by_id IS DISTINCT FROM OLD.made_by_id OR NEW.expires_at IS DISTINCT FROM OLD.expires_at OR OLD.used_at IS NOT NULL OR OLD.revoked_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'A signed link is used or revoked once and is not changed otherwise.'); END;

CREATE TRIGGER kept_committee_signedlink_delete BEFORE DELETE ON committee_signedlink WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'A signed link is used or revoked once and is not changed otherwise.'); END;

CREATE TRIGGER kept_committee_signedlink_insert BEFORE INSERT ON committee_signedlink WHEN EXISTS (SELECT 1 FROM committee_signedlink was WHERE was.id = NEW.id OR was.token_hash = NEW.token_hash) BEGIN SELECT RAISE(ABORT, 'A signed link is used or revoked once and is not changed otherwise.'); END;

CREATE TRIGGER one_chairman_of_a_body_at_a_time_committee_seat_insert BEFORE INSERT ON committee_seat WHEN EXISTS (SELECT 1 FROM committee_seat o WHERE NEW.id <> o.id AND NEW.committee_id = o.committee_id AND NEW.role = 'chairman' AND o.role = 'chairman' AND NEW.since <= COALESCE(o.until, '9999-12-31') AND o.since <= COALESCE(NEW.until, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'A body has one Chairman at a time: somebody else is recorded as its Chairman in that time.'); END;

CREATE TRIGGER one_chairman_of_a_body_at_a_time_committee_seat_update BEFORE UPDATE ON committee_seat WHEN EXISTS (SELECT 1 FROM committee_seat o WHERE o.id <> OLD.id AND NEW.id <> o.id AND NEW.committee_id = o.committee_id AND NEW.role = 'chairman' AND o.role = 'chairman' AND NEW.since <= COALESCE(o.until, '9999-12-31') AND o.since <= COALESCE(NEW.until, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'A body has one Chairman at a time: somebody else is recorded as its Chairman in that time.'); END;

CREATE TRIGGER one_seat_of_a_person_on_a_body_at_a_time_committee_seat_insert BEFORE INSERT ON committee_seat WHEN EXISTS (SELECT 1 FROM committee_seat o WHERE NEW.id <> o.id AND NEW.committee_id = o.committee_id AND NEW.person_id = o.person_id AND NEW.since <= COALESCE(o.until, '9999-12-31') AND o.since <= COALESCE(NEW.until, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'A person has one seat on a body at a time: they sit there in that time already.'); END;

CREATE TRIGGER one_seat_of_a_person_on_a_body_at_a_time_committee_seat_update BEFORE UPDATE ON committee_seat WHEN EXISTS (SELECT 1 FROM committee_seat o WHERE o.id <> OLD.id AND NEW.id <> o.id AND NEW.committee_id = o.committee_id AND NEW.person_id = o.person_id AND NEW.since <= COALESCE(o.until, '9999-12-31') AND o.since <= COALESCE(NEW.until, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'A person has one seat on a body at a time: they sit there in that time already.'); END;

CREATE TRIGGER one_cabinet_member_for_a_portfolio_at_a_time_committee_portfolioholding_insert BEFORE INSERT ON committee_portfolioholding WHEN EXISTS (SELECT 1 FROM committee_portfolioholding o WHERE NEW.id <> o.id AND NEW.portfolio_id = o.portfolio_id AND NEW.role = 'cabinet_member' AND o.role = 'cabinet_member' AND NEW.since <= COALESCE(o.until, '9999-12-31') AND o.since <= COALESCE(NEW.until, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'A portfolio has one Cabinet Member at a time: somebody else is recorded in that time.'); END;

CREATE TRIGGER one_cabinet_member_for_a_portfolio_at_a_time_committee_portfolioholding_update BEFORE UPDATE ON committee_portfolioholding WHEN EXISTS (SELECT 1 FROM committee_portfolioholding o WHERE o.id <> OLD.id AND NEW.id <> o.id AND NEW.portfolio_id = o.portfolio_id AND NEW.role = 'cabinet_member' AND o.role = 'cabinet_member' AND NEW.since <= COALESCE(o.until, '9999-12-31') AND o.since <= COALESCE(NEW.until, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'A portfolio has one Cabinet Member at a time: somebody else is recorded in that time.'); END;

CREATE TRIGGER a_person_has_a_portfolio_once_at_a_time_committee_portfolioholding_insert BEFORE INSERT ON committee_portfolioholding WHEN EXISTS (SELECT 1 FROM committee_portfolioholding o WHERE NEW.id <> o.id AND NEW.portfolio_id = o.portfolio_id AND NEW.person_id = o.person_id AND NEW.since <= COALESCE(o.until, '9999-12-31') AND o.since <= COALESCE(NEW.until, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'A person has a portfolio once: they have it in that time already.'); END;

CREATE TRIGGER a_person_has_a_portfolio_once_at_a_time_committee_portfolioholding_update BEFORE UPDATE ON committee_portfolioholding WHEN EXISTS (SELECT 1 FROM committee_portfolioholding o WHERE o.id <> OLD.id AND NEW.id <> o.id AND NEW.portfolio_id = o.portfolio_id AND NEW.person_id = o.person_id AND NEW.since <= COALESCE(o.until, '9999-12-31') AND o.since <= COALESCE(NEW.until, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'A person has a portfolio once: they have it in that time already.'); END;

CREATE TRIGGER one_term_of_a_councillor_at_a_time_committee_term_insert BEFORE INSERT ON committee_term WHEN EXISTS (SELECT 1 FROM committee_term o WHERE NEW.id <> o.id AND NEW.person_id = o.person_id AND NEW.since <= COALESCE(o.until, '9999-12-31') AND o.since <= COALESCE(NEW.until, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'A councillor has one term of office at a time: they are a councillor in that time already.'); END;

CREATE TRIGGER one_term_of_a_councillor_at_a_time_committee_term_update BEFORE UPDATE ON committee_term WHEN EXISTS (SELECT 1 FROM committee_term o WHERE o.id <> OLD.id AND NEW.id <> o.id AND NEW.person_id = o.person_id AND NEW.since <= COALESCE(o.until, '9999-12-31') AND o.since <= COALESCE(NEW.until, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'A councillor has one term of office at a time: they are a councillor in that time already.'); END;

CREATE TRIGGER one_group_of_a_councillor_at_a_time_committee_groupmembership_insert BEFORE INSERT ON committee_groupmembership WHEN EXISTS (SELECT 1 FROM committee_groupmembership o WHERE NEW.id <> o.id AND NEW.person_id = o.person_id AND NEW.since <= COALESCE(o.until, '9999-12-31') AND o.since <= COALESCE(NEW.until, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'A councillor belongs to one political group at a time: they are in one in that time already.'); END;

CREATE TRIGGER one_group_of_a_councillor_at_a_time_committee_groupmembership_update BEFORE UPDATE ON committee_groupmembership WHEN EXISTS (SELECT 1 FROM committee_groupmembership o WHERE o.id <> OLD.id AND NEW.id <> o.id AND NEW.person_id = o.person_id AND NEW.since <= COALESCE(o.until, '9999-12-31') AND o.since <= COALESCE(NEW.until, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'A councillor belongs to one political group at a time: they are in one in that time already.'); END;

CREATE TRIGGER one_monitoring_officer_at_a_time_committee_post_insert BEFORE INSERT ON committee_post WHEN EXISTS (SELECT 1 FROM committee_post o WHERE NEW.id <> o.id AND NEW.person_id <> o.person_id AND NEW.is_monitoring_officer AND o.is_monitoring_officer AND NEW.since <= COALESCE(o.until, '9999-12-31') AND o.since <= COALESCE(NEW.until, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'The council has one monitoring officer at a time (LGHA 1989 s.5): somebody else is recorded in that time.'); END;

CREATE TRIGGER one_monitoring_officer_at_a_time_committee_post_update BEFORE UPDATE ON committee_post WHEN EXISTS (SELECT 1 FROM committee_post o WHERE o.id <> OLD.id AND NEW.id <> o.id AND NEW.person_id <> o.person_id AND NEW.is_monitoring_officer AND o.is_monitoring_officer AND NEW.since <= COALESCE(o.until, '9999-12-31') AND o.since <= COALESCE(NEW.until, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'The council has one monitoring officer at a time (LGHA 1989 s.5): somebody else is recorded in that time.'); END;

CREATE TRIGGER a_role_is_held_once_at_a_time_committee_rolegrant_insert BEFORE INSERT ON committee_rolegrant WHEN EXISTS (SELECT 1 FROM committee_rolegrant o WHERE NEW.id <> o.id AND NEW.user_id = o.user_id AND NEW.role = o.role AND NOT NEW.at_once AND NOT o.at_once AND NEW.since <= COALESCE(o.until, '9999-12-31') AND o.since <= COALESCE(NEW.until, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'A role is held once at a time: they hold it in that time already.'); END;

CREATE TRIGGER a_role_is_held_once_at_a_time_committee_rolegrant_update BEFORE UPDATE ON committee_rolegrant WHEN EXISTS (SELECT 1 FROM committee_rolegrant o WHERE o.id <> OLD.id AND NEW.id <> o.id AND NEW.user_id = o.user_id AND NEW.role = o.role AND NOT NEW.at_once AND NOT o.at_once AND NEW.since <= COALESCE(o.until, '9999-12-31') AND o.since <= COALESCE(NEW.until, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'A role is held once at a time: they hold it in that time already.'); END;

CREATE TRIGGER municipal_years_do_not_overlap_committee_municipalyear_insert BEFORE INSERT ON committee_municipalyear WHEN EXISTS (SELECT 1 FROM committee_municipalyear o WHERE NEW.id <> o.id AND NEW.starts <= COALESCE(o.ends, '9999-12-31') AND o.starts <= COALESCE(NEW.ends, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'Municipal years do not overlap: another holds on some of those days.'); END;

CREATE TRIGGER municipal_years_do_not_overlap_committee_municipalyear_update BEFORE UPDATE ON committee_municipalyear WHEN EXISTS (SELECT 1 FROM committee_municipalyear o WHERE o.id <> OLD.id AND NEW.id <> o.id AND NEW.starts <= COALESCE(o.ends, '9999-12-31') AND o.starts <= COALESCE(NEW.ends, '9999-12-31')) BEGIN SELECT RAISE(ABORT, 'Municipal years do not overlap: another holds on some of those days.'); END;

CREATE TRIGGER stamp_committee_closedday_insert AFTER INSERT ON committee_closedday BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_closedday_update AFTER UPDATE ON committee_closedday BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_closedday_delete AFTER DELETE ON committee_closedday BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_committee_insert AFTER INSERT ON committee_committee BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_committee_update AFTER UPDATE ON committee_committee BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_committee_delete AFTER DELETE ON committee_committee BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_committee_predecessors_insert AFTER INSERT ON committee_committee_predecessors BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_committee_predecessors_update AFTER UPDATE ON committee_committee_predecessors BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_committee_predecessors_delete AFTER DELETE ON committee_committee_predecessors BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_council_insert AFTER INSERT ON committee_council BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_council_update AFTER UPDATE ON committee_council BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_council_delete AFTER DELETE ON committee_council BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_division_insert AFTER INSERT ON committee_division BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_division_update AFTER UPDATE ON committee_division BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_division_delete AFTER DELETE ON committee_division BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_groupmembership_insert AFTER INSERT ON committee_groupmembership BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_groupmembership_update AFTER UPDATE ON committee_groupmembership BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_groupmembership_delete AFTER DELETE ON committee_groupmembership BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_municipalyear_insert AFTER INSERT ON committee_municipalyear BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_municipalyear_update AFTER UPDATE ON committee_municipalyear BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_municipalyear_delete AFTER DELETE ON committee_municipalyear BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_person_insert AFTER INSERT ON committee_person BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_person_update AFTER UPDATE ON committee_person BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_person_delete AFTER DELETE ON committee_person BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_politicalgroup_insert AFTER INSERT ON committee_politicalgroup BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_politicalgroup_update AFTER UPDATE ON committee_politicalgroup BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_politicalgroup_delete AFTER DELETE ON committee_politicalgroup BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_portfolio_insert AFTER INSERT ON committee_portfolio BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_portfolio_update AFTER UPDATE ON committee_portfolio BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_portfolio_delete AFTER DELETE ON committee_portfolio BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_portfolioholding_insert AFTER INSERT ON committee_portfolioholding BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_portfolioholding_update AFTER UPDATE ON committee_portfolioholding BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_portfolioholding_delete AFTER DELETE ON committee_portfolioholding BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_post_insert AFTER INSERT ON committee_post BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_post_update AFTER UPDATE ON committee_post BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_post_delete AFTER DELETE ON committee_post BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_seat_insert AFTER INSERT ON committee_seat BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_seat_update AFTER UPDATE ON committee_seat BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_seat_delete AFTER DELETE ON committee_seat BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_term_insert AFTER INSERT ON committee_term BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_term_update AFTER UPDATE ON committee_term BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_term_delete AFTER DELETE ON committee_term BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_venue_insert AFTER INSERT ON committee_venue BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_venue_update AFTER UPDATE ON committee_venue BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_venue_delete AFTER DELETE ON committee_venue BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_storedfile_update AFTER UPDATE ON committee_storedfile BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;

CREATE TRIGGER stamp_committee_storedfile_delete AFTER DELETE ON committee_storedfile BEGIN DELETE FROM committee_pagestamp WHERE key = 0; INSERT INTO committee_pagestamp (key, token) VALUES (0, random() & 1099511627775); END;
