CREATE TRIGGER guard_workprogramme_programmeversion_update BEFORE UPDATE ON workprogramme_programmeversion WHEN NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."programme_id" IS NOT DISTINCT FROM OLD."programme_id" AND NEW."number" IS NOT DISTINCT FROM OLD."number" AND NEW."meeting_id" IS NOT DISTINCT FROM OLD."meeting_id" AND NEW."sha256" IS NOT DISTINCT FROM OLD."sha256" AND NEW."printed_at" IS NOT DISTINCT FROM OLD."printed_at" AND NEW."printed_by_id" IS NOT DISTINCT FROM OLD."printed_by_id" AND EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'workprogramme_programmeversion' AND w.row_id = OLD.id AND t.state <> 'undone')) BEGIN SELECT RAISE(ABORT, 'Rows of workprogramme_programmeversion are append-only.'); END;

CREATE TRIGGER guard_workprogramme_programmeversion_delete BEFORE DELETE ON workprogramme_programmeversion WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'Rows of workprogramme_programmeversion are append-only.'); END;

CREATE TRIGGER guard_workprogramme_programmeversion_insert BEFORE INSERT ON workprogramme_programmeversion WHEN EXISTS (SELECT 1 FROM workprogramme_programmeversion was WHERE ((was.id = NEW.id) OR (was.programme_id = NEW.programme_id AND was.number = NEW.number))) BEGIN SELECT RAISE(ABORT, 'Rows of workprogramme_programmeversion are append-only.'); END;

CREATE TRIGGER guard_workprogramme_move_update BEFORE UPDATE ON workprogramme_move WHEN NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."item_id" IS NOT DISTINCT FROM OLD."item_id" AND NEW."from_meeting_id" IS NOT DISTINCT FROM OLD."from_meeting_id" AND NEW."to_meeting_id" IS NOT DISTINCT FROM OLD."to_meeting_id" AND NEW."from_day" IS NOT DISTINCT FROM OLD."from_day" AND NEW."to_day" IS NOT DISTINCT FROM OLD."to_day" AND NEW."from_state" IS NOT DISTINCT FROM OLD."from_state" AND NEW."to_state" IS NOT DISTINCT FROM OLD."to_state" AND NEW."on" IS NOT DISTINCT FROM OLD."on" AND NEW."recorded_at" IS NOT DISTINCT FROM OLD."recorded_at" AND NEW."recorded_by_id" IS NOT DISTINCT FROM OLD."recorded_by_id" AND EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'workprogramme_move' AND w.row_id = OLD.id AND t.state <> 'undone')) BEGIN SELECT RAISE(ABORT, 'Rows of workprogramme_move are append-only.'); END;

CREATE TRIGGER guard_workprogramme_move_delete BEFORE DELETE ON workprogramme_move WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'Rows of workprogramme_move are append-only.'); END;

CREATE TRIGGER guard_workprogramme_move_insert BEFORE INSERT ON workprogramme_move WHEN EXISTS (SELECT 1 FROM workprogramme_move was WHERE ((was.id = NEW.id))) BEGIN SELECT RAISE(ABORT, 'Rows of workprogramme_move are append-only.'); END;

CREATE TRIGGER period_workprogramme_keydecision_update BEFORE UPDATE ON workprogramme_keydecision WHEN OLD.published_at IS NOT NULL AND (NEW.published_at IS DISTINCT FROM OLD.published_at OR NEW.earliest_on < OLD.earliest_on OR NEW.latest_on > OLD.latest_on) BEGIN SELECT RAISE(ABORT, 'The period of a published notice is not widened.'); END;

CREATE TRIGGER taken_workprogramme_keydecision_update BEFORE UPDATE ON workprogramme_keydecision WHEN OLD.decision_published_on IS NOT NULL AND (NEW.taken_on IS DISTINCT FROM OLD.taken_on OR NEW.decision_published_on IS DISTINCT FROM OLD.decision_published_on OR NEW.call_in_until IS DISTINCT FROM OLD.call_in_until) AND NOT (NEW.taken_on IS NULL AND NEW.decision_published_on IS NULL AND NEW.call_in_until IS NULL AND NOT EXISTS (SELECT 1 FROM workprogramme_callin c WHERE c.decision_id = OLD.id AND c.state <> 'refused')) BEGIN SELECT RAISE(ABORT, 'A decision that has been published keeps its days.'); END;

CREATE TRIGGER taken_workprogramme_keydecision_insert BEFORE INSERT ON workprogramme_keydecision WHEN EXISTS (SELECT 1 FROM workprogramme_keydecision was WHERE was.id = NEW.id AND was.published_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'A decision that has been published keeps its days.'); END;

CREATE TRIGGER taken_workprogramme_keydecision_delete BEFORE DELETE ON workprogramme_keydecision WHEN OLD.published_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'A decision that has been published keeps its days.'); END;

CREATE TRIGGER fixed_workprogramme_callin_update BEFORE UPDATE ON workprogramme_callin WHEN (NEW.id IS DISTINCT FROM OLD.id OR NEW.committee_id IS DISTINCT FROM OLD.committee_id OR NEW.decision_id IS DISTINCT FROM OLD.decision_id OR NEW.decided_by IS DISTINCT FROM OLD.decided_by OR NEW.decision_reference IS DISTINCT FROM OLD.decision_reference OR NEW.decision_published_on IS DISTINCT FROM OLD.decision_published_on OR NEW.decision_key IS DISTINCT FROM OLD.decision_key OR NEW.received_at IS DISTINCT FROM OLD.received_at OR NEW.due_on IS DISTINCT FROM OLD.due_on OR NEW.needed IS DISTINCT FROM OLD.needed OR NEW.open_to IS DISTINCT FROM OLD.open_to) OR ((NEW.decision_title IS DISTINCT FROM OLD.decision_title) AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'workprogramme_callin' AND w.row_id = OLD.id AND w.field = 'decision_title' AND w.original IS NOT NULL AND t.state = 'hidden')) BEGIN SELECT RAISE(ABORT, 'A call-in keeps its decision and its days.'); END;

