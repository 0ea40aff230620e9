CREATE OR REPLACE FUNCTION state_reviews_review_insert() RETURNS trigger AS $$ BEGIN  IF NEW.state <> 'proposed' THEN RAISE EXCEPTION 'A review stands where its last step led.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER state_reviews_review_insert BEFORE INSERT ON reviews_review FOR EACH ROW EXECUTE FUNCTION state_reviews_review_insert();

CREATE OR REPLACE FUNCTION state_reviews_review_update() RETURNS trigger AS $$ BEGIN  IF NEW.state <> OLD.state AND NOT EXISTS (SELECT 1 FROM reviews_reviewstep s WHERE s.review_id = NEW.id AND s.to_state = NEW.state AND s.number = (SELECT MAX(s.number) FROM reviews_reviewstep s WHERE s.review_id = NEW.id)) THEN RAISE EXCEPTION 'A review stands where its last step led.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER state_reviews_review_update BEFORE UPDATE ON reviews_review FOR EACH ROW EXECUTE FUNCTION state_reviews_review_update();

CREATE OR REPLACE FUNCTION begins_reviews_reviewstep_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM reviews_review WHERE id = NEW.review_id FOR NO KEY UPDATE) held; IF NEW.from_state <> (SELECT r.state FROM reviews_review r WHERE r.id = NEW.review_id) OR NEW.number <> COALESCE((SELECT MAX(s.number) FROM reviews_reviewstep s WHERE s.review_id = NEW.review_id), 0) + 1 THEN RAISE EXCEPTION 'A step of a review begins where the one before led.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER begins_reviews_reviewstep_insert BEFORE INSERT ON reviews_reviewstep FOR EACH ROW EXECUTE FUNCTION begins_reviews_reviewstep_insert();

CREATE OR REPLACE FUNCTION monitored_reviews_review_update() RETURNS trigger AS $$ BEGIN  IF NEW.monitored_by_id <> OLD.monitored_by_id AND NOT EXISTS (SELECT 1 FROM reviews_parent p WHERE p.review_id = NEW.id AND p.committee_id = NEW.monitored_by_id) THEN RAISE EXCEPTION 'A review is monitored by one of its parents.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER monitored_reviews_review_update BEFORE UPDATE ON reviews_review FOR EACH ROW EXECUTE FUNCTION monitored_reviews_review_update();

CREATE OR REPLACE FUNCTION monitored_reviews_parent_delete() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM reviews_review r WHERE r.id = OLD.review_id AND r.monitored_by_id = OLD.committee_id) THEN RAISE EXCEPTION 'A review is monitored by one of its parents.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER monitored_reviews_parent_delete BEFORE DELETE ON reviews_parent FOR EACH ROW EXECUTE FUNCTION monitored_reviews_parent_delete();

CREATE OR REPLACE FUNCTION refuse_to_unsay() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are append-only.', TG_TABLE_NAME;
END;
$$ LANGUAGE plpgsql;

CREATE TRIGGER monitored_reviews_parent_truncate BEFORE TRUNCATE ON reviews_parent EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION monitored_reviews_parent_update() RETURNS trigger AS $$ BEGIN  IF NEW.review_id <> OLD.review_id OR NEW.committee_id <> OLD.committee_id THEN RAISE EXCEPTION 'A review is monitored by one of its parents.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER monitored_reviews_parent_update BEFORE UPDATE ON reviews_parent FOR EACH ROW EXECUTE FUNCTION monitored_reviews_parent_update();

CREATE OR REPLACE FUNCTION numbered_reviews_recommendation_update() RETURNS trigger AS $$ BEGIN  IF OLD.handed_down_at IS NOT NULL AND (NEW.number <> OLD.number OR NEW.review_id <> OLD.review_id OR NEW.handed_down_at IS NULL) THEN RAISE EXCEPTION 'A recommendation that was handed down keeps its number, and is withdrawn, not removed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER numbered_reviews_recommendation_update BEFORE UPDATE ON reviews_recommendation FOR EACH ROW EXECUTE FUNCTION numbered_reviews_recommendation_update();

