CREATE OR REPLACE FUNCTION guard_workprogramme_programmeversion_update() RETURNS trigger AS $$ BEGIN  IF NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."programme_id" IS NOT DISTINCT FROM OLD."programme_id" AND NEW."number" IS NOT DISTINCT FROM OLD."number" AND NEW."meeting_id" IS NOT DISTINCT FROM OLD."meeting_id" AND NEW."sha256" IS NOT DISTINCT FROM OLD."sha256" AND NEW."printed_at" IS NOT DISTINCT FROM OLD."printed_at" AND NEW."printed_by_id" IS NOT DISTINCT FROM OLD."printed_by_id" AND EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'workprogramme_programmeversion' AND w.row_id = OLD.id AND t.state <> 'undone')) THEN RAISE EXCEPTION 'Rows of workprogramme_programmeversion are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_workprogramme_programmeversion_update BEFORE UPDATE ON workprogramme_programmeversion FOR EACH ROW EXECUTE FUNCTION guard_workprogramme_programmeversion_update();

CREATE OR REPLACE FUNCTION guard_workprogramme_programmeversion_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'Rows of workprogramme_programmeversion are append-only.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_workprogramme_programmeversion_delete BEFORE DELETE ON workprogramme_programmeversion FOR EACH ROW EXECUTE FUNCTION guard_workprogramme_programmeversion_delete();

CREATE OR REPLACE FUNCTION refuse_to_unsay() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are append-only.', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql;

CREATE TRIGGER guard_workprogramme_programmeversion_truncate BEFORE TRUNCATE ON workprogramme_programmeversion EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION guard_workprogramme_programmeversion_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM workprogramme_programmeversion was WHERE ((was.id = NEW.id) OR (was.programme_id = NEW.programme_id AND was.number = NEW.number))) THEN RAISE EXCEPTION 'Rows of workprogramme_programmeversion are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_workprogramme_programmeversion_insert BEFORE INSERT ON workprogramme_programmeversion FOR EACH ROW EXECUTE FUNCTION guard_workprogramme_programmeversion_insert();

CREATE OR REPLACE FUNCTION guard_workprogramme_move_update() RETURNS trigger AS $$ BEGIN  IF NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."item_id" IS NOT DISTINCT FROM OLD."item_id" AND NEW."from_meeting_id" IS NOT DISTINCT FROM OLD."from_meeting_id" AND NEW."to_meeting_id" IS NOT DISTINCT FROM OLD."to_meeting_id" AND NEW."from_day" IS NOT DISTINCT FROM OLD."from_day" AND NEW."to_day" IS NOT DISTINCT FROM OLD."to_day" AND NEW."from_state" IS NOT DISTINCT FROM OLD."from_state" AND NEW."to_state" IS NOT DISTINCT FROM OLD."to_state" AND NEW."on" IS NOT DISTINCT FROM OLD."on" AND NEW."recorded_at" IS NOT DISTINCT FROM OLD."recorded_at" AND NEW."recorded_by_id" IS NOT DISTINCT FROM OLD."recorded_by_id" AND EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'workprogramme_move' AND w.row_id = OLD.id AND t.state <> 'undone')) THEN RAISE EXCEPTION 'Rows of workprogramme_move are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_workprogramme_move_update BEFORE UPDATE ON workprogramme_move FOR EACH ROW EXECUTE FUNCTION guard_workprogramme_move_update();

CREATE OR REPLACE FUNCTION guard_workprogramme_move_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'Rows of workprogramme_move are append-only.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_workprogramme_move_delete BEFORE DELETE ON workprogramme_move FOR EACH ROW EXECUTE FUNCTION guard_workprogramme_move_delete();

CREATE TRIGGER guard_workprogramme_move_truncate BEFORE TRUNCATE ON workprogramme_move EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION guard_workprogramme_move_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM workprogramme_move was WHERE ((was.id = NEW.id))) THEN RAISE EXCEPTION 'Rows of workprogramme_move are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_workprogramme_move_insert BEFORE INSERT ON workprogramme_move FOR EACH ROW EXECUTE FUNCTION guard_workprogramme_move_insert();

CREATE OR REPLACE FUNCTION period_workprogramme_keydecision_update() RETURNS trigger AS $$ BEGIN  IF OLD.published_at IS NOT NULL AND (NEW.published_at IS DISTINCT FROM OLD.published_at OR NEW.earliest_on < OLD.earliest_on OR NEW.latest_on > OLD.latest_on) THEN RAISE EXCEPTION 'The period of a published notice is not widened.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER period_workprogramme_keydecision_update BEFORE UPDATE ON workprogramme_keydecision FOR EACH ROW EXECUTE FUNCTION period_workprogramme_keydecision_update();