CREATE TRIGGER fixed_workprogramme_callin_insert BEFORE INSERT ON workprogramme_callin WHEN EXISTS (SELECT 1 FROM workprogramme_callin was WHERE was.id = NEW.id) BEGIN SELECT RAISE(ABORT, 'A call-in keeps its decision and its days.'); END;

CREATE TRIGGER fixed_workprogramme_callin_delete BEFORE DELETE ON workprogramme_callin WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'A call-in keeps its decision and its days.'); END;

CREATE TRIGGER names_workprogramme_signatory_update BEFORE UPDATE ON workprogramme_signatory WHEN (NEW.id IS DISTINCT FROM OLD.id OR NEW.call_in_id IS DISTINCT FROM OLD.call_in_id OR NEW.person_id IS DISTINCT FROM OLD.person_id OR NEW.named_at IS DISTINCT FROM OLD.named_at OR NEW.named_by_id IS DISTINCT FROM OLD.named_by_id) OR EXISTS (SELECT 1 FROM workprogramme_callin c WHERE c.id = OLD.call_in_id AND c.state <> 'received') OR OLD.confirmed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'The names on a call-in are closed, and a confirmation is not changed.'); END;

CREATE TRIGGER names_workprogramme_signatory_delete BEFORE DELETE ON workprogramme_signatory WHEN EXISTS (SELECT 1 FROM workprogramme_callin c WHERE c.id = OLD.call_in_id AND c.state <> 'received') BEGIN SELECT RAISE(ABORT, 'The names on a call-in are closed, and a confirmation is not changed.'); END;

CREATE TRIGGER names_workprogramme_signatory_insert BEFORE INSERT ON workprogramme_signatory WHEN EXISTS (SELECT 1 FROM workprogramme_callin c WHERE c.id = NEW.call_in_id AND c.state <> 'received') OR EXISTS (SELECT 1 FROM workprogramme_signatory was WHERE (was.id = NEW.id OR (was.call_in_id = NEW.call_in_id AND was.person_id = NEW.person_id)) AND was.confirmed_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'The names on a call-in are closed, and a confirmation is not changed.'); END;

CREATE TRIGGER stamp_workprogramme_briefing_insert AFTER INSERT ON workprogramme_briefing BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_briefing_update AFTER UPDATE ON workprogramme_briefing BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_briefing_delete AFTER DELETE ON workprogramme_briefing BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_duty_insert AFTER INSERT ON workprogramme_duty BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_duty_update AFTER UPDATE ON workprogramme_duty BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_duty_delete AFTER DELETE ON workprogramme_duty BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_keydecision_insert AFTER INSERT ON workprogramme_keydecision BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_keydecision_update AFTER UPDATE ON workprogramme_keydecision BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_keydecision_delete AFTER DELETE ON workprogramme_keydecision BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_lead_insert AFTER INSERT ON workprogramme_lead BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_lead_update AFTER UPDATE ON workprogramme_lead BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_lead_delete AFTER DELETE ON workprogramme_lead BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_move_insert AFTER INSERT ON workprogramme_move BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_move_update AFTER UPDATE ON workprogramme_move BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_move_delete AFTER DELETE ON workprogramme_move BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_note_insert AFTER INSERT ON workprogramme_note BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_note_update AFTER UPDATE ON workprogramme_note BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_note_delete AFTER DELETE ON workprogramme_note BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programme_insert AFTER INSERT ON workprogramme_programme BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programme_update AFTER UPDATE ON workprogramme_programme BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programme_delete AFTER DELETE ON workprogramme_programme BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programmeitem_insert AFTER INSERT ON workprogramme_programmeitem BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programmeitem_update AFTER UPDATE ON workprogramme_programmeitem BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programmeitem_delete AFTER DELETE ON workprogramme_programmeitem BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programmeitem_actions_insert AFTER INSERT ON workprogramme_programmeitem_actions BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programmeitem_actions_update AFTER UPDATE ON workprogramme_programmeitem_actions BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programmeitem_actions_delete AFTER DELETE ON workprogramme_programmeitem_actions BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programmeversion_insert AFTER INSERT ON workprogramme_programmeversion BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programmeversion_update AFTER UPDATE ON workprogramme_programmeversion BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_programmeversion_delete AFTER DELETE ON workprogramme_programmeversion BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_question_insert AFTER INSERT ON workprogramme_question BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_question_update AFTER UPDATE ON workprogramme_question BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_question_delete AFTER DELETE ON workprogramme_question BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_scrutinyrules_insert AFTER INSERT ON workprogramme_scrutinyrules BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_scrutinyrules_update AFTER UPDATE ON workprogramme_scrutinyrules BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_scrutinyrules_delete AFTER DELETE ON workprogramme_scrutinyrules BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_suggester_insert AFTER INSERT ON workprogramme_suggester BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_suggester_update AFTER UPDATE ON workprogramme_suggester BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;

CREATE TRIGGER stamp_workprogramme_suggester_delete AFTER DELETE ON workprogramme_suggester BEGIN DELETE FROM committee_pagestamp WHERE key = -3; INSERT INTO committee_pagestamp (key, token) VALUES (-3, random() & 1099511627775); END;