CREATE OR REPLACE FUNCTION numbered_reviews_recommendation_delete() RETURNS trigger AS $$ BEGIN  IF OLD.handed_down_at IS NOT NULL THEN RAISE EXCEPTION 'A recommendation that was handed down keeps its number, and is withdrawn, not removed.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER numbered_reviews_recommendation_delete BEFORE DELETE ON reviews_recommendation FOR EACH ROW EXECUTE FUNCTION numbered_reviews_recommendation_delete();

CREATE TRIGGER numbered_reviews_recommendation_truncate BEFORE TRUNCATE ON reviews_recommendation EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION referenced_reviews_evidence_update() RETURNS trigger AS $$ BEGIN  IF NEW.number <> OLD.number OR NEW.review_id <> OLD.review_id OR (OLD.forgotten_on IS NOT NULL AND NEW.forgotten_on IS NULL) THEN RAISE EXCEPTION 'A piece of evidence keeps its reference, is withdrawn or forgotten, not removed, and stays forgotten.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER referenced_reviews_evidence_update BEFORE UPDATE ON reviews_evidence FOR EACH ROW EXECUTE FUNCTION referenced_reviews_evidence_update();

CREATE OR REPLACE FUNCTION referenced_reviews_evidence_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'A piece of evidence keeps its reference, is withdrawn or forgotten, not removed, and stays forgotten.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER referenced_reviews_evidence_delete BEFORE DELETE ON reviews_evidence FOR EACH ROW EXECUTE FUNCTION referenced_reviews_evidence_delete();

CREATE TRIGGER referenced_reviews_evidence_truncate BEFORE TRUNCATE ON reviews_evidence EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION monitored_reviews_parent_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM reviews_parent was WHERE ((was.id = NEW.id) OR (was.review_id = NEW.review_id AND was.committee_id = NEW.committee_id)) AND (EXISTS (SELECT 1 FROM reviews_review r WHERE r.id = was.review_id AND r.monitored_by_id = was.committee_id))) THEN RAISE EXCEPTION 'A review is monitored by one of its parents.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER monitored_reviews_parent_insert BEFORE INSERT ON reviews_parent FOR EACH ROW EXECUTE FUNCTION monitored_reviews_parent_insert();

CREATE OR REPLACE FUNCTION numbered_reviews_recommendation_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM reviews_recommendation was WHERE ((was.id = NEW.id) OR (was.review_id = NEW.review_id AND was.number = NEW.number)) AND (was.handed_down_at IS NOT NULL)) THEN RAISE EXCEPTION 'A recommendation that was handed down keeps its number, and is withdrawn, not removed.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER numbered_reviews_recommendation_insert BEFORE INSERT ON reviews_recommendation FOR EACH ROW EXECUTE FUNCTION numbered_reviews_recommendation_insert();

CREATE OR REPLACE FUNCTION referenced_reviews_evidence_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM reviews_evidence was WHERE ((was.file_id = NEW.file_id) OR (was.id = NEW.id) OR (was.redacted_id = NEW.redacted_id) OR (was.review_id = NEW.review_id AND was.number = NEW.number)) AND (1 = 1)) THEN RAISE EXCEPTION 'A piece of evidence keeps its reference, is withdrawn or forgotten, not removed, and stays forgotten.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER referenced_reviews_evidence_insert BEFORE INSERT ON reviews_evidence FOR EACH ROW EXECUTE FUNCTION referenced_reviews_evidence_insert();