CREATE OR REPLACE FUNCTION taken_workprogramme_keydecision_update() RETURNS trigger AS $$ BEGIN  IF OLD.decision_published_on IS NOT NULL AND (NEW.taken_on IS DISTINCT FROM OLD.taken_on OR NEW.decision_published_on IS DISTINCT FROM OLD.decision_published_on OR NEW.call_in_until IS DISTINCT FROM OLD.call_in_until) AND NOT (NEW.taken_on IS NULL AND NEW.decision_published_on IS NULL AND NEW.call_in_until IS NULL AND NOT EXISTS (SELECT 1 FROM workprogramme_callin c WHERE c.decision_id = OLD.id AND c.state <> 'refused')) THEN RAISE EXCEPTION 'A decision that has been published keeps its days.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER taken_workprogramme_keydecision_update BEFORE UPDATE ON workprogramme_keydecision FOR EACH ROW EXECUTE FUNCTION taken_workprogramme_keydecision_update();

CREATE OR REPLACE FUNCTION taken_workprogramme_keydecision_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM workprogramme_keydecision was WHERE was.id = NEW.id AND was.published_at IS NOT NULL) THEN RAISE EXCEPTION 'A decision that has been published keeps its days.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER taken_workprogramme_keydecision_insert BEFORE INSERT ON workprogramme_keydecision FOR EACH ROW EXECUTE FUNCTION taken_workprogramme_keydecision_insert();

CREATE OR REPLACE FUNCTION taken_workprogramme_keydecision_delete() RETURNS trigger AS $$ BEGIN  IF OLD.published_at IS NOT NULL THEN RAISE EXCEPTION 'A decision that has been published keeps its days.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER taken_workprogramme_keydecision_delete BEFORE DELETE ON workprogramme_keydecision FOR EACH ROW EXECUTE FUNCTION taken_workprogramme_keydecision_delete();

CREATE TRIGGER taken_workprogramme_keydecision_truncate BEFORE TRUNCATE ON workprogramme_keydecision EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION fixed_workprogramme_callin_update() RETURNS trigger AS $$ BEGIN  IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.committee_id IS DISTINCT FROM OLD.committee_id OR NEW.decision_id IS DISTINCT FROM OLD.decision_id OR NEW.decided_by IS DISTINCT FROM OLD.decided_by OR NEW.decision_reference IS DISTINCT FROM OLD.decision_reference OR NEW.decision_published_on IS DISTINCT FROM OLD.decision_published_on OR NEW.decision_key IS DISTINCT FROM OLD.decision_key OR NEW.received_at IS DISTINCT FROM OLD.received_at OR NEW.due_on IS DISTINCT FROM OLD.due_on OR NEW.needed IS DISTINCT FROM OLD.needed OR NEW.open_to IS DISTINCT FROM OLD.open_to) OR ((NEW.decision_title IS DISTINCT FROM OLD.decision_title) AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'workprogramme_callin' AND w.row_id = OLD.id AND w.field = 'decision_title' AND w.original IS NOT NULL AND t.state = 'hidden')) THEN RAISE EXCEPTION 'A call-in keeps its decision and its days.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER fixed_workprogramme_callin_update BEFORE UPDATE ON workprogramme_callin FOR EACH ROW EXECUTE FUNCTION fixed_workprogramme_callin_update();

CREATE OR REPLACE FUNCTION fixed_workprogramme_callin_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM workprogramme_callin was WHERE was.id = NEW.id) THEN RAISE EXCEPTION 'A call-in keeps its decision and its days.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER fixed_workprogramme_callin_insert BEFORE INSERT ON workprogramme_callin FOR EACH ROW EXECUTE FUNCTION fixed_workprogramme_callin_insert();

CREATE OR REPLACE FUNCTION fixed_workprogramme_callin_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'A call-in keeps its decision and its days.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER fixed_workprogramme_callin_delete BEFORE DELETE ON workprogramme_callin FOR EACH ROW EXECUTE FUNCTION fixed_workprogramme_callin_delete();