CREATE OR REPLACE FUNCTION guard_reviews_reviewstep_update() RETURNS trigger AS $$ BEGIN  IF NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."review_id" IS NOT DISTINCT FROM OLD."review_id" AND NEW."number" IS NOT DISTINCT FROM OLD."number" AND NEW."from_state" IS NOT DISTINCT FROM OLD."from_state" AND NEW."to_state" IS NOT DISTINCT FROM OLD."to_state" AND NEW."recorded_at" IS NOT DISTINCT FROM OLD."recorded_at" AND NEW."recorded_by_id" IS NOT DISTINCT FROM OLD."recorded_by_id" AND (NEW.reason <> '' OR OLD.reason = '')) THEN RAISE EXCEPTION 'Rows of reviews_reviewstep are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_reviewstep_update BEFORE UPDATE ON reviews_reviewstep FOR EACH ROW EXECUTE FUNCTION guard_reviews_reviewstep_update();

CREATE OR REPLACE FUNCTION guard_reviews_reviewstep_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'Rows of reviews_reviewstep are append-only.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_reviewstep_delete BEFORE DELETE ON reviews_reviewstep FOR EACH ROW EXECUTE FUNCTION guard_reviews_reviewstep_delete();

CREATE TRIGGER guard_reviews_reviewstep_truncate BEFORE TRUNCATE ON reviews_reviewstep EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION guard_reviews_reviewstep_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM reviews_reviewstep was WHERE ((was.id = NEW.id) OR (was.review_id = NEW.review_id AND was.number = NEW.number))) THEN RAISE EXCEPTION 'Rows of reviews_reviewstep are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_reviewstep_insert BEFORE INSERT ON reviews_reviewstep FOR EACH ROW EXECUTE FUNCTION guard_reviews_reviewstep_insert();

CREATE OR REPLACE FUNCTION guard_reviews_endorsement_update() RETURNS trigger AS $$ BEGIN  IF NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."parent_id" IS NOT DISTINCT FROM OLD."parent_id" AND NEW."number" IS NOT DISTINCT FROM OLD."number" AND NEW."report_id" IS NOT DISTINCT FROM OLD."report_id" AND NEW."decision" IS NOT DISTINCT FROM OLD."decision" AND NEW."on" IS NOT DISTINCT FROM OLD."on" AND NEW."recorded_at" IS NOT DISTINCT FROM OLD."recorded_at" AND NEW."recorded_by_id" IS NOT DISTINCT FROM OLD."recorded_by_id" AND ((OLD.withdrawn_at IS NULL AND NEW.proof IS NOT DISTINCT FROM OLD.proof) OR EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'reviews_endorsement' AND w.row_id = OLD.id AND t.state <> 'undone'))) THEN RAISE EXCEPTION 'Rows of reviews_endorsement are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_endorsement_update BEFORE UPDATE ON reviews_endorsement FOR EACH ROW EXECUTE FUNCTION guard_reviews_endorsement_update();

CREATE OR REPLACE FUNCTION guard_reviews_endorsement_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'Rows of reviews_endorsement are append-only.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_endorsement_delete BEFORE DELETE ON reviews_endorsement FOR EACH ROW EXECUTE FUNCTION guard_reviews_endorsement_delete();

CREATE TRIGGER guard_reviews_endorsement_truncate BEFORE TRUNCATE ON reviews_endorsement EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION guard_reviews_endorsement_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM reviews_endorsement was WHERE ((was.id = NEW.id) OR (was.parent_id = NEW.parent_id AND was.number = NEW.number))) THEN RAISE EXCEPTION 'Rows of reviews_endorsement are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_endorsement_insert BEFORE INSERT ON reviews_endorsement FOR EACH ROW EXECUTE FUNCTION guard_reviews_endorsement_insert();

CREATE OR REPLACE FUNCTION guard_reviews_scopeagreement_update() RETURNS trigger AS $$ BEGIN  IF NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."parent_id" IS NOT DISTINCT FROM OLD."parent_id" AND NEW."number" IS NOT DISTINCT FROM OLD."number" AND NEW."recorded_at" IS NOT DISTINCT FROM OLD."recorded_at" AND NEW."recorded_by_id" IS NOT DISTINCT FROM OLD."recorded_by_id" AND ((OLD.mistake = '' AND NEW.agreed IS NOT DISTINCT FROM OLD.agreed) OR EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'reviews_scopeagreement' AND w.row_id = OLD.id AND t.state <> 'undone'))) THEN RAISE EXCEPTION 'Rows of reviews_scopeagreement are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_scopeagreement_update BEFORE UPDATE ON reviews_scopeagreement FOR EACH ROW EXECUTE FUNCTION guard_reviews_scopeagreement_update();

CREATE OR REPLACE FUNCTION guard_reviews_scopeagreement_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'Rows of reviews_scopeagreement are append-only.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_scopeagreement_delete BEFORE DELETE ON reviews_scopeagreement FOR EACH ROW EXECUTE FUNCTION guard_reviews_scopeagreement_delete();

CREATE TRIGGER guard_reviews_scopeagreement_truncate BEFORE TRUNCATE ON reviews_scopeagreement EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION guard_reviews_scopeagreement_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM reviews_scopeagreement was WHERE ((was.id = NEW.id) OR (was.parent_id = NEW.parent_id AND was.number = NEW.number))) THEN RAISE EXCEPTION 'Rows of reviews_scopeagreement are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_scopeagreement_insert BEFORE INSERT ON reviews_scopeagreement FOR EACH ROW EXECUTE FUNCTION guard_reviews_scopeagreement_insert();

CREATE OR REPLACE FUNCTION guard_reviews_progressentry_update() RETURNS trigger AS $$ BEGIN  IF NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."addressee_id" IS NOT DISTINCT FROM OLD."addressee_id" AND NEW."side" IS NOT DISTINCT FROM OLD."side" AND NEW."status" IS NOT DISTINCT FROM OLD."status" AND NEW."expected_on" IS NOT DISTINCT FROM OLD."expected_on" AND NEW."on" IS NOT DISTINCT FROM OLD."on" AND NEW."recorded_at" IS NOT DISTINCT FROM OLD."recorded_at" AND NEW."recorded_by_id" IS NOT DISTINCT FROM OLD."recorded_by_id" AND ((OLD.published_at IS NULL AND NEW.published_at IS NOT NULL AND NEW.evidence IS NOT DISTINCT FROM OLD.evidence AND NEW.reason IS NOT DISTINCT FROM OLD.reason) OR EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'reviews_progressentry' AND w.row_id = OLD.id AND t.state <> 'undone'))) THEN RAISE EXCEPTION 'Rows of reviews_progressentry are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_progressentry_update BEFORE UPDATE ON reviews_progressentry FOR EACH ROW EXECUTE FUNCTION guard_reviews_progressentry_update();

CREATE OR REPLACE FUNCTION guard_reviews_progressentry_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'Rows of reviews_progressentry are append-only.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_progressentry_delete BEFORE DELETE ON reviews_progressentry FOR EACH ROW EXECUTE FUNCTION guard_reviews_progressentry_delete();

CREATE TRIGGER guard_reviews_progressentry_truncate BEFORE TRUNCATE ON reviews_progressentry EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION guard_reviews_progressentry_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM reviews_progressentry was WHERE ((was.id = NEW.id))) THEN RAISE EXCEPTION 'Rows of reviews_progressentry are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_progressentry_insert BEFORE INSERT ON reviews_progressentry FOR EACH ROW EXECUTE FUNCTION guard_reviews_progressentry_insert();

CREATE OR REPLACE FUNCTION guard_reviews_reportversion_update() RETURNS trigger AS $$ BEGIN  IF NOT (NEW."id" IS NOT DISTINCT FROM OLD."id" AND NEW."review_id" IS NOT DISTINCT FROM OLD."review_id" AND NEW."number" IS NOT DISTINCT FROM OLD."number" AND NEW."step_id" IS NOT DISTINCT FROM OLD."step_id" AND NEW."sha256" IS NOT DISTINCT FROM OLD."sha256" AND NEW."made_at" IS NOT DISTINCT FROM OLD."made_at" AND NEW."made_by_id" IS NOT DISTINCT FROM OLD."made_by_id" AND 1 = 1) THEN RAISE EXCEPTION 'Rows of reviews_reportversion are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_reportversion_update BEFORE UPDATE ON reviews_reportversion FOR EACH ROW EXECUTE FUNCTION guard_reviews_reportversion_update();