CREATE TRIGGER fixed_workprogramme_callin_truncate BEFORE TRUNCATE ON workprogramme_callin EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION names_workprogramme_signatory_update() RETURNS trigger AS $$ BEGIN  IF (NEW.id IS DISTINCT FROM OLD.id OR NEW.call_in_id IS DISTINCT FROM OLD.call_in_id OR NEW.person_id IS DISTINCT FROM OLD.person_id OR NEW.named_at IS DISTINCT FROM OLD.named_at OR NEW.named_by_id IS DISTINCT FROM OLD.named_by_id) OR EXISTS (SELECT 1 FROM workprogramme_callin c WHERE c.id = OLD.call_in_id AND c.state <> 'received') OR OLD.confirmed_at IS NOT NULL THEN RAISE EXCEPTION 'The names on a call-in are closed, and a confirmation is not changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER names_workprogramme_signatory_update BEFORE UPDATE ON workprogramme_signatory FOR EACH ROW EXECUTE FUNCTION names_workprogramme_signatory_update();

CREATE OR REPLACE FUNCTION names_workprogramme_signatory_delete() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM workprogramme_callin c WHERE c.id = OLD.call_in_id AND c.state <> 'received') THEN RAISE EXCEPTION 'The names on a call-in are closed, and a confirmation is not changed.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER names_workprogramme_signatory_delete BEFORE DELETE ON workprogramme_signatory FOR EACH ROW EXECUTE FUNCTION names_workprogramme_signatory_delete();

CREATE TRIGGER names_workprogramme_signatory_truncate BEFORE TRUNCATE ON workprogramme_signatory EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION names_workprogramme_signatory_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM workprogramme_callin c WHERE c.id = NEW.call_in_id AND c.state <> 'received') OR EXISTS (SELECT 1 FROM workprogramme_signatory was WHERE (was.id = NEW.id OR (was.call_in_id = NEW.call_in_id AND was.person_id = NEW.person_id)) AND was.confirmed_at IS NOT NULL) THEN RAISE EXCEPTION 'The names on a call-in are closed, and a confirmation is not changed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER names_workprogramme_signatory_insert BEFORE INSERT ON workprogramme_signatory FOR EACH ROW EXECUTE FUNCTION names_workprogramme_signatory_insert();

CREATE OR REPLACE FUNCTION stamp_workprogramme_briefing() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_briefing AFTER INSERT OR UPDATE OR DELETE ON workprogramme_briefing FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_briefing();

CREATE OR REPLACE FUNCTION stamp_workprogramme_duty() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_duty AFTER INSERT OR UPDATE OR DELETE ON workprogramme_duty FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_duty();

CREATE OR REPLACE FUNCTION stamp_workprogramme_keydecision() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_keydecision AFTER INSERT OR UPDATE OR DELETE ON workprogramme_keydecision FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_keydecision();

CREATE OR REPLACE FUNCTION stamp_workprogramme_lead() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_lead AFTER INSERT OR UPDATE OR DELETE ON workprogramme_lead FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_lead();

CREATE OR REPLACE FUNCTION stamp_workprogramme_move() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_move AFTER INSERT OR UPDATE OR DELETE ON workprogramme_move FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_move();

CREATE OR REPLACE FUNCTION stamp_workprogramme_note() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_note AFTER INSERT OR UPDATE OR DELETE ON workprogramme_note FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_note();

CREATE OR REPLACE FUNCTION stamp_workprogramme_programme() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_programme AFTER INSERT OR UPDATE OR DELETE ON workprogramme_programme FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_programme();

CREATE OR REPLACE FUNCTION stamp_workprogramme_programmeitem() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_programmeitem AFTER INSERT OR UPDATE OR DELETE ON workprogramme_programmeitem FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_programmeitem();

CREATE OR REPLACE FUNCTION stamp_workprogramme_programmeitem_actions() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_programmeitem_actions AFTER INSERT OR UPDATE OR DELETE ON workprogramme_programmeitem_actions FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_programmeitem_actions();

CREATE OR REPLACE FUNCTION stamp_workprogramme_programmeversion() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_programmeversion AFTER INSERT OR UPDATE OR DELETE ON workprogramme_programmeversion FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_programmeversion();

CREATE OR REPLACE FUNCTION stamp_workprogramme_question() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_question AFTER INSERT OR UPDATE OR DELETE ON workprogramme_question FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_question();

CREATE OR REPLACE FUNCTION stamp_workprogramme_scrutinyrules() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_scrutinyrules AFTER INSERT OR UPDATE OR DELETE ON workprogramme_scrutinyrules FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_scrutinyrules();

CREATE OR REPLACE FUNCTION stamp_workprogramme_suggester() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-3); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_workprogramme_suggester AFTER INSERT OR UPDATE OR DELETE ON workprogramme_suggester FOR EACH ROW EXECUTE FUNCTION stamp_workprogramme_suggester();