CREATE OR REPLACE FUNCTION guard_reviews_reportversion_delete() RETURNS trigger AS $$ BEGIN  IF 1 = 1 THEN RAISE EXCEPTION 'Rows of reviews_reportversion are append-only.'; END IF; RETURN OLD; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_reportversion_delete BEFORE DELETE ON reviews_reportversion FOR EACH ROW EXECUTE FUNCTION guard_reviews_reportversion_delete();

CREATE TRIGGER guard_reviews_reportversion_truncate BEFORE TRUNCATE ON reviews_reportversion EXECUTE FUNCTION refuse_to_unsay();

CREATE OR REPLACE FUNCTION guard_reviews_reportversion_insert() RETURNS trigger AS $$ BEGIN  IF EXISTS (SELECT 1 FROM reviews_reportversion was WHERE ((was.id = NEW.id) OR (was.review_id = NEW.review_id AND was.number = NEW.number) OR (was.step_id = NEW.step_id))) THEN RAISE EXCEPTION 'Rows of reviews_reportversion are append-only.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER guard_reviews_reportversion_insert BEFORE INSERT ON reviews_reportversion FOR EACH ROW EXECUTE FUNCTION guard_reviews_reportversion_insert();

CREATE OR REPLACE FUNCTION down_reviews_review_update() RETURNS trigger AS $$ BEGIN  IF NEW.is_down <> OLD.is_down AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'reviews_review' AND w.row_id = OLD.id AND t.state <> 'undone') THEN RAISE EXCEPTION 'Only a takedown hides a row, or shows it again.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER down_reviews_review_update BEFORE UPDATE ON reviews_review FOR EACH ROW EXECUTE FUNCTION down_reviews_review_update();

CREATE OR REPLACE FUNCTION down_reviews_recommendation_update() RETURNS trigger AS $$ BEGIN  IF NEW.is_down <> OLD.is_down AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'reviews_recommendation' AND w.row_id = OLD.id AND t.state <> 'undone') THEN RAISE EXCEPTION 'Only a takedown hides a row, or shows it again.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER down_reviews_recommendation_update BEFORE UPDATE ON reviews_recommendation FOR EACH ROW EXECUTE FUNCTION down_reviews_recommendation_update();

CREATE OR REPLACE FUNCTION down_reviews_response_update() RETURNS trigger AS $$ BEGIN  IF NEW.is_down <> OLD.is_down AND NOT EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id WHERE w.of_table = 'reviews_response' AND w.row_id = OLD.id AND t.state <> 'undone') THEN RAISE EXCEPTION 'Only a takedown hides a row, or shows it again.'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER down_reviews_response_update BEFORE UPDATE ON reviews_response FOR EACH ROW EXECUTE FUNCTION down_reviews_response_update();

CREATE OR REPLACE FUNCTION apart_panel_committee_portfolioholding_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM committee_person WHERE id = NEW.person_id FOR NO KEY UPDATE) held; IF ((NEW.role = 'cabinet_member' AND (EXISTS (SELECT 1 FROM reviews_panellist o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND 1 = 1)))) THEN RAISE EXCEPTION 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_panel_committee_portfolioholding_insert BEFORE INSERT ON committee_portfolioholding FOR EACH ROW EXECUTE FUNCTION apart_panel_committee_portfolioholding_insert();

CREATE OR REPLACE FUNCTION apart_panel_committee_portfolioholding_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM committee_person WHERE id = NEW.person_id FOR NO KEY UPDATE) held; IF NOT (NEW.id = OLD.id AND NEW.person_id = OLD.person_id AND NEW.role = OLD.role AND NEW.since >= OLD.since AND COALESCE(NEW.until, '9999-12-31') <= COALESCE(OLD.until, '9999-12-31')) AND ((NEW.role = 'cabinet_member' AND (EXISTS (SELECT 1 FROM reviews_panellist o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND 1 = 1)))) THEN RAISE EXCEPTION 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_panel_committee_portfolioholding_update BEFORE UPDATE ON committee_portfolioholding FOR EACH ROW EXECUTE FUNCTION apart_panel_committee_portfolioholding_update();

CREATE OR REPLACE FUNCTION apart_panel_committee_seat_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT p.id FROM committee_person p, committee_committee c WHERE p.id = NEW.person_id AND c.id = NEW.committee_id FOR NO KEY UPDATE OF p FOR SHARE OF c) held; IF ((EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = NEW.committee_id AND (b.kind = 'executive' OR b.function = 'executive')) AND (EXISTS (SELECT 1 FROM reviews_panellist o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND 1 = 1)))) THEN RAISE EXCEPTION 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_panel_committee_seat_insert BEFORE INSERT ON committee_seat FOR EACH ROW EXECUTE FUNCTION apart_panel_committee_seat_insert();

CREATE OR REPLACE FUNCTION apart_panel_committee_seat_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT p.id FROM committee_person p, committee_committee c WHERE p.id = NEW.person_id AND c.id = NEW.committee_id FOR NO KEY UPDATE OF p FOR SHARE OF c) held; IF NOT (NEW.id = OLD.id AND NEW.person_id = OLD.person_id AND NEW.committee_id = OLD.committee_id AND NEW.since >= OLD.since AND COALESCE(NEW.until, '9999-12-31') <= COALESCE(OLD.until, '9999-12-31')) AND ((EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = NEW.committee_id AND (b.kind = 'executive' OR b.function = 'executive')) AND (EXISTS (SELECT 1 FROM reviews_panellist o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND 1 = 1)))) THEN RAISE EXCEPTION 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_panel_committee_seat_update BEFORE UPDATE ON committee_seat FOR EACH ROW EXECUTE FUNCTION apart_panel_committee_seat_update();

CREATE OR REPLACE FUNCTION apart_panel_reviews_panellist_insert() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM committee_person WHERE id = NEW.person_id FOR NO KEY UPDATE) held; IF ((1 = 1 AND (EXISTS (SELECT 1 FROM committee_portfolioholding o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND o.role = 'cabinet_member') OR EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.kind = 'executive' OR b.function = 'executive')))))) THEN RAISE EXCEPTION 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_panel_reviews_panellist_insert BEFORE INSERT ON reviews_panellist FOR EACH ROW EXECUTE FUNCTION apart_panel_reviews_panellist_insert();

CREATE OR REPLACE FUNCTION apart_panel_reviews_panellist_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM committee_person WHERE id = NEW.person_id FOR NO KEY UPDATE) held; IF NOT (NEW.id = OLD.id AND NEW.person_id = OLD.person_id AND NEW.since >= OLD.since AND COALESCE(NEW.until, '9999-12-31') <= COALESCE(OLD.until, '9999-12-31')) AND ((1 = 1 AND (EXISTS (SELECT 1 FROM committee_portfolioholding o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND o.role = 'cabinet_member') OR EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = NEW.person_id AND (o.since <= COALESCE(NEW.until, '9999-12-31') AND NEW.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.kind = 'executive' OR b.function = 'executive')))))) THEN RAISE EXCEPTION 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_panel_reviews_panellist_update BEFORE UPDATE ON reviews_panellist FOR EACH ROW EXECUTE FUNCTION apart_panel_reviews_panellist_update();

CREATE OR REPLACE FUNCTION apart_panel_committee_committee_update() RETURNS trigger AS $$ BEGIN PERFORM 1 FROM (SELECT id FROM committee_person WHERE id IN (SELECT person_id FROM committee_seat WHERE committee_id = NEW.id AND (NEW.kind <> OLD.kind OR NEW.function <> OLD.function)) ORDER BY id FOR NO KEY UPDATE) held; IF (NEW.kind <> OLD.kind OR NEW.function <> OLD.function) AND (((NEW.kind = 'executive' OR NEW.function = 'executive') AND EXISTS (SELECT 1 FROM committee_seat s WHERE s.committee_id = NEW.id AND (EXISTS (SELECT 1 FROM reviews_panellist o WHERE o.person_id = s.person_id AND (o.since <= COALESCE(s.until, '9999-12-31') AND s.since <= COALESCE(o.until, '9999-12-31')) AND 1 = 1)))) OR ((NEW.function = 'scrutiny') AND EXISTS (SELECT 1 FROM committee_seat s WHERE s.committee_id = NEW.id AND (EXISTS (SELECT 1 FROM committee_portfolioholding o WHERE o.person_id = s.person_id AND (o.since <= COALESCE(s.until, '9999-12-31') AND s.since <= COALESCE(o.until, '9999-12-31')) AND o.role = 'cabinet_member') OR EXISTS (SELECT 1 FROM committee_seat o WHERE o.person_id = s.person_id AND (o.since <= COALESCE(s.until, '9999-12-31') AND s.since <= COALESCE(o.until, '9999-12-31')) AND EXISTS (SELECT 1 FROM committee_committee b WHERE b.id = o.committee_id AND (b.kind = 'executive' OR b.function = 'executive')) AND o.committee_id <> NEW.id))))) THEN RAISE EXCEPTION 'Nobody can be of the executive and sit on overview and scrutiny at the same time (LGA 2000 s.9FA).'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER apart_panel_committee_committee_update BEFORE UPDATE ON committee_committee FOR EACH ROW EXECUTE FUNCTION apart_panel_committee_committee_update();

ALTER TABLE reviews_panellist ADD CONSTRAINT one_chairman_of_a_panel_at_a_time EXCLUDE USING gist (review_id WITH =, daterange(since, until, '[]') WITH &&) WHERE (reviews_panellist.role = 'chairman');

ALTER TABLE reviews_panellist ADD CONSTRAINT a_person_sits_on_a_panel_once_at_a_time EXCLUDE USING gist (review_id WITH =, person_id WITH =, daterange(since, until, '[]') WITH &&);

CREATE OR REPLACE FUNCTION stamp_reviews_addressee() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_addressee AFTER INSERT OR UPDATE OR DELETE ON reviews_addressee FOR EACH ROW EXECUTE FUNCTION stamp_reviews_addressee();

CREATE OR REPLACE FUNCTION stamp_reviews_callforevidence() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_callforevidence AFTER INSERT OR UPDATE OR DELETE ON reviews_callforevidence FOR EACH ROW EXECUTE FUNCTION stamp_reviews_callforevidence();

CREATE OR REPLACE FUNCTION stamp_reviews_endorsement() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_endorsement AFTER INSERT OR UPDATE OR DELETE ON reviews_endorsement FOR EACH ROW EXECUTE FUNCTION stamp_reviews_endorsement();

CREATE OR REPLACE FUNCTION stamp_reviews_evidence() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_evidence AFTER INSERT OR UPDATE OR DELETE ON reviews_evidence FOR EACH ROW EXECUTE FUNCTION stamp_reviews_evidence();

CREATE OR REPLACE FUNCTION stamp_reviews_evidencefile() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_evidencefile AFTER INSERT OR UPDATE OR DELETE ON reviews_evidencefile FOR EACH ROW EXECUTE FUNCTION stamp_reviews_evidencefile();

CREATE OR REPLACE FUNCTION stamp_reviews_evidencesession() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_evidencesession AFTER INSERT OR UPDATE OR DELETE ON reviews_evidencesession FOR EACH ROW EXECUTE FUNCTION stamp_reviews_evidencesession();

CREATE OR REPLACE FUNCTION stamp_reviews_figuretable() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_figuretable AFTER INSERT OR UPDATE OR DELETE ON reviews_figuretable FOR EACH ROW EXECUTE FUNCTION stamp_reviews_figuretable();

CREATE OR REPLACE FUNCTION stamp_reviews_invitation() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_invitation AFTER INSERT OR UPDATE OR DELETE ON reviews_invitation FOR EACH ROW EXECUTE FUNCTION stamp_reviews_invitation();

CREATE OR REPLACE FUNCTION stamp_reviews_notice() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_notice AFTER INSERT OR UPDATE OR DELETE ON reviews_notice FOR EACH ROW EXECUTE FUNCTION stamp_reviews_notice();

CREATE OR REPLACE FUNCTION stamp_reviews_panellist() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_panellist AFTER INSERT OR UPDATE OR DELETE ON reviews_panellist FOR EACH ROW EXECUTE FUNCTION stamp_reviews_panellist();

CREATE OR REPLACE FUNCTION stamp_reviews_parent() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_parent AFTER INSERT OR UPDATE OR DELETE ON reviews_parent FOR EACH ROW EXECUTE FUNCTION stamp_reviews_parent();

CREATE OR REPLACE FUNCTION stamp_reviews_progressentry() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_progressentry AFTER INSERT OR UPDATE OR DELETE ON reviews_progressentry FOR EACH ROW EXECUTE FUNCTION stamp_reviews_progressentry();

CREATE OR REPLACE FUNCTION stamp_reviews_recommendation() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_recommendation AFTER INSERT OR UPDATE OR DELETE ON reviews_recommendation FOR EACH ROW EXECUTE FUNCTION stamp_reviews_recommendation();

CREATE OR REPLACE FUNCTION stamp_reviews_reportversion() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_reportversion AFTER INSERT OR UPDATE OR DELETE ON reviews_reportversion FOR EACH ROW EXECUTE FUNCTION stamp_reviews_reportversion();

CREATE OR REPLACE FUNCTION stamp_reviews_response() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_response AFTER INSERT OR UPDATE OR DELETE ON reviews_response FOR EACH ROW EXECUTE FUNCTION stamp_reviews_response();

CREATE OR REPLACE FUNCTION stamp_reviews_review() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_review AFTER INSERT OR UPDATE OR DELETE ON reviews_review FOR EACH ROW EXECUTE FUNCTION stamp_reviews_review();

CREATE OR REPLACE FUNCTION stamp_reviews_reviewitem() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_reviewitem AFTER INSERT OR UPDATE OR DELETE ON reviews_reviewitem FOR EACH ROW EXECUTE FUNCTION stamp_reviews_reviewitem();

CREATE OR REPLACE FUNCTION stamp_reviews_reviewmethod() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_reviewmethod AFTER INSERT OR UPDATE OR DELETE ON reviews_reviewmethod FOR EACH ROW EXECUTE FUNCTION stamp_reviews_reviewmethod();

CREATE OR REPLACE FUNCTION stamp_reviews_reviewstep() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_reviewstep AFTER INSERT OR UPDATE OR DELETE ON reviews_reviewstep FOR EACH ROW EXECUTE FUNCTION stamp_reviews_reviewstep();

CREATE OR REPLACE FUNCTION stamp_reviews_scopeagreement() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_scopeagreement AFTER INSERT OR UPDATE OR DELETE ON reviews_scopeagreement FOR EACH ROW EXECUTE FUNCTION stamp_reviews_scopeagreement();

CREATE OR REPLACE FUNCTION stamp_reviews_scopepoint() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_scopepoint AFTER INSERT OR UPDATE OR DELETE ON reviews_scopepoint FOR EACH ROW EXECUTE FUNCTION stamp_reviews_scopepoint();

CREATE OR REPLACE FUNCTION stamp_reviews_witness() RETURNS trigger AS $$ BEGIN IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF; PERFORM stamp_pages(-4); RETURN NULL; END; $$ LANGUAGE plpgsql;

CREATE TRIGGER stamp_reviews_witness AFTER INSERT OR UPDATE OR DELETE ON reviews_witness FOR EACH ROW EXECUTE FUNCTION stamp_reviews_witness();
